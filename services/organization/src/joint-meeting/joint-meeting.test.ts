import { actorWith, createTestSubgraph, type TestSubgraph } from '@hh/service/testing/subgraph.ts';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { organization } from '../organization.ts';
import { givenPlaces } from '../testing/given.ts';
import { later } from '../testing/party.ts';

const county = actorWith('county-1', 'COUNTY_OFFICER@371322');
const colleague = actorWith('county-2', 'COUNTY_OFFICER@371322');
const department = actorWith('department-1', 'DEPARTMENT@371322');

let service: TestSubgraph;
beforeAll(async () => {
  service = await createTestSubgraph(organization, '2025-11-20T09:00:00+08:00');
  await givenPlaces(service, '371322001001', '371322001002');
});
afterAll(() => service.stop());

const write: TestSubgraph['write'] = (...asked) => service.write(...asked);
const meet = (kind: string, at: string, key = `${kind} ${at}`) =>
  write(county, 'recordJointMeeting', {
    clientMutationId: key,
    kind,
    at,
    heldOn: '2025-11-18',
    topic: '重点事项',
    attendees: [],
    guests: ['供电公司', '物业企业'],
  });

test.each([
  ['BIG_COMMITTEE', '371322001001', null],
  ['BIG_COMMITTEE', '371322', 'MEETING_PLACE'],
  ['COUNTY_JOINT', '371322', null],
  ['COUNTY_JOINT', '371322001', null],
  ['COUNTY_JOINT', '371322001001', 'MEETING_PLACE'],
])('a meeting %s at %s: %s', async (kind, at, code) => {
  expect((await meet(kind, at)).code ?? null).toBe(code);
});

test('partners of the place take part by their ids, others by name, and nobody is no meeting', async () => {
  const partner = (community: string) =>
    write(county, 'joinRedPartner', {
      clientMutationId: community,
      community,
      kind: 'CO_RESIDENT_UNIT',
      name: '驻社区单位',
      pledges: ['提供活动场地'],
      since: '2025-01-01',
    });
  const [{ id }, { id: other }] = [await partner('371322001001'), await partner('371322001002')];
  const held = (attendees: readonly string[], guests: readonly string[]) =>
    write(
      county,
      'recordJointMeeting',
      {
        clientMutationId: `${attendees} ${guests}`,
        kind: 'BIG_COMMITTEE',
        at: '371322001001',
        heldOn: '2025-11-18',
        topic: '共建',
        attendees,
        guests,
      },
      'attendees { name } guests',
    );
  expect(await held([id], ['律师'])).toEqual({ attendees: [{ name: '驻社区单位' }], guests: ['律师'] });
  for (const [attendees, code] of [
    [[], 'LIST_SIZE'],
    [[id, id], 'VALUE_TWICE'],
    [[other], 'OUT_OF_SCOPE'],
    [['nowhere'], 'NOT_FOUND'],
  ] as const)
    expect(await held(attendees, [])).toMatchObject({ code, field: 'attendees' });
});

test('a matter is assigned, resolved, sent back by who raised it, and counts when it is resolved for good', async () => {
  const { id: meeting } = await meet('COUNTY_JOINT', '371322');
  const { id } = await write(county, 'raiseMatter', { clientMutationId: 'm-1', meeting, title: '路口信号灯' });
  const assigned = { id, department: '公安局', dueOn: '2025-12-18' };
  await expect(write(department, 'assignMatter', assigned)).rejects.toThrow('FORBIDDEN');
  await write(county, 'assignMatter', assigned);
  await write(department, 'startMatter', { id });
  const resolve = () => write(department, 'resolveMatter', { id, outcome: '已安装' }, 'state resolvedOn');
  expect(await resolve()).toEqual({ state: 'RESOLVED', resolvedOn: '2025-11-20' });
  const back = { id, reason: '未通电' };
  expect(await write(colleague, 'sendMatterBack', back)).toMatchObject({ code: 'NOT_THE_HOLDER' });
  const counted = async (asOf: string) => {
    const fields = `... on County { organization(asOf: "${asOf}") { jointMeetingMattersResolved } }`;
    const { data } = await service.entities(null, fields, [{ __typename: 'County', code: '371322' }]);
    return data._entities[0].organization.jointMeetingMattersResolved;
  };
  expect([await counted('2025-11-19'), await counted('2025-11-20')]).toEqual([0, 1]);
  later(service, 2);
  expect(await write(county, 'sendMatterBack', back, 'state resolvedOn')).toEqual({
    state: 'SENT_BACK',
    resolvedOn: null,
  });
  expect([await counted('2025-11-21'), await counted('2025-11-22')]).toEqual([1, 0]);
  later(service, 1);
  await write(department, 'startMatter', { id });
  await resolve();
  expect(await write(county, 'acceptMatter', { id }, 'state')).toEqual({ state: 'ACCEPTED_BY_RAISER' });
  const days = ['2025-11-19', '2025-11-20', '2025-11-21', '2025-11-22', '2025-11-23'];
  expect(await Promise.all(days.map(counted))).toEqual([0, 1, 1, 0, 1]);
});
