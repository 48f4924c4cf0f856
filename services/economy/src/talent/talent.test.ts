import { newId } from '@hh/kernel/id.ts';
import type { LocalDate } from '@hh/kernel/period.ts';
import { actorWith } from '@hh/service/testing/subgraph.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import {
  COMMUNITY,
  COMPOUND,
  createTestCompany,
  SCHOOL,
  SHOP,
  school,
  secretary,
  shop,
  street,
  type TestCompany,
} from '../testing/company.ts';
import { checkHeadcount, checkOpen, confirmableFrom, matchOf } from './talent.ts';

const NOW = '2025-10-01T09:00:00+08:00';
const resident = actorWith('resident', `RESIDENT@${COMPOUND}`);
const neighbour = actorWith('neighbour', `RESIDENT@${COMPOUND}`);
const worker = actorWith('worker', `SOCIAL_WORKER@${COMMUNITY}`);

let service: TestCompany;
beforeAll(async () => {
  service = await createTestCompany(NOW);
});
afterAll(() => service.stop());
beforeEach(() => service.setClock(NOW));

const key = newId;

const talentOf = async (person: string): Promise<string> => {
  const input = { person, home: COMPOUND, trade: '零售', skills: ['收银'], consentAt: '2025-09-01T09:00:00+08:00' };
  const { data } = await service.ask(
    worker,
    `{ _entities(representations: [{ __typename: "Person", id: "${person}" }]) { ... on Person { talent { id } } } }`,
  );
  return (
    data._entities[0].talent?.id ??
    (await service.write(worker, 'registerTalent', { ...input, clientMutationId: key() })).id
  );
};
const draft = (change: object = {}) => ({
  clientMutationId: key(),
  enterprise: SHOP,
  community: COMMUNITY,
  title: '店员',
  trade: '零售',
  headcount: 1,
  wage: '3500元/月',
  closesOn: '2025-12-31',
  ...change,
});
const posted = async (headcount: number): Promise<string> => {
  const { id } = await service.write(shop, 'draftPosting', draft({ headcount }));
  await service.write(street, 'publishPosting', { id });
  return id;
};
/** An application of this person that waits for the enterprise to hire. */
const offered = async (posting: string, person: string): Promise<string> => {
  const talent = await talentOf(person);
  const { id } = await service.write(worker, 'matchTalent', { clientMutationId: key(), posting, talent });
  await service.write(worker, 'applyForJob', { id });
  await service.write(shop, 'inviteApplicant', { id });
  await service.write(shop, 'offerJob', { id });
  return id;
};
const hire = (id: string, startedOn = '2025-10-01') =>
  service.write(shop, 'hireApplicant', { id, startedOn }, 'state startedOn');
const counted = async (asOf: string) => {
  const fields = `... on Community { economy(asOf: "${asOf}") { jobPostings hires } }`;
  const { data } = await service.entities(null, fields, [{ __typename: 'Community', code: COMMUNITY }]);
  return data._entities[0].economy;
};

describe('a talent', () => {
  const input = (person: string, consentAt = '2025-09-30T09:00:00+08:00') => ({
    clientMutationId: key(),
    person,
    home: COMPOUND,
    trade: '护理',
    skills: [],
    consentAt,
  });

  test('enters themselves, and nobody else but who looks after them', async () => {
    expect(await service.write(neighbour, 'registerTalent', input('resident'))).toMatchObject({
      code: 'NOT_THE_HOLDER',
      field: 'person',
    });
    const { id } = await service.write(resident, 'registerTalent', input('resident'));
    expect(await service.write(worker, 'registerTalent', input('resident'))).toMatchObject({ code: 'ALREADY_EXISTS' });
    const seen = async (actor: typeof resident | null) =>
      (await service.entities(actor, '... on Talent { id }', [{ __typename: 'Talent', id }])).data._entities[0];
    expect([await seen(resident), await seen(worker)]).toEqual([{ id }, { id }]);
    expect([await seen(neighbour), await seen(shop), await seen(null)]).toEqual([null, null, null]);
  });

  test('has consented, and not in the future', async () => {
    const later = input('other', '2025-10-01T09:00:01+08:00');
    expect(await service.write(worker, 'registerTalent', later)).toMatchObject({
      code: 'DATE_IN_FUTURE',
      field: 'consentAt',
    });
  });

  test('who withdraws is matched no more', async () => {
    const talent = await talentOf('shy');
    await service.write(worker, 'withdrawTalent', { id: talent });
    const posting = await posted(1);
    const match = { clientMutationId: key(), posting, talent };
    expect(await service.write(worker, 'matchTalent', match)).toMatchObject({ code: 'CONSENT_WITHDRAWN' });
  });

  test('is matched with what the street has checked', () => {
    const talent = { state: 'REGISTERED', person: 'p' };
    expect(matchOf({ isPublished: false }, talent)).toMatchObject({ code: 'POSTING_CLOSED' });
    expect(matchOf({ isPublished: true }, talent)).toEqual({ person: 'p' });
  });
});

describe('a vacancy', () => {
  test('is drafted by its enterprise for itself, seen by nobody else until the street has checked it', async () => {
    expect(await service.write(shop, 'draftPosting', draft({ enterprise: SCHOOL }))).toMatchObject({
      code: 'OUT_OF_SCOPE',
    });
    const before = await counted('2025-10-01');
    const { id } = await service.write(shop, 'draftPosting', draft());
    const seen = async (actor: typeof shop | null) =>
      (await service.ask(actor, `{ jobPosting(id: "${id}") { state } }`)).data.jobPosting?.state ?? null;
    expect([await seen(shop), await seen(school), await seen(street), await seen(null)]).toEqual([
      'DRAFT',
      null,
      'DRAFT',
      null,
    ]);
    expect(await counted('2025-10-01')).toEqual(before);
    await service.write(street, 'publishPosting', { id });
    expect(await seen(null)).toBe('PUBLISHED');
    expect((await counted('2025-10-01')).jobPostings).toBe(before.jobPostings + 1);
    expect((await counted('2025-09-30')).jobPostings).toBe(0);
  });

  test.each([
    ['PUBLISHED', '2025-12-31', undefined],
    ['PUBLISHED', '2026-01-01', 'POSTING_CLOSED'],
    ['FILLED', '2025-12-31', 'POSTING_CLOSED'],
    ['EXPIRED', '2025-12-31', 'POSTING_CLOSED'],
  ])('that is %s takes applications on %s: %s', (state, today, code) => {
    expect(checkOpen({ state, closesOn: '2025-12-31' as LocalDate }, today)?.code).toBe(code);
  });
});

describe('a hire', () => {
  test('never goes beyond the headcount: of four at once for two places, two are hired', async () => {
    const posting = await posted(2);
    const ids: string[] = [];
    for (const person of ['a', 'b', 'c', 'd']) ids.push(await offered(posting, person));
    const answers = await Promise.all(ids.map((id) => hire(id)));
    expect(answers.filter(({ state }) => state === 'HIRED')).toHaveLength(2);
    expect(answers.filter(({ code }) => code === 'POSTING_CLOSED' || code === 'HEADCOUNT_FULL')).toHaveLength(2);
    const ask = `{ jobPosting(id: "${posting}") { state hires { totalCount } } }`;
    expect((await service.ask(shop, ask)).data.jobPosting).toEqual({ state: 'FILLED', hires: { totalCount: 2 } });
  });

  test('that is left before it is confirmed leaves its place to another', async () => {
    const posting = await posted(1);
    const [first, second] = [await offered(posting, 'e'), await offered(posting, 'f')];
    await hire(first);
    expect(await hire(second)).toMatchObject({ code: 'POSTING_CLOSED' });
    await service.write(worker, 'withdrawApplication', { id: first, reason: '搬家' });
    expect(await hire(second)).toMatchObject({ state: 'HIRED' });
  });

  test('counts when the community confirms it, after 30 days and not by who hired', async () => {
    const id = await offered(await posted(1), 'g');
    await hire(id);
    service.setClock('2025-10-30T09:00:00+08:00');
    const confirm = () => service.write(secretary, 'confirmHire', { id }, 'state');
    expect(await confirm()).toMatchObject({ code: 'HIRE_TOO_RECENT' });
    service.setClock('2025-10-31T09:00:00+08:00');
    const both = { ...shop, grants: [...shop.grants, ...secretary.grants] };
    expect(await service.write(both, 'confirmHire', { id })).toMatchObject({ code: 'SAME_PERSON' });
    expect((await counted('2025-10-31')).hires).toBe(0);
    expect(await confirm()).toEqual({ state: 'CONFIRMED' });
    expect([(await counted('2025-10-30')).hires, (await counted('2025-10-31')).hires]).toEqual([0, 1]);
  });

  test('is for the enterprise of the posting alone', async () => {
    const id = await offered(await posted(1), 'h');
    const input = { id, startedOn: '2025-10-01' };
    expect(await service.write(school, 'hireApplicant', input)).toMatchObject({ code: 'NOT_FOUND' });
    expect(await service.write(neighbour, 'withdrawApplication', { id, reason: '无' })).toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  test('is confirmed from the thirtieth day, while there is a place', () => {
    expect(confirmableFrom('2025-10-01' as LocalDate)).toBe('2025-10-31');
    expect([checkHeadcount(2, 1), checkHeadcount(2, 2)?.code]).toEqual([null, 'HEADCOUNT_FULL']);
  });
});
