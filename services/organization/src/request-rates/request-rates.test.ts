import { actorWith, createTestSubgraph, type TestSubgraph } from '@hh/service/testing/subgraph.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { organization } from '../organization.ts';
import { givenPeople, givenPlaces } from '../testing/given.ts';
import { aDraft } from '../testing/request.ts';
import { noCounts, rateBp, scoreBp } from './request-rates.ts';

const COMPOUND = '37132200100101';
const grid = actorWith('grid-1', 'GRID_WORKER@371322001001');
const social = actorWith('social-1', 'SOCIAL_WORKER@371322001001');
const community = actorWith('community-1', 'COMMUNITY_SECRETARY@371322001001');

let service: TestSubgraph;
const clock = () => service.platform.clock as unknown as { set(instant: string): void };
beforeAll(async () => {
  service = await createTestSubgraph(organization, '2025-11-03T09:00:00+08:00');
  await givenPlaces(service, '371322001001', '371322001002');
  await givenPeople(service, COMPOUND, ['resident-1']);
  await november();
});
afterAll(() => service.stop());

const write: TestSubgraph['write'] = (...asked) => service.write(...asked);
async function raised(channel = 'HOTLINE_12345'): Promise<string> {
  return (await write(grid, 'raiseRequest', aDraft(COMPOUND, { channel }))).id;
}
async function solved(id: string) {
  await write(grid, 'acceptRequest', { id });
  await write(grid, 'startRequest', { id });
  await write(grid, 'resolveRequest', { id, reply: '已修' });
}
const call = (id: string, resolved: boolean, satisfaction: string) =>
  write(social, 'recordCallBack', { id, answered: true, contacted: true, resolved, satisfaction });

/** Seven requests of the third: four solved the same day, one accepted late, one returned, one merged. */
async function november() {
  const ids: string[] = [];
  for (const _ of [1, 2, 3, 4, 5, 6, 7]) ids.push(await raised());
  const [good, basic, bad, silent, late, returned, merged] = ids as [
    string,
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  for (const id of [good, basic, bad, silent]) await solved(id);
  await write(grid, 'mergeRequest', { id: merged, mergedInto: late });
  await write(grid, 'returnRequest', { id: returned, reason: '非网格职责' });
  clock().set('2025-11-05T09:00:00+08:00');
  await write(grid, 'acceptRequest', { id: late });
  await call(good, true, 'SATISFIED');
  await call(basic, true, 'BASICALLY_SATISFIED');
  await call(bad, true, 'DISSATISFIED');
  await write(social, 'recordCallBack', { id: silent, answered: false });
  clock().set('2025-11-11T09:00:00+08:00');
  await write(community, 'reopenRequest', { id: bad, reason: '又坏了' });
}

const rate = 'numerator denominator';
const three = `response { ${rate} } resolution { ${rate} bp } satisfaction { ${rate} bp } unanswered scoreBp`;
async function at(type: string, code: string, selection: string) {
  const asked = `... on ${type} { ${selection} }`;
  const { data, codes } = await service.entities(null, asked, [{ __typename: type, code }]);
  expect(codes).toEqual([]);
  return data._entities[0];
}

describe('the three rates', () => {
  test('of a month, for anybody: neither returned nor merged ones, no silence, and nothing that was reopened', async () => {
    const found = {
      response: { numerator: 4, denominator: 5 },
      resolution: { numerator: 2, denominator: 3, bp: 6667 },
      satisfaction: { numerator: 2, denominator: 3, bp: 6667 },
      unanswered: 1,
      scoreBp: 6934,
    };
    for (const [type, code] of [
      ['Compound', COMPOUND],
      ['Community', '371322001001'],
      ['Street', '371322001'],
      ['County', '371322'],
    ] as const)
      expect(await at(type, code, `requestRates(month: "2025-11") { ${three} }`)).toEqual({ requestRates: found });
  });

  test('of a month without requests, or of a channel without any, are of none', async () => {
    const none = { numerator: 0, denominator: 0 };
    const nothing = {
      response: none,
      resolution: { ...none, bp: null },
      satisfaction: { ...none, bp: null },
      unanswered: 0,
      scoreBp: null,
    };
    expect(await at('Compound', COMPOUND, `requestRates(month: "2025-10") { ${three} }`)).toEqual({
      requestRates: nothing,
    });
    expect(await at('County', '371322', `requestRates(month: "2025-11", channel: OTHER) { ${three} }`)).toEqual({
      requestRates: nothing,
    });
  });

  test('of each post', async () => {
    const selection = `requestRatesByPost(month: "2025-11") { role rates { response { ${rate} } } }`;
    expect(await at('Community', '371322001001', selection)).toEqual({
      requestRatesByPost: [
        { role: 'COMMUNITY_SECRETARY', rates: { response: { numerator: 0, denominator: 0 } } },
        { role: 'GRID_WORKER', rates: { response: { numerator: 4, denominator: 5 } } },
      ],
    });
  });

  test('of many places are one question, beside the one for the parameters', async () => {
    const places = ['371322001001', '371322001002'].map((code) => ({ __typename: 'Community', code }));
    const selection = `... on Community { requestRates(month: "2025-11") { ${three} } }`;
    const reads = await service.readsDuring(() => service.entities(null, selection, places));
    expect(reads.toSorted()).toEqual(['command service_requests', 'query places', 'query request_policies']);
  });
});

test('the bulletin has six columns for each unit below', async () => {
  const columns = `received handedOn closing { ${rate} } satisfaction { ${rate} } onTimeReply { ${rate} } effectiveCallBack { ${rate} }`;
  const line = {
    received: 7,
    handedOn: 0,
    closing: { numerator: 3, denominator: 5 },
    satisfaction: { numerator: 2, denominator: 3 },
    onTimeReply: { numerator: 3, denominator: 5 },
    effectiveCallBack: { numerator: 3, denominator: 4 },
  };
  const asked = `requestBulletin(month: "2025-11") { code name compound { code } ${columns} }`;
  expect(await at('Community', '371322001001', asked)).toEqual({
    requestBulletin: [{ code: COMPOUND, name: null, compound: { code: COMPOUND }, ...line }],
  });
  expect(await at('County', '371322', asked.replace(')', ', level: COMMUNITY)'))).toEqual({
    requestBulletin: [{ code: '371322001001', name: '第371322001001社区', compound: null, ...line }],
  });
});

test.each([
  [0, 0, null],
  [1, 3, 3333],
  [2, 3, 6667],
  [1, 16_000, 1],
  [92, 100, 9200],
])('%d of %d is %s basis points', (numerator, denominator, bp) => {
  expect(rateBp({ numerator, denominator })).toBe(bp);
});

test('the score weighs the three rates 20, 40 and 40', () => {
  const counts = { acceptDue: 100, acceptedInTime: 92, asked: 100, solved: 88, rated: 100, satisfied: 95 };
  expect(scoreBp({ ...noCounts, ...counts })).toBe(9160);
});

test('a month that is over stays as it was, whatever is merged, returned or dispatched later', async () => {
  clock().set('2025-11-27T09:00:00+08:00');
  const compound = '37132200100201';
  const neighbour = actorWith('grid-2', 'GRID_WORKER@371322001002');
  const secretary = actorWith('community-2', 'COMMUNITY_SECRETARY@371322001002');
  const ids: string[] = [];
  for (const _ of [1, 2, 3, 4]) ids.push((await write(neighbour, 'raiseRequest', aDraft(compound))).id);
  const [open, merged, returned, unmerged] = ids as [string, string, string, string];
  await write(neighbour, 'mergeRequest', { id: unmerged, mergedInto: open });
  await write(neighbour, 'returnRequest', { id: returned, reason: '非网格职责' });
  clock().set('2025-11-30T23:00:00+08:00');
  const november = () => at('Compound', compound, `requestRates(month: "2025-11") { ${three} }`);
  const then = await november();
  expect(then.requestRates.response).toEqual({ numerator: 0, denominator: 2 });
  clock().set('2025-12-02T09:00:00+08:00');
  await write(neighbour, 'mergeRequest', { id: merged, mergedInto: open });
  await write(neighbour, 'unmergeRequest', { id: unmerged });
  expect(await write(secretary, 'dispatchRequest', { id: returned, role: 'GRID_WORKER' })).toMatchObject({
    id: returned,
  });
  expect(await november()).toEqual(then);
});
