/**
 * Who may read what, enforced around the resolvers of a subgraph by what the composed supergraph says of each
 * coordinate: composition unites the rules of all subgraphs, and a subgraph that knew only its own would leak
 * through an entity hop. The rules of a field are those of its parent type, its own, and those of the type it returns.
 */
import {
  type ConstDirectiveNode,
  type DocumentNode,
  defaultFieldResolver,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  type getNamedType,
  isObjectType,
  Kind,
  parse,
  type TypeNode,
  valueFromASTUntyped,
} from 'graphql';
import { type Actor, can, isCapability } from './actor.ts';
import type { RequestContext } from './context.ts';
import { failure } from './failure.ts';

/** All rules must hold; one rule is a list of alternatives, each of which is a list of words that all must hold. */
export type Rule = readonly (readonly string[])[];

export interface AccessRules {
  /**
   * The rules of a field, by `Type.field`: empty where everybody may. Throws on a field that the supergraph lacks:
   * its rules are not known, and it would stand open.
   */
  of(type: string, field: string): readonly Rule[];
  /** The rules of a type itself, which guard its entity references. */
  ofType(type: string): readonly Rule[];
}

const AUTHENTICATED: Rule = [['authenticated']];

interface Described {
  readonly rules: readonly Rule[];
  readonly fields: ReadonlyMap<string, DescribedField>;
}

interface DescribedField {
  readonly rules: readonly Rule[];
  readonly returns: string;
  readonly isPublic: boolean;
  readonly isNonNull: boolean;
}

/** Reads the full supergraph. Fails on a word that no capability or policy has: a typo would lock or open a field. */
export function accessRules(supergraphSdl: string): AccessRules {
  const types = describe(parse(supergraphSdl, { noLocation: true }));
  const ofType = (type: string) => types.get(type)?.rules ?? [];
  const cache = new Map<string, readonly Rule[]>();
  return {
    ofType,
    of: (type, field) => {
      const coordinate = `${type}.${field}`;
      const known = cache.get(coordinate);
      if (known) return known;
      const described = types.get(type)?.fields.get(field);
      if (!described) throw new Error(`the supergraph does not know ${coordinate}: compose it again`);
      const rules = [...ofType(type), ...described.rules, ...ofType(described.returns)];
      cache.set(coordinate, rules);
      return rules;
    },
  };
}

/** The root fields that neither have a rule nor are tagged public: deny by default means that there are none. */
export function unruledRootFields(supergraphSdl: string): string[] {
  const types = describe(parse(supergraphSdl, { noLocation: true }));
  const rules = accessRules(supergraphSdl);
  return ['Query', 'Mutation'].flatMap((root) =>
    [...(types.get(root)?.fields ?? [])]
      .filter(([field, { isPublic }]) => !isPublic && rules.of(root, field).length === 0)
      .map(([field]) => `${root}.${field}`),
  );
}

/** Fails the build, and the start, when somebody forgot to say who may ask. */
export function assertEveryRootFieldHasARule(supergraphSdl: string): void {
  const unruled = unruledRootFields(supergraphSdl);
  if (unruled.length > 0)
    throw new Error(`root fields with neither a rule nor @tag(name: "public"): ${unruled.join(', ')}`);
}

/** A refused field that cannot be null would blank what stands around it. */
export function assertRuledFieldsAreNullable(supergraphSdl: string): void {
  const types = describe(parse(supergraphSdl, { noLocation: true }));
  const blanking = [...types].flatMap(([type, { fields }]) =>
    [...fields]
      .filter(([, field]) => field.isNonNull && field.rules.length + (types.get(field.returns)?.rules.length ?? 0) > 0)
      .map(([field]) => `${type}.${field}`),
  );
  if (blanking.length > 0) throw new Error(`fields with a rule have to be nullable: ${blanking.join(', ')}`);
}

function describe(document: DocumentNode): ReadonlyMap<string, Described> {
  const types = new Map<string, Described>();
  for (const definition of document.definitions) {
    if (
      definition.kind !== Kind.OBJECT_TYPE_DEFINITION &&
      definition.kind !== Kind.SCALAR_TYPE_DEFINITION &&
      definition.kind !== Kind.ENUM_TYPE_DEFINITION
    )
      continue;
    const fields = definition.kind === Kind.OBJECT_TYPE_DEFINITION ? (definition.fields ?? []) : [];
    types.set(definition.name.value, {
      rules: rulesOf(definition.directives ?? []),
      fields: new Map(
        fields.map((field) => [
          field.name.value,
          {
            rules: rulesOf(field.directives ?? []),
            returns: namedType(field.type),
            isPublic: isTaggedPublic(field.directives ?? []),
            isNonNull: field.type.kind === Kind.NON_NULL_TYPE,
          },
        ]),
      ),
    });
  }
  return types;
}

function rulesOf(directives: readonly ConstDirectiveNode[]): readonly Rule[] {
  return directives.flatMap((directive): readonly Rule[] => {
    if (directive.name.value === 'authenticated') return [AUTHENTICATED];
    if (directive.name.value === 'requiresScopes') return [wordsOf(directive).map((all) => all.map(capabilityWord))];
    if (directive.name.value === 'policy') return [wordsOf(directive).map((all) => all.map(policyWord))];
    return [];
  });
}

function wordsOf(directive: ConstDirectiveNode): readonly (readonly string[])[] {
  const value = directive.arguments?.[0]?.value;
  return (value ? valueFromASTUntyped(value) : []) as readonly (readonly string[])[];
}

function capabilityWord(word: string): string {
  if (!isCapability(word)) throw new Error(`no capability is called ${word}`);
  return word;
}

function policyWord(word: string): string {
  if (word !== 'system') throw new Error(`no policy is called ${word}`);
  return word;
}

function isTaggedPublic(directives: readonly ConstDirectiveNode[]): boolean {
  return directives.some(
    ({ name, arguments: args }) =>
      name.value === 'tag' && args?.some(({ value }) => value.kind === Kind.STRING && value.value === 'public'),
  );
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}

function holds(actor: Actor | null, word: string): boolean {
  if (word === 'authenticated') return actor !== null;
  if (word === 'system') return actor?.kind === 'SYSTEM';
  return isCapability(word) && can(actor, word);
}

export function isAllowed(actor: Actor | null, rules: readonly Rule[]): boolean {
  return rules.every((alternatives) => alternatives.some((words) => words.every((word) => holds(actor, word))));
}

function assertAllowed(actor: Actor | null, rules: readonly Rule[]): void {
  if (!isAllowed(actor, rules)) throw failure(actor === null ? 'UNAUTHENTICATED' : 'FORBIDDEN');
}

type Resolve = GraphQLFieldResolver<unknown, RequestContext>;
type ResolveReference = (reference: unknown, context: RequestContext, info: unknown) => unknown;

/** Wraps every field and every entity reference that has a rule; do it before the first operation is compiled. */
export function enforceAccess(schema: GraphQLSchema, rules: AccessRules): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('_')) continue;
    for (const field of Object.values(type.getFields())) {
      if (field.name.startsWith('_')) continue;
      const needed = rules.of(type.name, field.name);
      if (needed.length === 0) continue;
      const resolve = (field.resolve ?? defaultFieldResolver) as Resolve;
      field.resolve = (parent: unknown, args: Record<string, unknown>, context: RequestContext, info) => {
        assertAllowed(context.actor, needed);
        return resolve(parent, args, context, info);
      };
    }
    guardReference(type, rules.ofType(type.name));
  }
  return schema;
}

function guardReference(type: ReturnType<typeof getNamedType>, needed: readonly Rule[]): void {
  const subgraph = (type as { extensions?: { apollo?: { subgraph?: { resolveReference?: ResolveReference } } } })
    .extensions?.apollo?.subgraph;
  const resolve = subgraph?.resolveReference;
  if (!subgraph || !resolve || needed.length === 0) return;
  // A promise, so that one reference out of bounds costs that one and not all that were asked with it.
  subgraph.resolveReference = async (reference, context, info) => {
    assertAllowed(context.actor, needed);
    return resolve(reference, context, info);
  };
}
