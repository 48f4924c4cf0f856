/** One composition of all subgraphs: the supergraph in full, security directives included. */
import { composeServices } from '@apollo/composition';
import { Supergraph } from '@apollo/federation-internals';
import { assertRuledFieldsAreNullable } from '@hh/service/access.ts';
import {
  buildASTSchema,
  buildSchema,
  type DirectiveNode,
  findBreakingChanges,
  GraphQLSchema,
  isObjectType,
  parse,
  printSchema,
  visit,
} from 'graphql';

export interface SubgraphSource {
  readonly name: string;
  readonly url: string;
  readonly sdl: string;
}

/** The supergraph's text; throws with all composition errors together, and where a field could not be refused. */
export function composeSupergraph(subgraphs: readonly SubgraphSource[]): string {
  const result = composeServices(subgraphs.map(({ name, url, sdl }) => ({ name, url, typeDefs: parse(sdl) })));
  if (result.errors) throw new Error(result.errors.map((error) => error.message).join('\n\n'));
  assertRuledFieldsAreNullable(result.supergraphSdl);
  return `${result.supergraphSdl.trimEnd()}\n`;
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
