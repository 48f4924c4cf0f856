/** From a service's slices to an executable subgraph. */
import { readFileSync } from 'node:fs';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { type DocumentNode, type GraphQLResolveInfo, type GraphQLSchema, isObjectType, Kind, parse } from 'graphql';
import { type AccessRules, enforceAccess } from './access.ts';
import { withConnections } from './connection-sdl.ts';
import { reach } from './failpoint.ts';
import { refusalCodeSdl, refusedResolvers } from './refused.ts';
import { withRegisters } from './register/register-sdl.ts';
import { scalars } from './scalars.ts';
import type { Resolvers, ServiceDefinition } from './service.ts';
import { healthSdl, knownSdl, trailSdl } from './service-sdl.ts';

const file = (name: string) => new URL(name, import.meta.url);
const commonSdl = file('./common.graphql');
const trailLines = file('./audit-trail.graphql');
const health = file('./health.graphql');
const figures = file('./figures.graphql');

/** The SDL that a service hands to composition: what all share, then its own slices in their order. */
export function subgraphSdl({ name, sdl, registers }: Pick<ServiceDefinition, 'name' | 'sdl' | 'registers'>): string {
  const [hasTrail, hasRegisters] = [registers !== undefined, registers !== undefined && registers.length > 0];
  const files = [commonSdl, ...sdl, ...(hasTrail ? [trailLines, health] : []), ...(hasRegisters ? [figures] : [])];
  const written = [...files.map((each) => readFileSync(each, 'utf8')), refusalCodeSdl()];
  if (hasTrail) written.push(trailSdl(name), healthSdl(name));
  if (hasRegisters) written.push(knownSdl(name));
  return withConnections(withRegisters(written.join('\n'), registers ?? []));
}

export function createSubgraph(options: {
  definition: Pick<ServiceDefinition, 'name' | 'sdl' | 'registers'>;
  running: { readonly resolvers: Resolvers };
  rules: AccessRules;
}): GraphQLSchema {
  const { definition, running, rules } = options;
  const resolvers: Resolvers = { ...scalars, Refused: refusedResolvers, ...running.resolvers };
  const schema = executable(definition.name, subgraphSdl(definition), resolvers);
  markMutations(schema);
  readLate(schema);
  return enforceAccess(schema, rules);
}

/** What of a list is read when it is asked for is a function that answers late: only a resolver may. */
function readLate(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || !type.name.endsWith('Connection')) continue;
    for (const [name, field] of Object.entries(type.getFields()))
      field.resolve ??= (page: Readonly<Record<string, unknown>>) => {
        const value = page[name];
        return typeof value === 'function' ? value() : value;
      };
  }
}

/** Every mutation is a step of its own, from what is asked to what is answered. */
function markMutations(schema: GraphQLSchema): void {
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    const resolve = field.resolve as NonNullable<typeof field.resolve>;
    field.resolve = async (...asked) => {
      reach('mutation.asked', field.name);
      const answer: unknown = await resolve(...asked);
      reach('mutation.answered', field.name);
      return answer;
    };
  }
}

/** A subgraph from its text alone, without what ours share; nobody is asked who they are. */
export function executable(name: string, sdl: string, resolvers: Resolvers): GraphQLSchema {
  const typeDefs = parse(sdl);
  const unknown = unknownResolvers(typeDefs, resolvers);
  if (unknown.length > 0) throw new Error(`${name}: resolvers without a place in the SDL: ${unknown.join(', ')}`);
  const schema = buildSubgraphSchema([{ typeDefs, resolvers }]);
  findAtOnce(schema);
  const unresolved = unresolvedRootFields(schema);
  if (unresolved.length > 0) throw new Error(`${name}: root fields without a resolver: ${unresolved.join(', ')}`);
  return schema;
}

/** A root field without a resolver would answer null for ever, in silence. */
function unresolvedRootFields(schema: GraphQLSchema): string[] {
  return [schema.getQueryType(), schema.getMutationType()].flatMap((root) =>
    Object.values(root?.getFields() ?? {})
      .filter((field) => !field.resolve)
      .map((field) => `${root?.name}.${field.name}`),
  );
}

interface Reference {
  readonly __typename: string;
}

type Find = (reference: Reference, context: unknown, info: GraphQLResolveInfo) => unknown;

/** Where buildSubgraphSchema keeps what finds an entity of a type. */
interface ApolloExtensions {
  readonly apollo?: { readonly subgraph?: { readonly resolveReference?: Find } };
}

/**
 * Apollo's resolver waits twice for each entity, also for one that is there already. This one waits where there is
 * something to wait for; interfaces are left to Apollo's.
 */
function findAtOnce(schema: GraphQLSchema): void {
  const field = schema.getQueryType()?.getFields()._entities;
  if (!field) return;
  const apollo = field.resolve as NonNullable<typeof field.resolve>;
  const finds = new Map<string, Find>();
  for (const { name, extensions } of Object.values(schema.getTypeMap()).filter(isObjectType))
    finds.set(name, (extensions as ApolloExtensions).apollo?.subgraph?.resolveReference ?? asItIs);
  field.resolve = (source, asked: { readonly representations: readonly Reference[] }, context, info) => {
    const { representations } = asked;
    if (!representations.every(({ __typename }) => finds.has(__typename))) return apollo(source, asked, context, info);
    return representations.map((reference) => {
      const { __typename } = reference;
      const found = finds.get(__typename)?.(reference, context, info);
      return found instanceof Promise ? found.then((each) => named(each, __typename)) : named(found, __typename);
    });
  };
}

const asItIs: Find = (reference) => reference;

/** With the name of its type, by which it is told apart; a row that others hold too gets it unseen. */
function named(found: unknown, __typename: string): unknown {
  if (typeof found !== 'object' || found === null) return found;
  if (!('__typename' in found)) return Object.defineProperty(found, '__typename', { value: __typename });
  return found.__typename === __typename ? found : { ...found, __typename };
}

/** A resolver for a type or field that the SDL lacks would be ignored in silence. */
function unknownResolvers(typeDefs: DocumentNode, resolvers: Resolvers): string[] {
  const fields = new Map<string, Set<string>>();
  for (const definition of typeDefs.definitions) {
    if (!('name' in definition) || !definition.name) continue;
    const known = fields.get(definition.name.value) ?? new Set(['__resolveReference', '__resolveType', '__isTypeOf']);
    const isObject = definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.OBJECT_TYPE_EXTENSION;
    for (const field of isObject ? (definition.fields ?? []) : []) known.add(field.name.value);
    const isEnum = definition.kind === Kind.ENUM_TYPE_DEFINITION || definition.kind === Kind.ENUM_TYPE_EXTENSION;
    for (const value of isEnum ? (definition.values ?? []) : []) known.add(value.name.value);
    fields.set(definition.name.value, known);
  }
  return Object.entries(resolvers).flatMap(([type, map]) => {
    const known = fields.get(type);
    if (!known) return [type];
    return typeof map === 'object' && Object.getPrototypeOf(map) === Object.prototype
      ? Object.keys(map)
          .filter((field) => !known.has(field))
          .map((field) => `${type}.${field}`)
      : [];
  });
}
