/**
 * A subgraph from its text alone that makes its answers up: always the same for the same thing, the same in every
 * subgraph, and now and then nothing or an error.
 */
import { createHash } from 'node:crypto';
import type { Resolvers } from '@hh/service/service.ts';
import { executable } from '@hh/service/subgraph.ts';
import {
  GraphQLError,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNullableType,
  isAbstractType,
  isEnumType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type ObjectTypeDefinitionNode,
  type ObjectTypeExtensionNode,
  parse,
  visit,
} from 'graphql';

interface Thing {
  readonly __typename: string;
  /** What it is: two objects of one seed are the same. */
  readonly seed: string;
  readonly [key: string]: unknown;
}

export interface Odds {
  /** Of a field that may be nothing, to be that; of any, to fail; of an entity, to be unknown. In a hundred. */
  readonly nothing: number;
  readonly failure: number;
}

export function madeUpSubgraph(sdl: string, odds: Odds): GraphQLSchema {
  const schema = executable('made up', sdl, rootsOf(sdl));
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('_')) continue;
    if (isAbstractType(type)) type.resolveType = ({ __typename }: Thing) => __typename;
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields()))
      if (!field.name.startsWith('_')) field.resolve = made(type, field);
    const keys = keysOf(type);
    type.extensions = {
      ...type.extensions,
      apollo: { subgraph: { resolveReference: (reference: object) => referred(type, keys, reference) } },
    };
  }
  function made(type: GraphQLObjectType, field: GraphQLField<unknown, unknown>) {
    return (thing: unknown, args: object) => {
      const parent = (thing ?? { __typename: type.name, seed: type.name }) as Thing;
      if (field.name in parent) return parent[field.name];
      const seed = `${parent.seed}.${field.name}${JSON.stringify(args)}`;
      if (chance(seed, 'failure') < odds.failure)
        throw new GraphQLError('made up', { extensions: { code: 'INTERNAL' } });
      return nullableOf(field.type, seed);
    };
  }

  function referred(type: GraphQLObjectType, keys: readonly string[], reference: object): Thing | null {
    const entity = entityOf(type, keys, reference as Readonly<Record<string, unknown>>);
    return chance(entity.seed, 'unknown') < odds.nothing / 2 ? null : { ...reference, ...entity };
  }

  function nullableOf(type: GraphQLOutputType, seed: string): unknown {
    if (isNonNullType(type)) return filled(type, seed);
    return chance(seed, 'nothing') < odds.nothing ? null : filled(type, seed);
  }

  function filled(given: GraphQLOutputType, seed: string): unknown {
    const type = getNullableType(given);
    if (isListType(type))
      return Array.from({ length: chance(seed, 'length') % 4 }, (_, index) =>
        nullableOf(type.ofType, `${seed}[${index}]`),
      );
    if (isEnumType(type)) return type.getValues()[chance(seed) % type.getValues().length]?.value;
    if (isLeafType(type)) return leafOf(type.name, seed);
    if (!isAbstractType(type)) return objectOf(type as GraphQLObjectType, seed);
    const members = schema.getPossibleTypes(type);
    return objectOf(members[chance(seed, 'type') % members.length] as GraphQLObjectType, seed);
  }

  function objectOf(type: GraphQLObjectType, seed: string): Thing {
    const keys = keysOf(type);
    if (keys.length === 0) return { __typename: type.name, seed };
    // Few of each, so that the same one is met in many places.
    const given = keys.map((name) => [
      name,
      filled(type.getFields()[name]?.type as GraphQLOutputType, `${chance(seed, name) % 5}`),
    ]);
    return entityOf(type, keys, Object.fromEntries(given));
  }
  return schema;
}

/** A root without a resolver is refused where a subgraph is made; each gets its own when it is. */
function rootsOf(sdl: string): Resolvers {
  const roots: Record<string, Record<string, () => null>> = {};
  const ofType = ({ name, fields = [] }: ObjectTypeDefinitionNode | ObjectTypeExtensionNode): void => {
    if (!['Query', 'Mutation'].includes(name.value)) return;
    roots[name.value] ??= {};
    for (const field of fields) Object.assign(roots[name.value] ?? {}, { [field.name.value]: () => null });
  };
  visit(parse(sdl), { ObjectTypeDefinition: ofType, ObjectTypeExtension: ofType });
  return roots;
}

function entityOf(type: GraphQLObjectType, keys: readonly string[], from: Readonly<Record<string, unknown>>): Thing {
  const given = keys.map((name) => [name, from[name]] as const);
  return { ...Object.fromEntries(given), __typename: type.name, seed: `${type.name}${JSON.stringify(given)}` };
}

/** The fields of the first key; those of ours are leaves. */
function keysOf({ astNode, extensionASTNodes = [] }: GraphQLObjectType): readonly string[] {
  const directives = [astNode, ...extensionASTNodes].flatMap((node) => node?.directives ?? []);
  const fields = directives
    .find(({ name }) => name.value === 'key')
    ?.arguments?.find(({ name }) => name.value === 'fields')?.value;
  return fields?.kind === Kind.STRING ? fields.value.trim().split(/\s+/) : [];
}

function leafOf(type: string, seed: string): unknown {
  if (type === 'Boolean') return chance(seed) % 2 === 0;
  if (type === 'Int' || type === 'BasisPoints') return chance(seed);
  return type === 'Float' ? chance(seed) / 8 : `${type} ${chance(seed)}`;
}

/** From 0 to 99, by the seed alone. */
function chance(seed: string, about = ''): number {
  return createHash('md5').update(`${about} ${seed}`).digest().readUInt32BE(0) % 100;
}
