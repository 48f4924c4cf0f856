/**
 * The whole graph as one schema for graphql-js: no plan, no fetch, no merging. The resolvers are those of the subgraphs,
 * rights enforced; where the field of an entity belongs to another subgraph, that one's reference resolver is called
 * directly, once. What the federated graph answers is held against this, and how long it takes.
 */
import type { RequestContext } from '@hh/service/context.ts';
import { scalars } from '@hh/service/scalars.ts';
import {
  buildSchema,
  defaultFieldResolver,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import { apiSchemaSdl } from '../compose.ts';
import { type Owner, type Ownership, ownershipOf } from './ownership.ts';

/** An object as the subgraph that answered it holds it, and as others found it by its key. */
interface Thing {
  readonly type: string;
  readonly subgraph: string;
  readonly held: unknown;
  readonly found: Map<string, Promise<unknown>>;
}

type Resolve = GraphQLFieldResolver<Thing | undefined, RequestContext>;
type ResolveReference = (reference: object, context: RequestContext, info: GraphQLResolveInfo) => unknown;

/** An owner, and the field as it has it. */
interface Work extends Owner {
  readonly name: string;
  readonly type: GraphQLOutputType;
  readonly work: GraphQLFieldResolver<unknown, RequestContext>;
}

export function plainSchema(supergraphSdl: string, subgraphs: ReadonlyMap<string, GraphQLSchema>): GraphQLSchema {
  const schema = buildSchema(apiSchemaSdl(supergraphSdl));
  const resolverOf = createResolvers(ownershipOf(supergraphSdl), subgraphs);
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__')) continue;
    if (isAbstractType(type)) type.resolveType = (thing: Thing) => thing.type;
    if (isObjectType(type))
      for (const field of Object.values(type.getFields())) field.resolve = resolverOf(type.name, field.name);
  }
  // Input is read by the scalars themselves; output has been written by the subgraph's.
  for (const { name, parseValue, parseLiteral } of Object.values(scalars)) {
    const known = schema.getType(name);
    if (known) Object.assign(known, { parseValue, parseLiteral });
  }
  return schema;
}

function createResolvers(ownership: Ownership, subgraphs: ReadonlyMap<string, GraphQLSchema>) {
  const typeIn = (subgraph: string, name: string) => subgraphs.get(subgraph)?.getType(name) as GraphQLObjectType;
  const known = new Map<string, Resolve>();

  function resolverOf(type: string, name: string): Resolve {
    const coordinate = `${type}.${name}`;
    const resolver = known.get(coordinate) ?? createResolver(type, name);
    known.set(coordinate, resolver);
    return resolver;
  }

  function createResolver(type: string, name: string): Resolve {
    const works = ownership.ownersOf(type, name).map((owner): Work => {
      const field = typeIn(owner.subgraph, type).getFields()[name] as GraphQLField<unknown, RequestContext>;
      return { ...owner, name, type: field.type, work: field.resolve ?? defaultFieldResolver };
    });
    const reachable = works.find(({ subgraph }) => ownership.keyOf(type, subgraph) !== null);
    return (thing, args, context, info) => {
      // The subgraph that holds the thing already, where it can answer; else one that finds it by its key.
      const near = thing ? works.find(({ subgraph }) => subgraph === thing.subgraph) : works[0];
      const work = near ?? reachable;
      if (!work) throw new Error(`nobody answers ${type}.${name}`);
      if (!thing || (work === near && !work.requires)) return perform(work, thing?.held, args, context, info);
      return heldBy(work, thing, context, info).then((held) =>
        held === null ? null : perform(work, held, args, context, info),
      );
    };
  }

  function perform(
    { work, type, name, subgraph }: Work,
    held: unknown,
    args: Record<string, unknown>,
    context: RequestContext,
    info: GraphQLResolveInfo,
  ): unknown {
    // A resolver without a function of its own reads the property by the name of the field.
    const own = info.fieldName === name ? info : { ...info, fieldName: name };
    return wrap(work(held, args, context, own), type, subgraph, context, info);
  }

  async function heldBy(owner: Owner, thing: Thing, context: RequestContext, info: GraphQLResolveInfo) {
    const at = `${owner.subgraph} ${owner.requires ? JSON.stringify(owner.requires) : ''}`;
    const known = thing.found.get(at) ?? find(owner, thing, context, info);
    thing.found.set(at, known);
    return await known;
  }

  async function find(owner: Owner, thing: Thing, context: RequestContext, info: GraphQLResolveInfo): Promise<unknown> {
    const key = ownership.keyOf(thing.type, owner.subgraph);
    if (!key) throw new Error(`${owner.subgraph} finds no ${thing.type}`);
    const reference = {
      __typename: thing.type,
      ...(await project(thing, key, context, info)),
      ...(owner.requires ? await project(thing, owner.requires, context, info) : {}),
    };
    const { subgraph } = typeIn(owner.subgraph, thing.type).extensions.apollo as {
      subgraph?: { resolveReference?: ResolveReference };
    } & object;
    const found = subgraph?.resolveReference ? await subgraph.resolveReference(reference, context, info) : reference;
    return found ?? null;
  }

  /** The fields of a thing as they would travel: written by their scalars. */
  async function project(thing: Thing, selection: SelectionSetNode, context: RequestContext, info: GraphQLResolveInfo) {
    const entries = selection.selections.map(async (field) => {
      if (field.kind !== Kind.FIELD) throw new Error('a key or a requirement has plain fields here');
      const value = await resolverOf(thing.type, field.name.value)(thing, {}, context, info);
      return [field.name.value, await projectValue(value, field.selectionSet, context, info)] as const;
    });
    return Object.fromEntries(await Promise.all(entries));
  }

  async function projectValue(
    value: unknown,
    selection: SelectionSetNode | undefined,
    context: RequestContext,
    info: GraphQLResolveInfo,
  ): Promise<unknown> {
    const settled = await value;
    if (Array.isArray(settled))
      return await Promise.all(settled.map((each) => projectValue(each, selection, context, info)));
    if (!selection || settled === null || settled === undefined) return settled;
    const thing = settled as Thing;
    return { __typename: thing.type, ...(await project(thing, selection, context, info)) };
  }

  function wrap(
    value: unknown,
    type: GraphQLOutputType,
    subgraph: string,
    context: RequestContext,
    info: GraphQLResolveInfo,
  ): unknown {
    if (value === null || value === undefined || value instanceof Error) return value;
    if (isNonNullType(type)) return wrap(value, type.ofType, subgraph, context, info);
    if (value instanceof Promise) return value.then((settled) => wrap(settled, type, subgraph, context, info));
    if (isListType(type))
      return [...(value as Iterable<unknown>)].map((each) => wrap(each, type.ofType, subgraph, context, info));
    if (isLeafType(type)) return type.serialize(value);
    const name = isObjectType(type)
      ? type.name
      : (type.resolveType?.(value, context, info, type) ?? (value as { __typename?: string }).__typename);
    if (typeof name !== 'string') throw new Error(`what a ${type.name} is cannot be told`);
    return { type: name, subgraph, held: value, found: new Map() } satisfies Thing;
  }

  return resolverOf;
}
