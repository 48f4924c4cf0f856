/** A general branch, a branch, a group and a hub household of one compound, for tests. */
import { newId } from '@hh/kernel/id.ts';
import type { Actor } from '@hh/service/actor.ts';
import { actorWith, type TestSubgraph } from '@hh/service/testing/subgraph.ts';
import { givenBuildings, givenPeople, givenPlaces } from './given.ts';

export const county = actorWith('county', 'COUNTY_OFFICER@371322');
export const street = actorWith('street', 'STREET_OFFICER@371322001');

export async function aTree(service: TestSubgraph, compound: string) {
  await givenPlaces(service, compound.slice(0, 12));
  await givenPeople(service, compound, ['member-1']);
  const buildings = Array.from({ length: 8 }, (_, index) => `building-${index + 1}`);
  await givenBuildings(service, compound, buildings);
  const write: TestSubgraph['write'] = async (...of) => {
    const answer = await service.write(...of);
    if (!answer.id) throw new Error(`${of[1]}: ${JSON.stringify(answer)}`);
    return answer;
  };
  const unit = (name: string) => ({ clientMutationId: name, code: name, name, foundedOn: '2024-07-08' });
  const { id: generalBranch } = await write(street, 'foundGeneralBranch', {
    ...unit(`d-${compound}`),
    community: compound.slice(0, 12),
  });
  const { id: branch } = await write(street, 'foundBranch', { ...unit(`b-${compound}`), generalBranch, compound });
  const { id: group } = await write(street, 'foundGroup', {
    ...unit(`g-${compound}`),
    branch,
    buildings: ['building-1', 'building-2'],
  });
  const { id: hubHousehold } = await write(street, 'nameHubHousehold', {
    clientMutationId: 'h-1',
    group,
    building: 'building-1',
    dwelling: 'dwelling-1',
    member: 'member-1',
    plateNo: 'ZXH-1',
    services: ['政策宣传'],
    since: '2024-09-01',
  });
  return { generalBranch, branch, group, hubHousehold } as Readonly<
    Record<'generalBranch' | 'branch' | 'group' | 'hubHousehold', string>
  >;
}

/** A secretary in office at the branch, appointed by the way that every one of them goes. */
export async function aSecretary(service: TestSubgraph, branch: string, person: string): Promise<string> {
  const input = { clientMutationId: `appoint ${person}`, unit: branch, person, role: 'SECRETARY', source: 'VETERAN' };
  const { id } = await service.write(street, 'proposeAppointment', { ...input, fullTime: true, since: '2025-01-01' });
  await madePublic(service, street, 'noticeAppointment', { type: 'Appointment', id, place: '371322001' });
  later(service, 8);
  const { state } = await service.write(county, 'confirmAppointment', { id }, 'state');
  if (state !== 'IN_FORCE') throw new Error(`the appointment of ${person} is ${state}`);
  return id;
}

/** What a notice is about, and where that lies. */
export interface Subject {
  readonly type: string;
  readonly id: string;
  readonly place: string;
}

/** A notice about it, public for a week from now on. */
export async function aNotice(
  service: TestSubgraph,
  { type, id, place }: Subject,
  kind: string,
  change: object = {},
): Promise<string> {
  const about = { kind, place, subjectType: type, subjectId: id, days: 7, title: '公示', body: '见公示栏' };
  const draft = await service.write(county, 'draftNotice', { clientMutationId: newId(), ...about, ...change });
  const published = await service.write(county, 'publishNotice', { id: draft.id });
  if (!published.id) throw new Error(`a notice about ${type} ${id}: ${JSON.stringify([draft, published])}`);
  return published.id;
}

/** The same, named by the row that waits for it. */
export async function madePublic(
  service: TestSubgraph,
  actor: Actor,
  mutation: string,
  subject: Subject,
  kind = 'APPOINTMENT',
): Promise<string> {
  const notice = await aNotice(service, subject, kind);
  const answer = await service.write(actor, mutation, { id: subject.id, notice });
  if (!answer.id) throw new Error(`${mutation}: ${JSON.stringify(answer)}`);
  return notice;
}

/** So many days pass. */
export function later({ platform }: TestSubgraph, days: number): void {
  const clock = platform.clock as unknown as { now(): Date; set(instant: string): void };
  clock.set(new Date(clock.now().getTime() + days * 86_400_000).toISOString());
}
