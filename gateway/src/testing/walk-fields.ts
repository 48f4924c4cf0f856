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
import { objectsAt, type Path, shortestPaths } from './paths.ts';
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
  /** How many fields one operation may ask for; what many types need, such as their place, is then read once for all. */
  readonly fieldsAtOnce?: number;
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
  /** The type, or the interface of its, whose fields they are. */
  readonly of: string;
  readonly path: Path;
  readonly fields: readonly Field[];
}

const DENIED = ['UNAUTHENTICATED', 'FORBIDDEN'];
/** Of one visit; an operation of a caller has up to sixty aliases. */
const FIELDS_OF_A_VISIT = 40;
const FIELDS_AT_ONCE = 60;
const HOP: Path = [{ text: '_entities(representations: $representations)', key: '_entities' }];

export async function walkFields(options: WalkOptions): Promise<WalkReport> {
  const rules = accessRules(options.supergraphSdl);
  const schema = buildSchema(apiSchemaSdl(options.supergraphSdl));
  const ledger = createLedger(rules);
  const { samples, fieldsAtOnce = FIELDS_AT_ONCE } = options;
  const hop = createHops(samples);
  const types = Object.values(schema.getTypeMap()).filter((type) => isObjectType(type) && !type.name.startsWith('__'));
  for (const walker of options.walkers) {
    const visits = [...visitsThroughGateway(schema, types as GraphQLObjectType[], walker, rules, samples)];
    const isActing = ({ type }: Visit) => type === schema.getMutationType()?.name;
    for (const together of grouped(visits.filter(isActing), fieldsAtOnce))
      ledger.judge(together, await options.ask(walker.actor, `mutation ${queryOf(together, samples)}`));
    for (const together of grouped(
      visits.filter((visit) => !isActing(visit)),
      fieldsAtOnce,
    ))
      ledger.judge(together, await options.ask(walker.actor, `query ${queryOf(together, samples)}`));
    for (const [subgraph, local] of options.subgraphs)
      for (const together of grouped([...visitsByEntity(subgraph, local, walker, samples)], fieldsAtOnce))
        ledger.judge(together, await hop(subgraph, together, local));
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
    const visit = (way: string, path: Path | undefined, asked: readonly Field[], of = type.name) =>
      path ? chunks(asked).map((each) => ({ walker, way, type: type.name, of, path, fields: each })) : [];
    yield* visit('direct', isMutation || type === schema.getQueryType() ? [] : direct.get(type.name), fields);
    yield* visit('by fragment', narrowed.get(type.name), fields);
    for (const each of type.getInterfaces())
      yield* visit(`by interface ${each.name}`, direct.get(each.name), Object.values(each.getFields()), each.name);
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
      yield { walker, way: `by entity in ${subgraph}`, type: type.name, of: type.name, path, fields: each };
  }
}

/** Every walker hops alike: what they ask is compiled once for all of them. */
function createHops(samples: Samples) {
  const compiled = new Map<string, Run>();
  return async (subgraph: string, visits: readonly Visit[], local: GraphQLSchema): Promise<Answer> => {
    const query = queryOf(visits, samples);
    const key = `${subgraph} ${query}`;
    const run = compiled.get(key) ?? compileOperation(local, `query ($representations: [_Any!]!) ${query}`);
    compiled.set(key, run);
    const context = createContext({ actor: visits[0]?.walker.actor ?? null, language: 'zh', requestId: 'walk' });
    const representations = [...new Set(visits.map(({ type }) => type))].map((type) => ({
      __typename: type,
      ...samples.representations[type],
    }));
    return (await run(context, { representations })) as Answer;
  };
}

/** What all of them ask for, the way that some have in common written once. */
function queryOf(visits: readonly Visit[], samples: Samples): string {
  return treeOf(visits.map((visit) => ({ path: visit.path, text: selectionOf(visit, samples) })));
}

function treeOf(asked: readonly { readonly path: Path; readonly text: string }[]): string {
  const here = asked.filter(({ path }) => path.length === 0).map(({ text }) => text);
  const beyond = Map.groupBy(
    asked.filter(({ path }) => path.length > 0),
    ({ path }) => path[0]?.text,
  );
  const inside = [...beyond].map(
    ([step, all]) => `${step} ${treeOf(all.map(({ path, text }) => ({ path: path.slice(1), text })))}`,
  );
  return `{ __typename ${[...here, ...inside].join(' ')} }`;
}

function selectionOf({ type, of, fields }: Visit, samples: Samples): string {
  return fields
    .map((field) => {
      const text = `${aliasOf(of, field)}: ${field.name}${argumentsOf(type, field, samples)}`;
      return isCompositeType(getNamedType(field.type)) ? `${text} { __typename }` : text;
    })
    .join(' ');
}

/** Its own name for each field of each type, so that arguments and types never meet another's. */
function aliasOf(of: string, field: Field): string {
  return `asked_${of}_${field.name}`;
}

function chunks(fields: readonly Field[]): Field[][] {
  const count = Math.ceil(fields.length / FIELDS_OF_A_VISIT);
  return Array.from({ length: count }, (_, index) =>
    fields.slice(index * FIELDS_OF_A_VISIT, (index + 1) * FIELDS_OF_A_VISIT),
  );
}

/** By their paths, as many at a time as an operation may ask for. */
function grouped(visits: readonly Visit[], fieldsAtOnce: number): Visit[][] {
  const groups: Visit[][] = [];
  let room = 0;
  for (const visit of visits.toSorted((a, b) => (textOf(a.path) < textOf(b.path) ? -1 : 1))) {
    room -= visit.fields.length;
    if (groups.length === 0 || room < 0) {
      groups.push([]);
      room = fieldsAtOnce - visit.fields.length;
    }
    groups.at(-1)?.push(visit);
  }
  return groups;
}

function textOf(path: Path): string {
  return path.map(({ text }) => text).join(' ');
}

function createLedger(rules: AccessRules) {
  const leaks = new Set<string>();
  const refused = new Set<string>();
  const seen = new Set<string>();
  let asked = 0;

  function judge(visits: readonly Visit[], answer: Answer): void {
    const [first] = visits;
    if (first && answer.data === undefined)
      throw new Error(`the walk asked what cannot be asked: ${explain(first, answer)}`);
    const refusals = refusalsIn(answer);
    for (const visit of visits) judgeVisit(visit, answer, refusals);
  }

  function judgeVisit(visit: Visit, answer: Answer, refusals: ReadonlySet<string>): void {
    const objects = objectsAt(answer.data, visit.path).filter(
      ({ __typename: name }) => visit.path.length === 0 || name === visit.type,
    );
    const guarded = objects.length === 0 && visit.path.length > 0;
    if (guarded) return;
    seen.add(visit.type);
    for (const field of visit.fields) judgeField(visit, field, objects, refusals);
  }

  function judgeField(
    visit: Visit,
    field: Field,
    objects: readonly Record<string, unknown>[],
    refusals: ReadonlySet<string>,
  ) {
    asked += 1;
    const alias = aliasOf(visit.of, field);
    const place = [...visit.path.flatMap(({ key }) => key ?? []), alias].join('.');
    const isRefused = refusals.has(place);
    const name = `${visit.walker.name}: ${visit.type}.${field.name} (${visit.way})`;
    const answered = objects.some((object) => (object[alias] ?? null) !== null);
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
