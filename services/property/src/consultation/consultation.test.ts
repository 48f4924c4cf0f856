import { isRefusal } from '@hh/kernel/refusal.ts';
import { actorWith, createTestSubgraph, elsewhereIs, type TestSubgraph } from '@hh/service/testing/subgraph.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { property } from '../property.ts';
import { givenCompounds } from '../testing/compound.ts';
import { agreed, whyNotCarriedOn } from './consultation.ts';

const COMPOUND = '37132200100101';
const secretary = actorWith('secretary', `BRANCH_SECRETARY@${COMPOUND}`);
const director = actorWith('director', `COMMITTEE_DIRECTOR@${COMPOUND}`);
const manager = actorWith('manager', `PROPERTY_MANAGER@${COMPOUND}`);

let service: TestSubgraph;
beforeAll(async () => {
  const serviceRequest = {
    'request-1': { level: 2, compound: { code: COMPOUND } },
    'too low': { level: 1, compound: { code: COMPOUND } },
  };
  service = await createTestSubgraph(property, '2025-11-20T09:00:00+08:00', elsewhereIs({ serviceRequest }));
  await givenCompounds(service, COMPOUND);
});
afterAll(() => service.stop());

const write: TestSubgraph['write'] = (...asked) => service.write(...asked);
const meeting = {
  clientMutationId: 'c-1',
  compound: COMPOUND,
  heldOn: '2025-11-18',
  topic: '公共事务协商',
  forBranch: 'secretary',
  forOwnersCommittee: 'director',
  forPropertyCompany: 'manager',
};

describe('a consultation', () => {
  test.each(['forBranch', 'forOwnersCommittee', 'forPropertyCompany'])('without %s is none', async (missing) => {
    const { [missing as 'forBranch']: _, ...others } = meeting;
    await expect(write(secretary, 'recordConsultation', others)).rejects.toThrow(missing);
  });

  test('of a day to come is refused', async () => {
    expect(await write(secretary, 'recordConsultation', { ...meeting, heldOn: '2025-11-21' })).toMatchObject({
      code: 'DATE_IN_FUTURE',
      field: 'heldOn',
    });
  });
});

describe('an item', () => {
  const raise = async (clientMutationId: string): Promise<string> => {
    const { id: consultation } = await write(secretary, 'recordConsultation', meeting);
    const input = { clientMutationId, consultation, title: '充电棚选址', responsible: 'PROPERTY_COMPANY' };
    return (await write(secretary, 'raiseConsultationItem', { ...input, dueOn: '2025-12-31' })).id;
  };
  const agree = (by: typeof secretary, id: string, party: string) =>
    write(by, 'agreeConsultationItem', { id, party }, 'state agreedBy');

  test('is agreed when all three parties have said so, in any order and at once', async () => {
    const id = await raise('i-1');
    expect(await write(secretary, 'startConsultationItem', { id })).toMatchObject({ code: 'STATE_NOT_ALLOWED' });
    const answers = await Promise.all([
      agree(manager, id, 'PROPERTY_COMPANY'),
      agree(secretary, id, 'BRANCH'),
      agree(director, id, 'OWNERS_COMMITTEE'),
    ]);
    expect(answers.map(({ state }) => state).toSorted()).toContain('AGREED');
    expect(await write(secretary, 'startConsultationItem', { id }, 'state agreedBy')).toEqual({
      state: 'IN_PROGRESS',
      agreedBy: ['BRANCH', 'OWNERS_COMMITTEE', 'PROPERTY_COMPANY'],
    });
  });

  test('is agreed to for one’s own party alone, and twice counts once', async () => {
    const id = await raise('i-2');
    expect(await agree(manager, id, 'BRANCH')).toMatchObject({ code: 'NOT_THE_HOLDER', field: 'party' });
    await agree(manager, id, 'PROPERTY_COMPANY');
    expect(await agree(manager, id, 'PROPERTY_COMPANY')).toEqual({ state: 'RAISED', agreedBy: ['PROPERTY_COMPANY'] });
  });

  test('is resolved, or carried on by a request, once it is being done', async () => {
    for (const [key, mutation, said, after] of [
      ['i-3', 'resolveConsultationItem', { result: '已划线' }, { state: 'RESOLVED', resolvedOn: '2025-11-20' }],
      ['i-4', 'escalateConsultationItem', { request: 'request-1', reason: '需执法' }, { state: 'ESCALATED' }],
    ] as const) {
      const id = await raise(key);
      expect(await write(secretary, mutation, { id, ...said })).toMatchObject({ code: 'STATE_NOT_ALLOWED' });
      for (const [by, party] of [
        [secretary, 'BRANCH'],
        [director, 'OWNERS_COMMITTEE'],
        [manager, 'PROPERTY_COMPANY'],
      ] as const)
        await agree(by, id, party);
      await write(secretary, 'startConsultationItem', { id });
      expect(await write(secretary, mutation, { id, ...said }, 'state resolvedOn')).toMatchObject(after);
    }
  });
});

test('an item is carried on by no request of a lower level', async () => {
  const { id: consultation } = await write(secretary, 'recordConsultation', meeting);
  const input = {
    clientMutationId: 'i-5',
    consultation,
    title: '消防通道',
    responsible: 'BRANCH',
    dueOn: '2025-12-31',
  };
  const { id } = await write(secretary, 'raiseConsultationItem', input);
  for (const [by, party] of [
    [secretary, 'BRANCH'],
    [director, 'OWNERS_COMMITTEE'],
    [manager, 'PROPERTY_COMPANY'],
  ] as const)
    await write(by, 'agreeConsultationItem', { id, party });
  await write(secretary, 'startConsultationItem', { id });
  const escalate = (request: string) => write(secretary, 'escalateConsultationItem', { id, request, reason: '需执法' });
  expect(await escalate('too low')).toEqual({ code: 'LEVEL_TOO_LOW', field: 'request' });
  expect(await escalate('nowhere')).toEqual({ code: 'NOT_FOUND', field: 'request' });
  const shown = `{ consultationItem(id: "${id}") { state request { id } } }`;
  expect((await service.ask(null, shown)).data.consultationItem).toEqual({ state: 'IN_PROGRESS', request: null });
});

describe('a request that carries an item on', () => {
  test.each([
    ['is of the same compound at level 2', { level: 2, compound: { code: COMPOUND } }, undefined],
    ['or above', { level: 4, compound: { code: COMPOUND } }, undefined],
    ['not at level 1', { level: 1, compound: { code: COMPOUND } }, 'LEVEL_TOO_LOW'],
    ['not of another compound', { level: 2, compound: { code: '37132200100102' } }, 'OUT_OF_SCOPE'],
    ['not of a compound that is not known', { level: 2, compound: null }, 'OUT_OF_SCOPE'],
    ['not one that is not there', null, 'NOT_FOUND'],
  ])('%s', (_, request, code) => {
    expect(whyNotCarriedOn(request, COMPOUND)?.code).toBe(code);
  });
});

describe('who speaks for a party', () => {
  test.each([
    ['BRANCH_SECRETARY', COMPOUND, 'BRANCH', true],
    ['COMMITTEE_DIRECTOR', COMPOUND, 'BRANCH', false],
    ['COMMITTEE_DIRECTOR', COMPOUND, 'OWNERS_COMMITTEE', true],
    ['PROPERTY_MANAGER', '37132200100102', 'PROPERTY_COMPANY', false],
    ['COMMUNITY_SECRETARY', '371322001001', 'BRANCH', false],
  ] as const)('%s of %s for %s: %s', (role, scope, party, speaks) => {
    const answer = agreed({ place: COMPOUND, agreedBy: [] }, { party }, { actor: { grants: [{ role, scope }] } });
    expect(!isRefusal(answer)).toBe(speaks);
  });
});
