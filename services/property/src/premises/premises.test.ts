import { actorWith, createTestSubgraph, elsewhereIs, type TestSubgraph } from '@hh/service/testing/subgraph.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { property } from '../property.ts';
import { givenCompounds } from '../testing/compound.ts';

const COMPOUND = '37132200100101';
const worker = actorWith('worker', 'SOCIAL_WORKER@371322001001');
const street = actorWith('street', 'STREET_OFFICER@371322001');
const stranger = actorWith('stranger', 'STREET_OFFICER@371322002');

/** In which premises a station stands, as organization answers it. */
const stations: Record<string, object> = {};

let service: TestSubgraph;
beforeAll(async () => {
  service = await createTestSubgraph(property, '2025-11-20T09:00:00+08:00', elsewhereIs({ premises: stations }));
  await givenCompounds(service, COMPOUND);
});
afterAll(() => service.stop());

let rows = 0;
const found = (change: object = {}) => {
  rows += 1;
  const clientMutationId = `premises-${rows}`;
  const own = { compound: COMPOUND, address: `${rows}号楼底层`, areaM2: '136.73' };
  const input = { ...own, clientMutationId, purpose: 'CULTURE', foundOn: '2025-09-01', ...change };
  return service.write(worker, 'recordPremises', input, 'id state areaM2');
};
const claimed = async (): Promise<string> => {
  const { id } = await found();
  await service.write(worker, 'claimPremises', { id });
  return id;
};
const handOver = (premises: string, change: object = {}, by = street) => {
  const paper = { handedOverBy: '开发建设单位', receivedBy: '街道办事处', document: '移交确认书1号' };
  const input = { ...paper, clientMutationId: `${premises} ${JSON.stringify(change)}`, premises };
  return service.write(by, 'handOverPremises', { ...input, handedOverOn: '2025-10-01', ...change });
};
const stateOf = async (id: string) =>
  (await service.ask(null, `{ premises(id: "${id}") { state recoveredOn handovers { totalCount } } }`)).data.premises;

describe('premises', () => {
  test('that are found have an area of two decimals', async () => {
    expect(await found()).toMatchObject({ state: 'FOUND', areaM2: '136.73' });
  });

  test.each([
    [{ areaM2: '0' }, 'NUMBER_OUT_OF_RANGE', 'areaM2'],
    [{ areaM2: '1.234' }, 'NUMBER_OUT_OF_RANGE', 'areaM2'],
    [{ foundOn: '2025-11-21' }, 'DATE_IN_FUTURE', 'foundOn'],
    [{ compound: '37132200100199' }, 'NOT_FOUND', 'compound'],
  ])('with %j are refused', async (change, code, field) => {
    expect(await found(change)).toMatchObject({ code, field });
  });

  test('are recovered by a handover of claimed premises, and by one only', async () => {
    const { id } = await found();
    expect(await handOver(id)).toEqual({ code: 'STATE_NOT_ALLOWED', field: 'premises' });
    await service.write(worker, 'claimPremises', { id });
    expect(await handOver(id, { handedOverOn: '2025-08-31' })).toMatchObject({ code: 'BEFORE_ITS_BEGINNING' });
    expect(await handOver(id, { handedOverOn: '2025-11-21' })).toMatchObject({ code: 'DATE_IN_FUTURE' });
    expect(await handOver(id, {}, stranger)).toMatchObject({ code: 'OUT_OF_SCOPE' });
    const answers = await Promise.all([1, 2, 3].map((n) => handOver(id, { document: `确认书${n}号` })));
    expect(answers.filter(({ id }) => id)).toHaveLength(1);
    expect(answers.filter(({ code }) => code === 'STATE_NOT_ALLOWED')).toHaveLength(2);
    expect(await stateOf(id)).toEqual({ state: 'RECOVERED', recoveredOn: '2025-10-01', handovers: { totalCount: 1 } });
  });

  test('in dispute are not handed over until that is settled', async () => {
    const id = await claimed();
    await service.write(worker, 'disputePremises', { id, reason: '物业主张产权' });
    expect(await handOver(id)).toMatchObject({ code: 'STATE_NOT_ALLOWED' });
    await service.write(worker, 'settlePremises', { id, reason: '规划核实为配套用房' });
    expect(await handOver(id)).toEqual({ id: expect.any(String) });
  });

  test('are used by one body alone, once they are recovered', async () => {
    const id = await claimed();
    const use = (usedBy: string, usedSince = '2025-11-01') =>
      service.write(street, 'usePremises', { id, usedBy, usedSince }, 'state usedBy');
    expect(await use('党群服务驿站')).toMatchObject({ code: 'STATE_NOT_ALLOWED' });
    await handOver(id);
    expect(await use('党群服务驿站', '2025-09-30')).toMatchObject({ code: 'BEFORE_ITS_BEGINNING', field: 'usedSince' });
    const answers = await Promise.all(['党群服务驿站', '物业办公'].map((body) => use(body)));
    expect(answers.filter(({ state }) => state === 'IN_USE')).toHaveLength(1);
  });

  test('where a station stands are used by nobody else until it has moved out', async () => {
    const id = await claimed();
    await handOver(id);
    const use = () =>
      service.write(street, 'usePremises', { id, usedBy: '物业办公', usedSince: '2025-11-01' }, 'state');
    stations[id] = { station: { id: 'station-1' } };
    expect(await use()).toEqual({ code: 'PREMISES_IN_USE', field: 'id' });
    stations[id] = { station: null };
    expect(await use()).toEqual({ state: 'IN_USE' });
  });

  test('count from the day they are recovered, in use or not', async () => {
    const counted = async (asOf: string) => {
      const place = [{ __typename: 'Compound', code: COMPOUND }];
      const fields = `... on Compound { property(asOf: "${asOf}") { premisesRecovered premisesAreaM2 } }`;
      return (await service.entities(null, fields, place)).data._entities[0].property;
    };
    expect(await counted('2025-09-30')).toEqual({ premisesRecovered: 0, premisesAreaM2: '0.00' });
    expect(await counted('2025-10-01')).toEqual({ premisesRecovered: 4, premisesAreaM2: '546.92' });
  });
});
