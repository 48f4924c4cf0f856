/**
 * `npm run compose`: one composition of all SDL files, written to gateway/supergraph.graphql. With `--land` it also
 * becomes the graph that later changes are held against: what callers may rely on from now on.
 */
import { writeFileSync } from 'node:fs';
import { composeSupergraph, type SubgraphSource } from '@hh/gateway/compose.ts';
import { assertEveryRootFieldHasARule } from '@hh/service/access.ts';
import { subgraphSdl } from '@hh/service/subgraph.ts';
import { definitions } from './services.ts';

export const supergraphFile = new URL('../gateway/supergraph.graphql', import.meta.url);
export const landedFile = new URL('../gateway/supergraph.landed.graphql', import.meta.url);

export function subgraphSources(): SubgraphSource[] {
  return definitions.map((definition) => ({
    name: definition.name,
    url: `http://${definition.name}/graphql`,
    sdl: subgraphSdl(definition),
  }));
}

/** The text of the supergraph as the sources say it now; throws on a root field without a rule. */
export function composeFromSources(): string {
  const sdl = composeSupergraph(subgraphSources());
  assertEveryRootFieldHasARule(sdl);
  return sdl;
}

if (import.meta.main) {
  const sdl = composeFromSources();
  writeFileSync(supergraphFile, sdl);
  if (process.argv.includes('--land')) writeFileSync(landedFile, sdl);
  console.log('composed from', definitions.map(({ name }) => name).join(', '));
}
