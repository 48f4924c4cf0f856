import { actorWith, createTestSubgraph, systemActor, type TestSubgraph } from '@hh/service/testing/subgraph.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { organization } from '../organization.ts';
import { givenBuildings, givenPeople, givenPlaces } from '../testing/given.ts';
import { aNotice } from '../testing/party.ts';
import { daysOf } from './press-conference.ts';

const COMPOUND = '37132200100101';
const ELSEWHERE = '37132200100102';
const secretary = actorWith('secretary-1', `BRANCH_SECRETARY@${COMPOUND}`);
const stranger = actorWith('secretary-2', `BRANCH_SECRETARY@${ELSEWHERE}`);

let service: TestSubgraph;
beforeAll(async () => {
  service = await createTestSubgraph(organization, '2025-11-20T09:00:00+08:00');
  await givenPlaces(service, '371322001001');
  await givenPeople(service, COMPOUND, ['secretary-1', 'secretary-2', 'manager-1']);
  for (const compound of [COMPOUND, ELSEWHERE]) await givenBuildings(service, compound, [`${compound}-001`]);
});
afterAll(() => service.stop());

const write: TestSubgraph['write'] = (...asked) => service.write(...asked);
const plan = (quarter: string, plannedFor: string, key = quarter) =>
  write(secretary, 'planPressConference', { clientMutationId: key, compound: COMPOUND, quarter, plannedFor });
const spoken = { heldOn: '2025-11-20', secretary: 'secretary-1', propertyManager: 'manager-1', attendance: 40 };

test.each([
  ['2025-Q1', '2025-01-01', '2025-04-01'],
  ['2025-Q4', '2025-10-01', '2026-01-01'],
])('the quarter %s begins on %s and is over on %s', (quarter, first, next) => {
  expect(daysOf(quarter)).toEqual({ first, next });
});

describe('a press conference', () => {
  test('is planned once a quarter, in it, and by the own branch; two at once, and one is', async () => {
    expect(await plan('2025-Q3', '2025-10-01')).toMatchObject({ code: 'NOT_IN_QUARTER', field: 'plannedFor' });
    expect(await plan('2025-Q5', '2025-10-01')).toMatchObject({ code: 'CODE_MALFORMED', field: 'quarter' });
    const answers = await Promise.all(['a', 'b', 'c'].map((key) => plan('2025-Q3', '2025-09-01', key)));
    expect(answers.filter(({ id }) => id)).toHaveLength(1);
    expect(answers.filter(({ code }) => code === 'ALREADY_EXISTS')).toHaveLength(2);
    const other = { clientMutationId: 'k', compound: COMPOUND, quarter: '2025-Q2', plannedFor: '2025-05-01' };
    expect(await write(stranger, 'planPressConference', other)).toMatchObject({ code: 'OUT_OF_SCOPE' });
  });

  test('is announced three days before, held with both spokespersons, and tells what it has to report', async () => {
    const { id } = await plan('2025-Q4', '2025-12-01');
    expect(await write(secretary, 'holdPressConference', { id, ...spoken })).toMatchObject({
      code: 'STATE_NOT_ALLOWED',
    });
    const subject = { type: 'PressConference', id, place: COMPOUND };
    const of = await aNotice(service, subject, 'PRESS_CONFERENCE');
    const notice = (plannedFor: string, named = of) =>
      write(secretary, 'noticePressConference', { id, notice: named, plannedFor }, 'state notice { id } noticedOn');
    expect(await notice('2025-11-22')).toMatchObject({ code: 'NOTICE_TOO_LATE' });
    expect(await notice('2026-01-05')).toMatchObject({ code: 'NOT_IN_QUARTER' });
    const other = { ...subject, id: 'another' };
    expect(await notice('2025-11-23', await aNotice(service, other, 'PRESS_CONFERENCE'))).toEqual({
      code: 'NOTICE_OF_ANOTHER',
      field: 'notice',
    });
    expect(await notice('2025-11-23', await aNotice(service, subject, 'PRESS_MINUTES'))).toMatchObject({
      code: 'NOTICE_OF_ANOTHER_KIND',
    });
    expect(await notice('2025-11-23')).toEqual({ state: 'NOTICED', notice: { id: of }, noticedOn: '2025-11-20' });
    const hold = (change: object) => write(secretary, 'holdPressConference', { id, ...spoken, ...change }, 'state');
    expect(await hold({ propertyManager: 'secretary-1' })).toMatchObject({ code: 'SPOKESPERSONS_TWO' });
    expect(await hold({ propertyManager: 'nobody' })).toMatchObject({ code: 'NOT_FOUND', field: 'propertyManager' });
    expect(await hold({ heldOn: '2025-11-21' })).toMatchObject({ code: 'DATE_IN_FUTURE' });
    await expect(hold({ secretary: undefined })).rejects.toThrow();
    expect(await hold({})).toEqual({ state: 'HELD' });
    const shift = { clientMutationId: 's-1', compound: COMPOUND, date: '2025-11-15', by: 'secretary-1' };
    await write(secretary, 'recordDutyShift', shift);
    const fields = 'state agenda { from to dutyShifts visits requestsReceived requestsOpen }';
    expect(await write(secretary, 'publishPressMinutes', { id, minutes: '纪要' }, fields)).toEqual({
      state: 'MINUTES_PUBLISHED',
      agenda: {
        from: '2025-10-01',
        to: '2025-12-31',
        dutyShifts: 1,
        visits: 0,
        requestsReceived: 0,
        requestsOpen: 0,
      },
    });
  });

  test('is missed when its quarter is over, as the system says', async () => {
    const { id } = await plan('2025-Q1', '2025-03-01');
    expect(await write(systemActor, 'missPressConference', { id }, 'state')).toEqual({ state: 'MISSED' });
    const next = await plan('2026-Q1', '2026-02-01');
    expect(await write(systemActor, 'missPressConference', { id: next.id })).toMatchObject({ code: 'PERIOD_NOT_OVER' });
  });

  test('counts as held on its day, once', async () => {
    const at = [{ __typename: 'Compound', code: COMPOUND }];
    const counted = async (asOf: string) => {
      const fields = `... on Compound { organization(asOf: "${asOf}") { pressConferences } }`;
      return (await service.entities(null, fields, at)).data._entities[0].organization.pressConferences;
    };
    expect(await Promise.all(['2025-11-19', '2025-11-20'].map(counted))).toEqual([0, 1]);
  });
});

describe('a duty shift and a visit', () => {
  const shift = { clientMutationId: 'd-1', compound: COMPOUND, date: '2025-11-08', by: 'secretary-1' };
  test.each([
    [{ date: '2025-11-09' }, 'NOT_SATURDAY', 'date'],
    [{ startedAt: '2025-11-08T11:00:00+08:00', endedAt: '2025-11-08T09:00:00+08:00' }, 'DATES_UNORDERED', 'endedAt'],
    [{ by: 'nobody' }, 'NOT_FOUND', 'by'],
  ])('on duty with %j is refused: %s', async (change, code, field) => {
    expect(await write(secretary, 'recordDutyShift', { ...shift, ...change })).toMatchObject({ code, field });
  });

  test('a Saturday that is worked instead is one on duty too, once', async () => {
    const worked = { ...shift, date: '2025-10-11' };
    expect(await write(secretary, 'recordDutyShift', worked)).toEqual({ id: expect.any(String) });
    expect(await write(secretary, 'recordDutyShift', { ...worked, clientMutationId: 'd-2' })).toMatchObject({
      code: 'ALREADY_EXISTS',
    });
  });

  const visit = {
    clientMutationId: 'v-1',
    compound: COMPOUND,
    building: `${COMPOUND}-001`,
    heldOn: '2025-11-19',
    team: ['BRANCH', 'PROPERTY'],
    services: ['SCREENING'],
    households: 12,
  };
  test.each([
    [{ heldOn: '2025-11-21' }, 'DATE_IN_FUTURE', 'heldOn'],
    [{ team: ['BRANCH', 'BRANCH'] }, 'VALUE_TWICE', 'team'],
    [{ team: [] }, 'LIST_SIZE', 'team'],
    [{ households: -1 }, 'NUMBER_OUT_OF_RANGE', 'households'],
    [{ building: `${ELSEWHERE}-001` }, 'OUT_OF_SCOPE', 'building'],
    [{ building: 'nowhere' }, 'NOT_FOUND', 'building'],
  ])('a visit with %j is refused: %s', async (change, code, field) => {
    expect(await write(secretary, 'recordBuildingVisit', { ...visit, ...change })).toMatchObject({ code, field });
  });

  test('a visit stands at its building', async () => {
    const fields = 'households building { visits { totalCount } }';
    expect(await write(secretary, 'recordBuildingVisit', visit, fields)).toEqual({
      households: 12,
      building: { visits: { totalCount: 1 } },
    });
  });
});
