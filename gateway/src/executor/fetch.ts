/** One fetch of a plan: what is asked of a subgraph for the objects at a place, and where its answer and its errors go. */
import type { GraphQLDataSource } from '@apollo/gateway';
import type { FetchNode } from '@apollo/query-planner';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { broughtBack } from '../required-names.ts';
import { asItIs, copied, type Entity, isObject } from './objects.ts';
import { type Path, type PlanPath, placesOf } from './places.ts';
import type { Asked } from './representation.ts';
import { renamed, rewrite } from './rewrites.ts';
import type { Told } from './told.ts';
import type { TypesOf } from './types.ts';
import type { WorkOf } from './work.ts';

type Process = GraphQLDataSource['process'];
type Asking = Extract<Parameters<Process>[0], { incomingRequestContext: unknown }>;
export type Incoming = Asking['incomingRequestContext'];
type Answer = Awaited<ReturnType<Process>>;

/** A subgraph that answers at once is not waited for. */
export interface Source {
  process(options: Parameters<Process>[0]): Answer | Promise<Answer>;
}

/** The enum that this is a word of is not exported. */
const OF_A_CALLER = 'incoming operation' as Asking['kind'];

/** One execution: nothing of it outlives the answer. */
export interface Run {
  readonly request: Incoming;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly sourceOf: (subgraph: string) => Source | undefined;
  readonly data: Entity;
  /** By the path of a place, for the next fetch there: until one above it brings others. */
  readonly found: Map<string, Found>;
  readonly told: Told;
}

/** The objects at a place, and by what was required of them what was asked: until that is brought anew. */
interface Found {
  readonly entities: readonly Entity[];
  readonly asked: Map<string, { readonly asked: Asked; readonly fields: readonly string[] }>;
}

export type Step = (run: Run) => undefined | Promise<undefined>;

export function createFetch(fetch: FetchNode, path: PlanPath, typesOf: TypesOf, workOf: WorkOf): Step {
  const { operationName } = fetch;
  const work = workOf(fetch, path, typesOf);
  const at = path.join('.');
  const above = path.length > 0 ? `${at}.` : '';

  const adapt = (representation: Entity) => rewrite(representation, fetch.inputRewrites, typesOf);

  const required = requiredPlainly(fetch);

  function find({ data, found }: Run): Found {
    const known = found.get(at);
    if (known) return known;
    const here = { entities: work.find(data), asked: new Map() };
    found.set(at, here);
    return here;
  }

  function ask({ entities, asked }: Found): Asked | null {
    if (!work.ask) return null;
    if (!required) return work.ask(entities, adapt);
    const { text, fields } = required;
    const before = asked.get(text)?.asked;
    if (before) return before;
    const now = work.ask(entities, adapt);
    asked.set(text, { asked: now, fields });
    return now;
  }

  /** What was told of an object of which this one brings something else. */
  function forget(here: Found | undefined): void {
    const { brings } = work;
    for (const [text, { fields }] of here?.asked ?? [])
      if (!brings || fields.some((field) => brings.has(field))) here?.asked.delete(text);
  }

  function send(run: Run, asked: Asked | null): Answer | Promise<Answer> {
    const source = run.sourceOf(fetch.serviceName);
    if (!source) throw new Error(`there is no subgraph ${fetch.serviceName}`);
    const variables: Record<string, unknown> = {};
    for (const name of fetch.variableUsages ?? [])
      if (Object.hasOwn(run.variables, name) && run.variables[name] !== undefined)
        variables[name] = run.variables[name];
    if (asked) {
      if ('representations' in variables) throw new Error('a variable may not be called representations');
      variables.representations = asked.representations;
    }
    return source.process({
      kind: OF_A_CALLER,
      request: { query: fetch.operation, variables, ...(operationName ? { operationName } : {}) },
      incomingRequestContext: run.request,
      context: run.request.context,
      document: fetch.operationDocumentNode as NonNullable<FetchNode['operationDocumentNode']>,
      pathInIncomingRequest: [...path],
    });
  }

  function receive({ data, errors }: Answer, run: Run, entities: readonly Entity[], asked: Asked | null): undefined {
    if (errors?.length) tellErrors(errors, data, run, entities, asked);
    if (!data) return;
    for (const place of run.found.keys()) if (place !== at && place.startsWith(above)) run.found.delete(place);
    forget(run.found.get(at));
    if (asked) return receiveEntities(data, entities, asked);
    rewrite(data, fetch.outputRewrites, typesOf);
    for (const [index, entity] of entities.entries()) work.merge(entity, data as Entity, index === 0 ? asItIs : copied);
  }

  function receiveEntities(data: Entity, entities: readonly Entity[], { representations, numbers }: Asked): undefined {
    const { _entities: received } = data;
    if (!Array.isArray(received) || received.length !== representations.length)
      throw new Error(`${fetch.serviceName} answered not as many entities as it was asked: ${representations.length}`);
    if (fetch.outputRewrites) rewriteEach(received, entities, numbers);
    work.take(entities, numbers, received);
  }

  /** What has no type of its own in the answer is of the type of the first that asked. */
  function rewriteEach(received: readonly unknown[], entities: readonly Entity[], numbers: Asked['numbers']): void {
    let taken = 0;
    for (const [index, entity] of entities.entries()) {
      if (numbers[index] !== taken) continue;
      const answer = received[taken];
      taken += 1;
      if (!isObject(answer)) continue;
      answer.__typename ??= entity.__typename;
      rewrite(answer, fetch.outputRewrites, typesOf);
    }
  }

  function tellErrors(
    errors: readonly GraphQLFormattedError[],
    received: Answer['data'],
    { data, told }: Run,
    entities: readonly Entity[],
    asked: Asked | null,
  ): void {
    const places = asked && errors.some(({ path }) => isOfEntity(path)) ? placesOf(data, path) : null;
    for (const error of errors) {
      const inside = isLostEntity(received, error.path) ? error.path.length - 2 : 0;
      for (const place of pathsOf(error.path, entities, asked, places)) {
        told.add(failure(error, place, fetch.serviceName));
        // One field that may not be null takes the entity's others with it: they are missing for the same reason.
        if (place && inside > 0) told.lost(place.slice(0, -inside));
      }
    }
  }

  /** GraphQL, 7.1.2: a path leads through the answer. An entity may stand there in several places. */
  function pathsOf(
    at: GraphQLFormattedError['path'],
    entities: readonly Entity[],
    asked: Asked | null,
    places: ReadonlyMap<Entity, readonly Path[]> | null,
  ): readonly (Path | undefined)[] {
    if (!at) return [undefined];
    if (asked && places && isOfEntity(at)) {
      const inside = namesOf(at.slice(2));
      const meant = entities.filter((_, index) => asked.numbers[index] === at[1]);
      const found = meant.flatMap((entity) => places.get(entity) ?? []);
      return found.length > 0 ? found.map((place) => [...namesOf(place), ...inside]) : [undefined];
    }
    // Of all that stands below the first list nothing came: what can be named is what they have in common.
    const list = path.indexOf('@');
    const common = namesOf(list < 0 ? path : path.slice(0, list));
    return [asked || list >= 0 ? common : [...common, ...namesOf(at)]];
  }

  const namesOf = (at: Path): Path => at.map((step) => broughtBack(renamed(step, fetch.outputRewrites)));

  return (run) => {
    const failed = (error: unknown): undefined => run.told.add(thrown(error)) as undefined;
    try {
      const here = find(run);
      const { entities } = here;
      const asked = ask(here);
      if (entities.length === 0 || asked?.representations.length === 0) return;
      const answer = send(run, asked);
      if (!(answer instanceof Promise)) return receive(answer, run, entities, asked);
      return answer.then((settled) => receive(settled, run, entities, asked)).catch(failed);
    } catch (error) {
      return failed(error);
    }
  };
}

/** What is required, and of which fields it is made: where a fetch asks for fields without fields of their own, as they are. */
function requiredPlainly({ requires, inputRewrites }: FetchNode): { text: string; fields: readonly string[] } | null {
  if (!requires || inputRewrites) return null;
  const selections = requires.flatMap((each) => (each.kind === 'InlineFragment' ? each.selections : [each]));
  const fields = selections.flatMap((each) =>
    each.kind === 'Field' && !each.selections ? (each.alias ?? each.name) : [],
  );
  return fields.length === selections.length ? { text: JSON.stringify(requires), fields } : null;
}

type EntityPath = readonly ['_entities', number, ...(string | number)[]];

function isOfEntity(path: GraphQLFormattedError['path'] | EntityPath): path is EntityPath {
  return path?.[0] === '_entities' && typeof path[1] === 'number';
}

/** The error is inside of an entity of which nothing came. */
function isLostEntity(data: Answer['data'], path: GraphQLFormattedError['path'] | EntityPath): path is EntityPath {
  return isOfEntity(path) && Array.isArray(data?._entities) && (data._entities[path[1]] ?? null) === null;
}

function failure(error: GraphQLFormattedError, path: Path | undefined, serviceName: string): GraphQLError {
  return new GraphQLError(error.message || `an error of ${serviceName} without a word`, {
    ...(path ? { path } : {}),
    extensions: { code: 'DOWNSTREAM_SERVICE_ERROR', ...error.extensions, serviceName },
    ...(error instanceof Error ? { originalError: error } : {}),
  });
}

function thrown(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error;
  return new GraphQLError(error instanceof Error ? error.message : String(error), {
    originalError: error instanceof Error ? error : new Error(String(error)),
  });
}
