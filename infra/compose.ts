/**
 * `npm run compose`: one composition of all SDL files, written to gateway/supergraph.graphql, beside it who may ask what
 * (gateway/rights.txt), and how the operations in gateway/query-plans are fetched. With `--land` it also becomes the graph
 * that later changes are held against: what callers may rely on from now on.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { composeSupergraph, type SubgraphSource } from '@hh/gateway/compose.ts';
import { createPlanner } from '@hh/gateway/query-plans.ts';
import { rightsTable } from '@hh/gateway/rights.ts';
import { assertEveryRootFieldHasARule } from '@hh/service/access.ts';
import { subgraphSdl } from '@hh/service/subgraph.ts';
import { definitions } from './services.ts';

export const supergraphFile = new URL('../gateway/supergraph.graphql', import.meta.url);
export const landedFile = new URL('../gateway/supergraph.landed.graphql', import.meta.url);

export const rightsFile = new URL('../gateway/rights.txt', import.meta.url);
export const plansFolder = new URL('../gateway/query-plans/', import.meta.url);

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

/** For each operation that front ends rely on, the file of its plan and how this supergraph fetches it. */
export function queryPlans(sdl: string): readonly { readonly file: URL; readonly plan: string }[] {
  const planOf = createPlanner(sdl);
  return readdirSync(plansFolder)
    .filter((name) => name.endsWith('.graphql'))
    .map((name) => ({
      file: new URL(name.replace(/graphql$/, 'plan'), plansFolder),
      plan: planOf(readFileSync(new URL(name, plansFolder), 'utf8')),
    }));
}

if (import.meta.main) {
  const sdl = composeFromSources();
  writeFileSync(supergraphFile, sdl);
  writeFileSync(rightsFile, rightsTable(sdl));
  for (const { file, plan } of queryPlans(sdl)) writeFileSync(file, plan);
  if (process.argv.includes('--land')) writeFileSync(landedFile, sdl);
  console.log('composed from', definitions.map(({ name }) => name).join(', '));
}
