/** `npm run compose`: one composition of all SDL files, written to gateway/supergraph.graphql. Fails on a root field without a rule. */
import { writeFileSync } from 'node:fs';
import { composeSupergraph } from '@hh/gateway/compose.ts';
import { assertEveryRootFieldHasARule } from '@hh/service/access.ts';
import { subgraphSdl } from '@hh/service/subgraph.ts';
import { definitions } from './services.ts';

export const supergraphFile = new URL('../gateway/supergraph.graphql', import.meta.url);

/** The text of the supergraph as the sources say it now. */
export function composeFromSources(): string {
  const sdl = composeSupergraph(
    definitions.map((definition) => ({
      name: definition.name,
      url: `http://${definition.name}/graphql`,
      sdl: subgraphSdl(definition),
    })),
  );
  assertEveryRootFieldHasARule(sdl);
  return sdl;
}

if (import.meta.main) {
  writeFileSync(supergraphFile, composeFromSources());
  console.log('gateway/supergraph.graphql is composed from', definitions.map(({ name }) => name).join(', '));
}
