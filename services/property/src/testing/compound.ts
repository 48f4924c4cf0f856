/**
 * What tests of slices stand on: compounds with one building, dwellings of these areas in it, entered by a social worker,
 * and votes that their owners have passed.
 */
import { must } from '@hh/kernel/refusal.ts';
import { enterAll } from '@hh/service/register/commands.ts';
import { registerParts } from '@hh/service/register/registers.ts';
import { actorWith, systemActor, type TestSubgraph } from '@hh/service/testing/subgraph.ts';
import { registerBuildings } from '../building/building.commands.ts';
import { createBuildingStore } from '../building/building.store.ts';
import { registerCompounds } from '../compound/compound.commands.ts';
import { createCompoundStore } from '../compound/compound.store.ts';
import { property } from '../property.ts';
import { tallyOf } from '../vote/tally.ts';
import { votes } from '../vote/vote.store.ts';
import { classOf, type Matter } from '../vote/vote.ts';

export async function aCompound({ platform }: TestSubgraph, code: string): Promise<string> {
  const { connection, writer } = platform;
  const parts = { writer, compounds: createCompoundStore(connection), buildings: createBuildingStore(connection) };
  const compound = { code, name: '和园花园', households: 40, grossAreaM2x100: 400_000 };
  must(await registerCompounds(parts, systemActor, [compound]));
  const building = { id: `${code}-001`, no: '1号楼', units: 1, floors: 6 };
  must(await registerBuildings(parts, systemActor, code, [building]));
  return building.id;
}

export async function givenCompounds(service: TestSubgraph, ...codes: readonly string[]): Promise<void> {
  for (const code of codes) await aCompound(service, code);
}

export interface Door {
  readonly no: string;
  readonly areaM2: string;
  readonly owners?: readonly string[];
  readonly representative?: string;
  readonly deliveredOn?: string | null;
}

/** Enters a dwelling and its owners; without owners it is the developer's. Answers its id. */
export async function aDwelling(service: TestSubgraph, compound: string, door: Door): Promise<string> {
  const worker = actorWith('worker', `SOCIAL_WORKER@${compound.slice(0, 12)}`);
  const { no, areaM2, owners, representative = null, deliveredOn = '2015-06-30' } = door;
  const { id } = await service.write(worker, 'registerDwelling', {
    clientMutationId: `${compound} ${no}`,
    ...{ building: `${compound}-001`, compound, unit: '1', no, areaM2, areaBasis: 'REGISTERED', use: 'RESIDENTIAL' },
    deliveredOn,
  });
  if (owners) {
    const input = { clientMutationId: `${compound} ${no}`, dwelling: id, owners, representative, since: '2015-06-30' };
    await service.write(worker, 'recordOwnership', input);
  }
  return id;
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
