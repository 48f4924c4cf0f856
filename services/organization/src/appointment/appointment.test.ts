import { createTestSubgraph, type TestSubgraph } from '@hh/service/testing/subgraph.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { organization } from '../organization.ts';

const COMPOUND = '37132200100101';

let service: TestSubgraph;
beforeAll(async () => {
  service = await createTestSubgraph(organization, '2025-11-20T09:00:00+08:00');
  const at = new Date();
  const stands = {
    ...{ county: '371322', version: 1, createdAt: at, updatedAt: at, createdBy: 'street', state: 'IN_FORCE' },
  };
  const later = { place: '37132200100102', unit: 'branch-2', since: '2025-11-21' };
  const earlier = { place: '37132200100103', unit: 'branch-3', since: '2025-11-20' };
  const row = {
    ...stands,
    ...{ place: COMPOUND, unit: 'branch-1', source: 'OTHER', fullTime: true, since: '2025-01-01' },
    ...{
      rung: null,
      proposedBy: 'street',
      notice: null,
      noticedOn: null,
      noticedUntil: null,
      decidedBy: null,
      until: null,
      endReason: null,
    },
  };
  const entries: { _id: string }[] = [
    Object.assign({ _id: 'a-1', person: 'a', role: 'MEMBER' }, row),
    Object.assign({ _id: 'a-2', person: 'a', role: 'SECRETARY' }, row),
    Object.assign({ _id: 'a-3', person: 'b', role: 'MEMBER' }, row),
    Object.assign({ _id: 'a-4', person: 'c', role: 'SECRETARY' }, row, { unit: 'branch-2', state: 'ENDED' }),
    Object.assign({ _id: 'a-5', person: 'd', role: 'SECRETARY' }, row, later),
    Object.assign({ _id: 'a-6', person: 'e', role: 'SECRETARY' }, row, earlier),
  ];
  const branches: { _id: string }[] = ['1', '2', '3'].map((no) => {
    const of = { _id: `branch-${no}`, place: `3713220010010${no}`, compound: `3713220010010${no}`, code: `B${no}` };
    return { ...of, ...stands, name: '支部', generalBranch: 'general', foundedOn: '2024-01-01', dissolvedOn: null };
  });
  await service.platform.connection.collection<{ _id: string }>('branches').insertMany(branches);
  await service.platform.connection.collection<{ _id: string }>('appointments').insertMany(entries);
});
afterAll(() => service.stop());

/** As the gateway brings them from property. */
const committee = (director: string | null, change: object = {}) => ({
  __typename: 'OwnersCommittee',
  id: `committee-${director}`,
  inOfficeSince: '2025-02-01',
  inOfficeUntil: null,
  director: director && { id: director },
  compound: { code: COMPOUND },
  ...change,
});

describe('a director of an owners’ committee', () => {
  test('is the secretary of the branch from the day it says, by one question of each kind for all', async () => {
    const asked = [
      committee('a'),
      committee('e', { compound: { code: '37132200100103' } }),
      committee('d', { compound: { code: '37132200100102' } }),
      committee('b'),
      committee('c'),
      committee(null),
      committee('a', { inOfficeSince: null }),
      committee('a', { inOfficeUntil: '2025-11-20' }),
      committee('a', { compound: { code: '37132200100102' } }),
      committee('a', { compound: { code: '37132200100104' } }),
    ];
    const reads = await service.readsDuring(async () => {
      const { data } = await service.entities(null, '... on OwnersCommittee { concurrentDirector }', asked);
      expect(data._entities.map((each: { concurrentDirector: boolean }) => each.concurrentDirector)).toEqual([
        ...[true, true],
        ...asked.slice(2).map(() => false),
      ]);
    });
    expect(reads).toEqual(['query branches', 'command appointments']);
  });
});

test('a member of an owners’ committee shows the highest office in the branch of the same compound', async () => {
  const members = ['a', 'b', 'c'].map((id) => ({
    __typename: 'OwnersCommitteeMember',
    id: `member-${id}`,
    person: { id },
    committee: { compound: { code: COMPOUND } },
  }));
  const fields = '... on OwnersCommitteeMember { branchAppointment { id role compound { code } } }';
  const { data } = await service.entities(null, fields, members);
  const compound = { code: COMPOUND };
  expect(data._entities).toEqual([
    { branchAppointment: { id: 'a-2', role: 'SECRETARY', compound } },
    { branchAppointment: { id: 'a-3', role: 'MEMBER', compound } },
    { branchAppointment: null },
  ]);
});
