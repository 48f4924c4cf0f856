/** A joint venture on common parts stands on the owners' vote, which another service counts. */
import type { Role } from '@hh/service/actor.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { compounds } from '../../infra/demo/county.ts';
import { operators } from '../../infra/demo/ventures.ts';
import { platformOf } from '../../infra/embedded.ts';
import { createWorld, type World } from '../world.ts';

/** The seventeenth vote of the demonstration is carried by just three quarters of the owners, the next one misses it by one. */
const [CARRIED, LOST] = ['vote-0017', 'vote-0018'];
const COMPOUND = compounds[16]?.code as string;
const CREATE = `mutation($input: CreateAgreementInput!) { answer: createAgreement(input: $input) {
  ... on AgreementCreated { agreement { code vote { id title matter class isPassed ownersBp } } }
  ... on Refused { code field }
} }`;
const ACTIVATE = `mutation($input: ActivateAgreementInput!) { answer: activateAgreement(input: $input) {
  ... on AgreementActivated { agreement { state } } ... on Refused { code field }
} }`;

let world: World;
beforeAll(async () => {
  world = await createWorld({ now: '2026-01-05T09:00:00+08:00', registers: COMPOUND });
  const register = 'mutation($input: RegisterEnterpriseInput!) { registerEnterprise(input: $input) { __typename } }';
  await world.data('finance-maker', register, { input: operators[0] });
});
afterAll(() => world?.stop());

const draft = (code: string, commonPartsVote: string, rateBp: number) => ({
  code,
  name: '充电车棚',
  operator: operators[0]?.uscc,
  community: COMPOUND.slice(0, 12),
  business: 'PARKING_AND_CHARGING',
  usesCommonParts: true,
  commonPartsVote,
  terms: [{ from: '2026-01', rateBp, weights: [{ compound: COMPOUND, weight: 1 }] }],
});

test.each([
  ['a vote that was lost', draft('JV-0101', LOST, 1_000), 'VOTE_REQUIRED', 'commonPartsVote'],
  ['a vote that there is none of', draft('JV-0101', 'vote-9999', 1_000), 'VOTE_REQUIRED', 'commonPartsVote'],
  ['less for the owners than their vote says', draft('JV-0101', CARRIED, 999), 'RATE_BELOW_VOTE', 'terms.0.rateBp'],
])('a draft with %s is refused', async (_, input, code, field) => {
  expect((await world.data('finance-maker', CREATE, { input })).answer).toEqual({ code, field });
});

test('a draft with the passed vote is taken, shows it, and is activated', async () => {
  const { answer } = await world.data('finance-maker', CREATE, { input: draft('JV-0102', CARRIED, 1_000) });
  const vote = { matter: 'M8', class: 'QUALIFIED', isPassed: true, ownersBp: 1_000 };
  expect(answer.agreement).toEqual({
    code: 'JV-0102',
    vote: { id: CARRIED, title: '利用共有部分设置便民经营点', ...vote },
  });
  const activated = await world.data('finance-checker', ACTIVATE, { input: { agreement: 'JV-0102' } });
  expect(activated.answer).toEqual({ agreement: { state: 'ACTIVE' } });
});

describe('a revenue point on common parts', () => {
  const grants = ['COMPANY_MANAGER', 'COMMUNITY_SECRETARY', 'FINANCE_CHECKER'].map((role) => ({
    role: role as Role,
    scope: role === 'FINANCE_CHECKER' ? COMPOUND.slice(0, 6) : COMPOUND.slice(0, 12),
  }));
  const ask = async (id: string, query: string, variables: object = {}) => {
    const actor = { kind: 'PERSON' as const, id, grants };
    const context = { actor, language: 'en' as const, requestId: 'common-parts' };
    const response = await world.embedded.gateway.execute({ query, variables: { ...variables }, context });
    if (response.errors) throw new Error(JSON.stringify(response.errors));
    // biome-ignore lint/suspicious/noExplicitAny: an answer has the shape of its question
    return response.data as any;
  };
  const write = async (id: string, mutation: string, input: object, fields = 'state ownersBp') => {
    const type = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input`;
    const member = mutation === 'postRevenue' ? 'RevenuePosted' : 'RevenuePoint';
    const query = `mutation($input: ${type}!) { answer: ${mutation}(input: $input) { ... on ${member} { ${fields} } ... on Refused { why: code } } }`;
    return (await ask(id, query, { input })).answer;
  };
  const point = 'RP-9001';

  test('opens by the passed vote of its owners alone, with the share that it gives them', async () => {
    const { community } = await ask('manager', `{ community(code: "${COMPOUND.slice(0, 12)}") { company { id } } }`);
    const input = {
      clientMutationId: point,
      code: point,
      name: '电梯广告位',
      company: community.company.id,
      kind: 'ADVERTISING',
      compound: COMPOUND,
      location: '1号楼',
      commonParts: true,
    };
    expect(await write('manager', 'proposeRevenuePoint', input)).toEqual({ state: 'PROPOSED', ownersBp: null });
    const nowhere = { id: point, commonPartsVote: 'vote-9999' };
    expect(await write('secretary', 'recordPointVote', nowhere)).toEqual({ why: 'NOT_FOUND' });
    const vote = { id: point, commonPartsVote: CARRIED };
    const votes = platformOf(world.embedded, 'property').connection.collection<{ _id: string }>('votes');
    const isNow = (state: string) => votes.updateOne({ _id: CARRIED }, { $set: { state } });
    await isNow('TALLIED');
    expect(await write('secretary', 'recordPointVote', vote)).toEqual({ why: 'VOTE_REQUIRED' });
    await isNow('ANNOUNCED');
    expect(await write('secretary', 'recordPointVote', vote)).toEqual({ state: 'VOTED', ownersBp: 1_000 });
    expect(await write('secretary', 'openRevenuePoint', { id: point })).toMatchObject({ state: 'ACTIVE' });
  });

  test('earns the owners their share, which is no revenue of the company', async () => {
    world.clock.set('2026-02-01T09:00:00+08:00');
    const charges = [{ item: '广告位使用费', quantity: 2 }];
    const month = { point, period: '2026-01', amount: '300.05', charges };
    const posted = await write('manager', 'postRevenue', month, 'entry { amount ownersShare }');
    expect(posted).toEqual({ entry: { amount: '300.05', ownersShare: '30.00' } });
    const accounts = `{ economyBook { accounts(under: "2241", first: 50) { edges { node { code balance owner { kind } } } } } revenuePoint(code: "${point}") { revenue(year: 2026) } }`;
    const { economyBook, revenuePoint } = await ask('checker', accounts);
    expect(revenuePoint.revenue).toBe('270.05');
    expect(
      economyBook.accounts.edges
        .map(({ node }: { node: { code: string } }) => node)
        .filter(({ code }: { code: string }) => code.endsWith(point)),
    ).toEqual([expect.objectContaining({ balance: '-30.00', owner: { kind: 'COMPANY' } })]);
  });
});

test('what was counted is shown to everybody as totals, and adds up', async () => {
  const tally = 'tally { participatingOwners forOwners againstOwners abstainOwners hasQuorum isCarried }';
  const query = `{ compound(code: "${COMPOUND}") { votes { edges { node { id state roll { owners dwellings } ${tally} } } } } }`;
  const { compound } = await world.data(null, query);
  const node = compound.votes.edges
    .map((edge: { node: object }) => edge.node)
    .find(({ id }: { id: string }) => id === CARRIED);
  expect(node).toMatchObject({
    state: 'ANNOUNCED',
    roll: { dwellings: 1_120 },
    tally: { hasQuorum: true, isCarried: true },
  });
  const { participatingOwners, forOwners, againstOwners, abstainOwners } = node.tally;
  expect(forOwners + againstOwners + abstainOwners).toBe(participatingOwners);
  expect(4 * forOwners).toBe(3 * participatingOwners);
});
