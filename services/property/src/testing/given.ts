/** What tests of slices stand on: compounds that are there. */
import { must } from '@hh/kernel/refusal.ts';
import { systemActor, type TestSubgraph } from '@hh/service/testing/subgraph.ts';
import { registerCompounds } from '../compound/compound.commands.ts';
import { createCompoundStore } from '../compound/compound.store.ts';

export async function givenCompounds({ platform }: TestSubgraph, ...codes: readonly string[]): Promise<void> {
  const { connection, writer } = platform;
  const drafts = codes.map((code) => ({ code, name: `小区 ${code}`, households: 40, grossAreaM2x100: 412_345 }));
  must(await registerCompounds({ writer, compounds: createCompoundStore(connection) }, systemActor, drafts));
}
