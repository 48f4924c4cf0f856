/**
 * Walks every field of a supergraph as every caller, on every way that leads there: from a root field, by an interface,
 * by a fragment, and by an entity hop into each subgraph. What the rules deny must be refused wherever an object was
 * reached; what they allow must never be.
 */
import { type AccessRules, accessRules, isAllowed } from '@hh/service/access.ts';
import type { Actor } from '@hh/service/actor.ts';
import { createContext } from '@hh/service/context.ts';
import { compileOperation, type Run } from '@hh/service/subgraph-executor.ts';
import {
  buildSchema,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isObjectType,
  isUnionType,
} from 'graphql';
import { apiSchemaSdl } from '../compose.ts';
import { objectsAt, type Path, queryOf, shortestPaths } from './paths.ts';
import { argumentsOf, type Samples } from './samples.ts';

export interface Walker {
  readonly name: string;
  readonly actor: Actor | null;
}

export interface WalkOptions {
  /** With its security directives. */
  readonly supergraphSdl: string;
  readonly walkers: readonly Walker[];
  /** Asks through the gateway. */
  readonly ask: (actor: Actor | null, query: string) => Promise<Answer>;
  readonly subgraphs: ReadonlyMap<string, GraphQLSchema>;
  readonly samples: Samples;
}

export interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions?: Readonly<Record<string, unknown>>;
  }[];
}

export interface WalkReport {
  /** How often a field of an object that was reached was asked for. */
  readonly asked: number;
  /** `walker: Type.field (way)`, where a denied field answered or was not refused. */
  readonly leaks: readonly string[];
  /** The same, where an allowed field was refused. */
  readonly refused: readonly string[];
  /** Object types that nobody reached an object of: their denials prove nothing, and samples are missing. */
  readonly unseen: readonly string[];
  /** Entities without a sample: nobody hopped to them. */
  readonly unhopped: readonly string[];
}

type Field = GraphQLField<unknown, unknown>;

interface Visit {
  readonly walker: Walker;
  readonly way: string;
  readonly type: string;
  readonly path: Path;
  readonly fields: readonly Field[];
}

const DENIED = ['UNAUTHENTICATED', 'FORBIDDEN'];
const FIELDS_PER_OPERATION = 40;
const HOP: Path = [{ text: '_entities(representations: $representations)', key: '_entities' }];

export async function walkFields(options: WalkOptions): Promise<WalkReport> {
  const rules = accessRules(options.supergraphSdl);
  const schema = buildSchema(apiSchemaSdl(options.supergraphSdl));
  const ledger = createLedger(rules);
  const hop = createHops(options.samples);
  const types = Object.values(schema.getTypeMap()).filter((type) => isObjectType(type) && !type.name.startsWith('__'));
  for (const walker of options.walkers) {
    for (const visit of visitsThroughGateway(schema, types as GraphQLObjectType[], walker, rules, options.samples)) {
      const operation = visit.type === schema.getMutationType()?.name ? 'mutation' : 'query';
      const query = `${operation} { ${queryOf(visit.path, selectionOf(visit, options.samples))} }`;
      ledger.judge(visit, await options.ask(walker.actor, query));
    }
    for (const [subgraph, local] of options.subgraphs)
      for (const visit of visitsByEntity(subgraph, local, walker, options.samples))
        ledger.judge(visit, await hop(visit, local));
  }
  return { ...ledger.report(types.map(({ name }) => name)), unhopped: entitiesWithoutSample(options) };
}

function entitiesWithoutSample({ subgraphs, samples }: WalkOptions): string[] {
  const all = [...subgraphs.values()].flatMap(entitiesOf).map(({ name }) => name);
  return [...new Set(all)].filter((name) => !samples.representations[name]).sort();
}

function entitiesOf(local: GraphQLSchema): readonly GraphQLObjectType[] {
  const entities = local.getType('_Entity');
  return isUnionType(entities) ? entities.getTypes() : [];
}

function* visitsThroughGateway(
  schema: GraphQLSchema,
  types: readonly GraphQLObjectType[],
  walker: Walker,
  rules: AccessRules,
  samples: Samples,
): Generator<Visit> {
  const allows = (type: string, field: string) => isAllowed(walker.actor, rules.of(type, field));
  const { direct, narrowed } = shortestPaths(schema, samples, allows);
  for (const type of types) {
    const all = Object.values(type.getFields());
    const isMutation = type === schema.getMutationType();
    // A mutation that is allowed would act, so only those are asked for that must not.
    const fields = isMutation ? all.filter((field) => !allows(type.name, field.name)) : all;
    const visit = (way: string, path: Path | undefined, asked: readonly Field[]) =>
      path ? chunks(asked).map((each) => ({ walker, way, type: type.name, path, fields: each })) : [];
    yield* visit('direct', isMutation || type === schema.getQueryType() ? [] : direct.get(type.name), fields);
    yield* visit('by fragment', narrowed.get(type.name), fields);
    for (const each of type.getInterfaces())
      yield* visit(`by interface ${each.name}`, direct.get(each.name), Object.values(each.getFields()));
  }
}

function* visitsByEntity(subgraph: string, local: GraphQLSchema, walker: Walker, samples: Samples): Generator<Visit> {
  for (const type of entitiesOf(local)) {
    if (!samples.representations[type.name]) continue;
    const fields = Object.values(type.getFields()).filter(
      (field) => !field.astNode?.directives?.some((directive) => directive.name.value.endsWith('external')),
    );
    const path: Path = [...HOP, { text: `... on ${type.name}`, key: null }];
    for (const each of chunks(fields))
      yield { walker, way: `by entity in ${subgraph}`, type: type.name, path, fields: each };
  }
}

/** Every walker hops alike: what they ask is compiled once for all of them. */
function createHops(samples: Samples) {
  const compiled = new Map<string, Run>();
  return async (visit: Visit, local: GraphQLSchema): Promise<Answer> => {
    const selection = queryOf(visit.path, selectionOf(visit, samples));
    const key = `${visit.way} ${selection}`;
    const run = compiled.get(key) ?? compileOperation(local, `query ($representations: [_Any!]!) { ${selection} }`);
    compiled.set(key, run);
    const context = createContext({ actor: visit.walker.actor, language: 'zh', requestId: 'walk' });
    const representations = [{ __typename: visit.type, ...samples.representations[visit.type] }];
    return (await run(context, { representations })) as Answer;
  };
}

function selectionOf({ type, fields }: Visit, samples: Samples): string {
  return fields
    .map((field) => {
      const text = `${aliasOf(field)}: ${field.name}${argumentsOf(type, field, samples)}`;
      return isCompositeType(getNamedType(field.type)) ? `${text} { __typename }` : text;
    })
    .join(' ');
}

/** Its own name for each field, so that arguments and types never meet another's. */
function aliasOf(field: Field): string {
  return `asked_${field.name}`;
}

function chunks(fields: readonly Field[]): Field[][] {
  const count = Math.ceil(fields.length / FIELDS_PER_OPERATION);
  return Array.from({ length: count }, (_, index) =>
    fields.slice(index * FIELDS_PER_OPERATION, (index + 1) * FIELDS_PER_OPERATION),
  );
}

function createLedger(rules: AccessRules) {
  const leaks = new Set<string>();
  const refused = new Set<string>();
  const seen = new Set<string>();
  let asked = 0;

  function judge(visit: Visit, answer: Answer): void {
    if (answer.data === undefined) throw new Error(`the walk asked what cannot be asked: ${explain(visit, answer)}`);
    const objects = objectsAt(answer.data, visit.path).filter(
      ({ __typename: name }) => visit.path.length === 0 || name === visit.type,
    );
    const guarded = objects.length === 0 && visit.path.length > 0;
    if (guarded) return;
    seen.add(visit.type);
    for (const field of visit.fields) judgeField(visit, field, objects, refusalsIn(answer));
  }

  function judgeField(visit: Visit, field: Field, objects: readonly Record<string, unknown>[], refusals: Set<string>) {
    asked += 1;
    const place = [...visit.path.flatMap(({ key }) => key ?? []), aliasOf(field)].join('.');
    const isRefused = refusals.has(place);
    const name = `${visit.walker.name}: ${visit.type}.${field.name} (${visit.way})`;
    const answered = objects.some((object) => (object[aliasOf(field)] ?? null) !== null);
    if (isAllowed(visit.walker.actor, rules.of(visit.type, field.name))) {
      // At an interface another type's field may be the one that was refused.
      if (isRefused && !visit.way.startsWith('by interface')) refused.add(name);
    } else if (answered || !isRefused) leaks.add(name);
  }

  return {
    judge,
    report: (types: readonly string[]): Omit<WalkReport, 'unhopped'> => ({
      asked,
      leaks: [...leaks],
      refused: [...refused],
      unseen: types.filter((type) => !seen.has(type)),
    }),
  };
}

/** The places that were refused, without the positions in lists. */
function refusalsIn(answer: Answer): Set<string> {
  return new Set(
    (answer.errors ?? [])
      .filter(({ extensions }) => DENIED.includes(String(extensions?.code)))
      .map(({ path }) => (path ?? []).filter((step) => typeof step === 'string').join('.')),
  );
}

function explain(visit: Visit, answer: Answer): string {
  return `${visit.type} ${visit.way}: ${answer.errors?.map(({ message }) => message).join('; ')}`;
}
