import { createTestSubgraph, type TestSubgraph } from '@hh/service/testing/subgraph.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { organization } from '../organization.ts';
import { isSecretary } from './appointment.ts';

const COMPOUND = '37132200100101';

let service: TestSubgraph;
beforeAll(async () => {
  service = await createTestSubgraph(organization, '2025-11-20T09:00:00+08:00');
  const at = new Date();
  const row = {
    ...{ county: '371322', place: COMPOUND, unit: 'branch-1', source: 'OTHER', fullTime: true, since: '2025-01-01' },
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
    ...{ version: 1, createdAt: at, updatedAt: at, createdBy: 'street', state: 'IN_FORCE' },
  };
  const entries: { _id: string }[] = [
    Object.assign({ _id: 'a-1', person: 'a', role: 'MEMBER' }, row),
    Object.assign({ _id: 'a-2', person: 'a', role: 'SECRETARY' }, row),
    Object.assign({ _id: 'a-3', person: 'b', role: 'MEMBER' }, row),
    Object.assign({ _id: 'a-4', person: 'c', role: 'SECRETARY' }, row, { unit: 'branch-2', state: 'ENDED' }),
  ];
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
  test('is the secretary of the branch by the appointment as it stands, by one question for all', async () => {
    const asked = [
      committee('a'),
      committee('b'),
      committee('c'),
      committee(null),
      committee('a', { inOfficeSince: null }),
      committee('a', { inOfficeUntil: '2025-11-20' }),
      committee('a', { compound: { code: '37132200100102' } }),
    ];
    const reads = await service.readsDuring(async () => {
      const { data } = await service.entities(null, '... on OwnersCommittee { concurrentDirector }', asked);
      expect(data._entities.map((each: { concurrentDirector: boolean }) => each.concurrentDirector)).toEqual([
        true,
        ...asked.slice(1).map(() => false),
      ]);
    });
    expect(reads).toEqual(['query appointments']);
  });

  test.each([
    [{ role: 'SECRETARY', since: '2025-11-20' }, true],
    [{ role: 'SECRETARY', since: '2025-11-21' }, false],
    [{ role: 'DEPUTY', since: '2025-01-01' }, false],
    [null, false],
  ])('who is %j in the branch is its secretary on 20 November: %s', (office, answer) => {
    expect(isSecretary(office, '2025-11-20')).toBe(answer);
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
