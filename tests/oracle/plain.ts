/**
 * The whole graph as one schema with one execution by graphql-js: no plan, no fetch, no merging. The resolvers are those
 * of the subgraphs, rights enforced; where the field of an entity belongs to another subgraph, that one's reference
 * resolver is called directly. What the federated graph answers is held against this.
 */
import { apiSchemaSdl } from '@hh/gateway/compose.ts';
import { type Caller, createContext, type RequestContext } from '@hh/service/context.ts';
import type { Log } from '@hh/service/log.ts';
import { maskSubgraphError } from '@hh/service/masking.ts';
import { scalars } from '@hh/service/scalars.ts';
import {
  buildSchema,
  defaultFieldResolver,
  execute,
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
  parse,
  type SelectionSetNode,
} from 'graphql';
import type { Answer, Operation } from './answer.ts';
import { type Owner, type Ownership, ownershipOf } from './ownership.ts';

/** An object as the subgraph that answered it holds it, and as others found it by its key. */
interface Thing {
  readonly type: string;
  readonly subgraph: string;
  readonly held: unknown;
  readonly found: Map<string, Promise<unknown>>;
}

type ResolveReference = (reference: object, context: RequestContext, info: GraphQLResolveInfo) => unknown;

export interface PlainServer {
  ask(operation: Operation, caller: Caller): Promise<Answer>;
}

export function createPlainServer(options: {
  supergraphSdl: string;
  subgraphs: ReadonlyMap<string, GraphQLSchema>;
  log: Log;
}): PlainServer {
  const schema = plainSchema(options.supergraphSdl, options.subgraphs);
  return {
    ask: async ({ query, variables: variableValues, operationName }, caller) => {
      const contextValue = createContext(caller);
      const document = parse(query);
      const request = { schema, document, variableValues, contextValue };
      const { data, errors = [] } = await execute(operationName ? { ...request, operationName } : request);
      const where = { subgraph: 'plain', requestId: caller.requestId };
      return { data, errors: errors.map((error) => maskSubgraphError(error, options.log, where).toJSON()) };
    },
  };
}

function plainSchema(supergraphSdl: string, subgraphs: ReadonlyMap<string, GraphQLSchema>): GraphQLSchema {
  const schema = buildSchema(apiSchemaSdl(supergraphSdl));
  const things = createThings(ownershipOf(supergraphSdl), subgraphs);
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__')) continue;
    if (isAbstractType(type)) type.resolveType = (thing: Thing) => thing.type;
    if (isObjectType(type))
      for (const field of Object.values(type.getFields()))
        field.resolve = (thing: Thing | undefined, args, context, info) =>
          things.resolve(type.name, field.name, thing, args, context, info);
  }
  // Input is read by the scalars themselves; output has been written by the subgraph's.
  for (const { name, parseValue, parseLiteral } of Object.values(scalars)) {
    const known = schema.getType(name);
    if (known) Object.assign(known, { parseValue, parseLiteral });
  }
  return schema;
}

function createThings(ownership: Ownership, subgraphs: ReadonlyMap<string, GraphQLSchema>) {
  const typeIn = (subgraph: string, name: string) => subgraphs.get(subgraph)?.getType(name) as GraphQLObjectType;

  /** The subgraph that holds the thing already, where it can answer; else one that finds it by its key. */
  function ownerFor(type: string, field: string, thing: Thing | undefined): Owner {
    const owners = ownership.ownersOf(type, field);
    const near = owners.find(({ subgraph }) => subgraph === thing?.subgraph);
    const owner = near ?? owners.find(({ subgraph }) => !thing || ownership.keyOf(type, subgraph) !== null);
    if (!owner) throw new Error(`nobody answers ${type}.${field}`);
    return owner;
  }

  async function resolve(
    type: string,
    name: string,
    thing: Thing | undefined,
    args: Record<string, unknown>,
    context: RequestContext,
    info: GraphQLResolveInfo,
  ): Promise<unknown> {
    const owner = ownerFor(type, name, thing);
    const held = thing && (await heldBy(owner, thing, context, info));
    if (held === null) return null;
    const field = typeIn(owner.subgraph, type).getFields()[name] as GraphQLField<unknown, RequestContext>;
    const work: GraphQLFieldResolver<unknown, RequestContext> = field.resolve ?? defaultFieldResolver;
    // A resolver without a function of its own reads the property by the name of the field.
    const answer = await work(held, args, context, { ...info, fieldName: name });
    return wrap(answer, field.type, owner.subgraph, context, info);
  }

  async function heldBy(owner: Owner, thing: Thing, context: RequestContext, info: GraphQLResolveInfo) {
    if (owner.subgraph === thing.subgraph && !owner.requires) return thing.held;
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
      const value = await resolve(thing.type, field.name.value, thing, {}, context, info);
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

  return { resolve };
}
