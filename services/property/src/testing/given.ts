/** What tests of slices stand on: compounds that are there, and votes that their owners have passed. */
import { must } from '@hh/kernel/refusal.ts';
import { enterAll } from '@hh/service/register/commands.ts';
import { registerParts } from '@hh/service/register/registers.ts';
import { systemActor, type TestSubgraph } from '@hh/service/testing/subgraph.ts';
import { property } from '../property.ts';
import { tallyOf } from '../vote/tally.ts';
import { votes } from '../vote/vote.store.ts';
import { classOf, type Matter } from '../vote/vote.ts';
import { aCompound } from './compound.ts';

export async function givenCompounds(service: TestSubgraph, ...codes: readonly string[]): Promise<void> {
  for (const code of codes) await aCompound(service, code);
}

/** A vote as if it had been through all its states: confirmed, and carried by its one owner. */
export async function aPassedVote(
  { platform }: TestSubgraph,
  id: string,
  compound: string,
  matter: Matter,
  past: object = {},
): Promise<string> {
  const roll = [{ dwelling: 'dwelling-1', areaM2x100: 100, ownerKey: 'a', representative: null }];
  const paper = { ownerKey: 'a', seq: 1, receivedAt: platform.clock.now(), invalidBecause: null };
  const tally = tallyOf(classOf(matter), roll, [{ ...paper, choice: 'FOR' }]);
  const input = { compound, matter, title: '表决', text: '表决事项', channel: 'BOTH' };
  const parts = registerParts(platform, property.registers ?? []);
  const entry = { id, input, past: { state: 'CONFIRMED', tally, ...past } };
  must(await enterAll(parts, votes, systemActor, [entry], id));
  return id;
}
