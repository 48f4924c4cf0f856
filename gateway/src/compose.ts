/** One composition of all subgraphs: the supergraph in full, security directives included. */
import { composeServices } from '@apollo/composition';
import { Supergraph } from '@apollo/federation-internals';
import { buildSchema, findBreakingChanges, type GraphQLSchema, parse, printSchema } from 'graphql';

export interface SubgraphSource {
  readonly name: string;
  readonly url: string;
  readonly sdl: string;
}

/** The supergraph's text; throws with all composition errors together. */
export function composeSupergraph(subgraphs: readonly SubgraphSource[]): string {
  const result = composeServices(subgraphs.map(({ name, url, sdl }) => ({ name, url, typeDefs: parse(sdl) })));
  if (result.errors) throw new Error(result.errors.map((error) => error.message).join('\n\n'));
  return `${result.supergraphSdl.trimEnd()}\n`;
}

/** What callers see: the schema without the machinery of federation. */
export function apiSchema(supergraphSdl: string): GraphQLSchema {
  return buildSchema(
    printSchema(Supergraph.build(supergraphSdl, { supportedFeatures: null }).apiSchema().toGraphQLJSSchema()),
  );
}

/** Changes that would break a caller of the landed graph, each in a sentence that names the coordinate. */
export function breakingChanges(landedSdl: string, nextSdl: string): string[] {
  return findBreakingChanges(apiSchema(landedSdl), apiSchema(nextSdl)).map(({ description }) => description);
}
