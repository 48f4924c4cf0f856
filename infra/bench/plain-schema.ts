/**
 * All services as one schema without federation: the limit of what a gateway in front of them can reach. Each field is
 * resolved by the resolver of the service that owns it, rights enforced; a value that came from another service is
 * turned into that service's own by its reference resolver, once.
 */
import { Supergraph } from '@apollo/federation-internals';
import type { RequestContext } from '@hh/service/context.ts';
import {
  type ConstDirectiveNode,
  defaultFieldResolver,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  getNamedType,
  isLeafType,
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
} from 'graphql';

type Resolve = GraphQLFieldResolver<unknown, RequestContext>;
type Entity = Record<string, unknown>;
type ResolveReference = (reference: unknown, context: RequestContext, info: GraphQLResolveInfo) => unknown;

interface Owner {
  readonly subgraph: string;
  /** The fields of other services that it needs for this one. */
  readonly requires: readonly string[];
}

interface Ownership {
  readonly keys: ReadonlyMap<string, readonly string[]>;
  readonly ownersOf: (field: string) => readonly Owner[];
}

export function plainSchema(supergraphSdl: string, subgraphs: ReadonlyMap<string, GraphQLSchema>): GraphQLSchema {
  const schema = Supergraph.build(supergraphSdl, { supportedFeatures: null }).apiSchema().toGraphQLJSSchema();
  const ownership = ownershipOf(supergraphSdl);
  const hop = createHop(schema, subgraphs, ownership);
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__')) continue;
    if (isScalarType(type) && !isSpecifiedScalarType(type)) {
      const { serialize, parseValue, parseLiteral } = found(subgraphs, type.name) as typeof type;
      Object.assign(type, { serialize, parseValue, parseLiteral });
    }
    if (isObjectType(type)) resolveFields(type, subgraphs, ownership, hop);
  }
  return schema;
}

type Hop = (parent: Entity, type: string, owner: Owner, context: RequestContext, info: GraphQLResolveInfo) => unknown;

/** Which service a value came from. */
const origins = new WeakMap<object, string>();

function resolveFields(
  type: GraphQLObjectType,
  subgraphs: ReadonlyMap<string, GraphQLSchema>,
  ownership: ReadonlyMap<string, Ownership>,
  hop: Hop,
): void {
  for (const field of Object.values(type.getFields())) {
    const owners = (ownership.get(type.name)?.ownersOf(field.name) ?? []).map((owner) => {
      const own = subgraphs.get(owner.subgraph)?.getType(type.name) as GraphQLObjectType;
      return { ...owner, resolve: (own.getFields()[field.name]?.resolve ?? defaultFieldResolver) as Resolve };
    });
    const [first] = owners;
    if (!first) throw new Error(`nobody owns ${type.name}.${field.name}`);
    field.resolve = ((parent: Entity | undefined, args: Entity, context: RequestContext, info: GraphQLResolveInfo) => {
      const origin = parent && origins.get(parent);
      const near = origin ? owners.find((each) => each.subgraph === origin && each.requires.length === 0) : first;
      if (near) return from(near.subgraph, near.resolve(parent, args, context, info));
      const there = hop(parent as Entity, type.name, first, context, info);
      if (!(there instanceof Promise)) return from(first.subgraph, first.resolve(there, args, context, info));
      return there.then((own) => own && from(first.subgraph, first.resolve(own, args, context, info)));
    }) as Resolve;
  }
}

/** Notes where values come from, in lists and promises too. */
function from(subgraph: string, value: unknown): unknown {
  if (value instanceof Promise) return value.then((settled) => from(subgraph, settled));
  if (Array.isArray(value)) for (const each of value) from(subgraph, each);
  else if (typeof value === 'object' && value !== null) origins.set(value, subgraph);
  return value;
}

function createHop(
  schema: GraphQLSchema,
  subgraphs: ReadonlyMap<string, GraphQLSchema>,
  ownership: ReadonlyMap<string, Ownership>,
): Hop {
  const kept = new WeakMap<object, Map<string, unknown>>();
  return (parent, type, { subgraph, requires }, context, info) => {
    const wanted = [...(ownership.get(type)?.keys.get(subgraph) ?? []), ...requires];
    const key = `${subgraph} ${wanted.join(' ')}`;
    const known = kept.get(parent) ?? new Map<string, unknown>();
    kept.set(parent, known);
    if (known.has(key)) return known.get(key);
    const fields = (schema.getType(type) as GraphQLObjectType).getFields();
    const own = subgraphs.get(subgraph)?.getType(type) as GraphQLObjectType;
    const reference = (own.extensions as { apollo?: { subgraph?: { resolveReference?: ResolveReference } } }).apollo
      ?.subgraph?.resolveReference;
    const arrive = (values: readonly unknown[]) => {
      const asked = {
        __typename: type,
        ...Object.fromEntries(wanted.map((name, at) => [name, asSent(fields[name]?.type, values[at])])),
      };
      return from(subgraph, reference ? reference(asked, context, info) : asked);
    };
    const values = wanted.map((name) => fields[name]?.resolve?.(parent, {}, context, { ...info, fieldName: name }));
    const there = values.some((value) => value instanceof Promise) ? Promise.all(values).then(arrive) : arrive(values);
    known.set(key, there);
    return there;
  };
}

/** As a gateway hands it on: the text of a scalar and not the value behind it. */
function asSent(type: GraphQLOutputType | undefined, value: unknown): unknown {
  const named = type && getNamedType(type);
  return value != null && isLeafType(named) ? named.serialize(value) : value;
}

function found(subgraphs: ReadonlyMap<string, GraphQLSchema>, type: string): unknown {
  for (const schema of subgraphs.values()) {
    const known = schema.getType(type);
    if (known) return known;
  }
  throw new Error(`no service has ${type}`);
}

/** Who owns what, as composition wrote it into the supergraph. */
function ownershipOf(supergraphSdl: string): ReadonlyMap<string, Ownership> {
  const document = parse(supergraphSdl, { noLocation: true });
  const types = document.definitions.filter((node) => node.kind === Kind.OBJECT_TYPE_DEFINITION);
  return new Map(types.map((node) => [node.name.value, ownershipOfType(node)]));
}

function ownershipOfType({ directives = [], fields = [] }: ObjectTypeDefinitionNode): Ownership {
  const applied = directives.filter(({ name }) => name.value === 'join__type').map(argumentsOf);
  const keys = new Map(applied.map(({ graph, key }) => [subgraphOf(graph), (key ?? '').split(' ').filter(Boolean)]));
  const everybody = [...keys.keys()].map((subgraph) => ({ subgraph, requires: [] }));
  const owners = new Map(
    fields.map(({ name, directives: onField = [] }): [string, readonly Owner[]] => {
      const joins = onField.filter((directive) => directive.name.value === 'join__field').map(argumentsOf);
      if (joins.length === 0) return [name.value, everybody];
      const own = joins.filter(({ external }) => external !== 'true');
      const requiresOf = (fields = '') => fields.split(' ').filter((word) => word !== '');
      return [
        name.value,
        own.map(({ graph, requires }) => ({ subgraph: subgraphOf(graph), requires: requiresOf(requires) })),
      ];
    }),
  );
  return { keys, ownersOf: (field) => owners.get(field) ?? [] };
}

function argumentsOf({ arguments: given = [] }: ConstDirectiveNode): Readonly<Record<string, string>> {
  return Object.fromEntries(given.map(({ name, value }) => [name.value, 'value' in value ? String(value.value) : '']));
}

function subgraphOf(graph: string | undefined): string {
  return (graph ?? '').toLowerCase();
}
