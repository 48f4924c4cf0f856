/** One composition of all subgraphs: the supergraph in full, security directives included. */
import { composeServices } from '@apollo/composition';
import { Supergraph } from '@apollo/federation-internals';
import { assertRuledFieldsAreNullable } from '@hh/service/access.ts';
import {
  buildASTSchema,
  buildSchema,
  type DirectiveNode,
  type DocumentNode,
  findBreakingChanges,
  GraphQLSchema,
  isObjectType,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
  printSchema,
  type StringValueNode,
  visit,
} from 'graphql';

export interface SubgraphSource {
  readonly name: string;
  readonly url: string;
  readonly sdl: string;
}

/** The supergraph's text; throws with all composition errors together, and where a field could not be refused. */
export function composeSupergraph(subgraphs: readonly SubgraphSource[]): string {
  const result = composed(subgraphs);
  if (result.errors) throw new Error(result.errors.map((error) => error.message).join('\n\n'));
  assertRuledFieldsAreNullable(result.supergraphSdl);
  return `${result.supergraphSdl.trimEnd()}\n`;
}

/** What callers would read in the words of one subgraph, while another says it in others; each in a sentence. */
export function describedTwice(subgraphs: readonly SubgraphSource[]): string[] {
  const hints = composed(subgraphs).hints ?? [];
  return hints.filter(({ definition }) => definition.code === 'INCONSISTENT_DESCRIPTION').map(({ message }) => message);
}

function composed(subgraphs: readonly SubgraphSource[]) {
  return composeServices(subgraphs.map(({ name, url, sdl }) => ({ name, url, typeDefs: inOwnWords(parse(sdl)) })));
}

/** What a subgraph says of a type that another one owns is for its own readers: callers read the words of the owner. */
function inOwnWords(document: DocumentNode): DocumentNode {
  return visit(document, {
    ObjectTypeDefinition: (type) => {
      if (!/\bowned by\b/i.test(type.description?.value ?? '')) return undefined;
      const keys = keysOf(type);
      return withoutWords({
        ...type,
        fields: (type.fields ?? []).map((field) => (keys.has(field.name.value) ? withoutWords(field) : field)),
      });
    },
  });
}

function withoutWords<Node extends { readonly description?: StringValueNode | undefined }>(node: Node): Node {
  const { description: _, ...rest } = node;
  return rest as Node;
}

function keysOf({ directives = [] }: ObjectTypeDefinitionNode): ReadonlySet<string> {
  const keys = directives.filter(({ name }) => name.value === 'key').flatMap(({ arguments: told = [] }) => told);
  return new Set(keys.flatMap(({ value }) => (value.kind === Kind.STRING ? value.value.split(/[\s{}]+/) : [])));
}

/** What callers see, as text: the schema without the machinery of federation. */
export function apiSchemaSdl(supergraphSdl: string): string {
  const supergraph = Supergraph.build(supergraphSdl, { supportedFeatures: null });
  return `${printSchema(supergraph.apiSchema().toGraphQLJSSchema()).trimEnd()}\n`;
}

/** What would break a caller of the landed supergraph, each change in a sentence that names the coordinate. */
export function breakingChanges(landedSdl: string, nextSdl: string): string[] {
  return brokenPromises(apiSchemaSdl(landedSdl), apiSchemaSdl(nextSdl));
}

/** The same of two schemas as callers see them. What was deprecated may go, if its callers were told what to use instead. */
export function brokenPromises(landedSdl: string, nextSdl: string): string[] {
  return findBreakingChanges(promised(landedSdl), buildSchema(nextSdl)).map(({ description }) => description);
}

/** The schema without what is deprecated, and without the types that only this led to. */
function promised(sdl: string): GraphQLSchema {
  const dropDeprecated = (node: { readonly directives?: readonly DirectiveNode[] }) =>
    node.directives?.some(({ name, arguments: told }) => name.value === 'deprecated' && told?.length)
      ? null
      : undefined;
  const kept = visit(parse(sdl), {
    FieldDefinition: dropDeprecated,
    InputValueDefinition: dropDeprecated,
    EnumValueDefinition: dropDeprecated,
  });
  const schema = buildASTSchema(kept);
  const { query, mutation } = schema.toConfig();
  const reached = new GraphQLSchema({ query, mutation }).getTypeMap();
  const implementations = Object.values(schema.getTypeMap()).filter(
    (type) => isObjectType(type) && type.getInterfaces().some(({ name }) => name in reached),
  );
  return new GraphQLSchema({ query, mutation, types: implementations, directives: schema.getDirectives() });
}
