/** Every field of the graph as every persona, on every way that leads to it: what the rules deny is never answered. */
import { readFileSync } from 'node:fs';
import { system } from '@hh/gateway/ask.ts';
import { apiSchemaSdl } from '@hh/gateway/compose.ts';
import { defaultSettings } from '@hh/gateway/settings.ts';
import { type Walker, type WalkReport, walkFields } from '@hh/gateway/testing/walk-fields.ts';
import { newId } from '@hh/kernel/id.ts';
import { parseMoney } from '@hh/kernel/money.ts';
import type { Period } from '@hh/kernel/period.ts';
import { must } from '@hh/kernel/refusal.ts';
import { accessRules, isAllowed } from '@hh/service/access.ts';
import type { Actor } from '@hh/service/actor.ts';
import { createContext } from '@hh/service/context.ts';
import { keyOf } from '@hh/service/register/register.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  buildSchema,
  GraphQLError,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  getNamedType,
  isObjectType,
  isUnionType,
} from 'graphql';
import { supergraphFile } from '../../infra/compose.ts';
import { OFFICE, statementCsv } from '../../infra/demo/bank-lines.ts';
import { accounts } from '../../infra/demo/people.ts';
import { openBankAccounts } from '../../infra/demo/seed-banks.ts';
import { publishMonth } from '../../infra/demo/seed-publications.ts';
import { registerDemos } from '../../infra/demo/seed-registers.ts';
import { openVentures, settleYear } from '../../infra/demo/seed-ventures.ts';
import { operators } from '../../infra/demo/ventures.ts';
import { personas } from '../../infra/world.ts';
import { createWorld, type World } from '../world.ts';

const AGREEMENT = 'JV-0001';
const PERIOD = '2025-01' as Period;
const COMPOUND = '37132200100101';
const UNPUBLISHED = '37132200100102';

let world: World;
let report: WalkReport;

beforeAll(async () => {
  // The walk asks for much at once, which no caller may.
  const limits = { ...defaultSettings, MAX_COST: 10_000_000, MAX_ALIASES: 1_000, MAX_TOKENS: 50_000 };
  world = await createWorld({ now: '2026-01-05T09:00:00+08:00', limits, registers: COMPOUND });
  const as = personas(world.embedded);
  await openVentures(as);
  await settleYear(as, () => {}, [PERIOD]);
  const body = 'externalRef,kind,amount,occurredOn\nR-1,REVENUE,x,2025-12-01\n';
  const headers = { authorization: 'Bearer operator', 'content-type': 'text/csv' };
  const answer = await fetch(`${await world.listen()}/api/agreements/${AGREEMENT}/statements`, {
    method: 'POST',
    headers,
    body,
  });
  const { id: upload } = (await answer.json()) as { id: string };
  await world.settle();
  const { bankImport, batch, line } = await bringStatement(as);
  const MATCHES = `{ bankAccount(code: "${OFFICE}") { matches(first: 1) { edges { node { id } } } } }`;
  const match = (await world.data('auditor', MATCHES)).bankAccount.matches.edges[0].node.id;
  const [publication] = await publishMonth(as, PERIOD as Period, [COMPOUND]);
  await world.settle();

  // What is kept of the first persona with consent, and who has read it: shown in what the person asks for.
  const details = 'person: "person-0001", politicalStatus: NON_AFFILIATED, consentedOn: "2026-01-05"';
  await world.data('community-secretary', `mutation { recordPersonDetails(input: { ${details} }) { __typename } }`);
  await world.data('grid-worker', '{ person(id: "person-0001") { contactPhone(purpose: "checking the rights") } }');

  const walkers: Walker[] = [{ name: 'nobody', actor: null }];
  for (const { persona } of accounts) walkers.push({ name: persona, actor: await world.actor(persona) });
  const machine: Actor = {
    kind: 'MACHINE',
    id: 'client-1',
    grants: [{ role: 'PARTNER', scope: operators[0]?.uscc ?? '' }],
  };
  walkers.push({ name: 'machine', actor: machine }, { name: 'system', actor: system });

  const { agreement } = await world.data(
    'auditor',
    `{ agreement(code: "${AGREEMENT}") { id allocation(period: "${PERIOD}") { id workflow { id } } } }`,
  );
  const { compound } = await world.data(
    null,
    `{ compound(code: "${COMPOUND}") { buildings(first: 1) { edges { node { id } } } } }`,
  );
  const registers = samplesOfRegisters();
  report = await walkFields({
    supergraphSdl: readFileSync(supergraphFile, 'utf8'),
    walkers,
    subgraphs: world.embedded.subgraphs,
    fieldsAtOnce: 150,
    ask: (actor, query) =>
      world.embedded.gateway.execute({ query, context: { actor, language: 'zh', requestId: newId() } }),
    samples: {
      arguments: {
        'Query.county': 'code: "371322"',
        'Query.street': 'code: "371322001"',
        'Query.community': 'code: "371322001001"',
        'Query.compound': `code: "${COMPOUND}"`,
        'Query.compounds': `codes: ["${COMPOUND}"]`,
        'Query.person': 'id: "person-0001"',
        'County.grantCandidates': 'phone: "19900000000"',
        'Query.enterprise': `uscc: "${operators[0]?.uscc}"`,
        'Query.agreement': `code: "${AGREEMENT}"`,
        'Query.workflow': `id: "${agreement.allocation.workflow.id}"`,
        'Agreement.upload': `id: "${upload}"`,
        'Query.bankImport': `id: "${bankImport}"`,
        'Query.matchBatch': `id: "${batch}"`,
        'Query.bankAccount': `code: "${OFFICE}"`,
        'BankAccount.line': `id: "${line.id}"`,
        'BankAccount.statement': `id: "${line.statement.id}"`,
        'Query.demoAccount': 'persona: "auditor"',
        'Agreement.allocation': `period: "${PERIOD}"`,
        'Agreement.period': `period: "${PERIOD}"`,
        'Agreement.declaration': `period: "${PERIOD}"`,
        'Book.journal': 'seq: 1',
        'Book.trialBalance': `period: "${PERIOD}"`,
        'Book.period': `period: "${PERIOD}"`,
        'Book.account': `code: "1221.${operators[0]?.uscc}"`,
        'Book.accountLedger': `account: "1221.${operators[0]?.uscc}", period: "${PERIOD}"`,
        'Account.balanceAsOf': 'on: "2025-06-30"',
        'Person.contactPhone': 'purpose: "checking the rights"',
        'ServiceRequest.contactPhone': 'purpose: "checking the rights"',
        'Person.details': 'purpose: "checking the rights"',
        'Query.search': 'text: "2025"',
        'Query.auditTrail': `type: "Agreement", id: "${agreement.id}"`,
        'Query.canIVote': 'vote: "vote-0010"',
        'Query.publication': `id: "${publication}"`,
        'Query.publicationPreview': `compound: "${COMPOUND}", period: "${PERIOD}"`,
        'Query.flagBoard': 'round: "flag-2024-Q3"',
        ...registers.arguments,
      },
      // None of the spendings is paid.
      endsAt: ['PublicRevenueSpending.matches'],
      representations: {
        SearchResult: { county: '371322', text: '2025' },
        AuditTrail: { county: '371322', type: 'Agreement', id: agreement.id },
        SystemHealth: { id: 'system' },
        County: { code: '371322' },
        Street: { code: '371322001' },
        Community: { code: '371322001001' },
        Person: { id: 'person-0001' },
        // Known by their id to services that refer to them, whether their own service has them here or not.
        ConvenienceProject: { id: 'convenience-project-0001' },
        GeneralBranch: { id: 'general-branch-0001' },
        ServiceRequest: { id: 'request-0001' },
        Notice: { id: 'notice-0001' },
        Vote: { id: 'vote-0010' },
        Publication: { id: publication },
        VolunteerZone: { code: '371322001-Z1' },
        Compound: { code: COMPOUND },
        Building: { id: compound.buildings.edges[0].node.id },
        PartnerEnterprise: { uscc: operators[0]?.uscc },
        Agreement: { id: agreement.id },
        Allocation: { id: agreement.allocation.id },
        Settlement: { agreement: AGREEMENT, period: PERIOD, compound: COMPOUND, credited: '0.00' },
        Workflow: { id: agreement.allocation.workflow.id },
        BankMatch: { id: match },
        ...registers.representations,
        // What its matches are found by.
        PublicRevenueSpending: {
          ...registers.representations.PublicRevenueSpending,
          compound: { code: COMPOUND },
          journal: 1,
        },
      },
    },
  });
});

afterAll(() => world?.stop());

/** The line that may be a part of a share. */
const SUGGESTED = `{ bankAccount(code: "${OFFICE}") { lines(first: 1, filter: { suggestedBy: "PART_PAYMENT" }) { edges { node {
  id statement { id } break { id } suggestions { journals { item { id } } } } } } } }`;

/** What the office's bank shows: a share that is paid, parts of another, and a payment that nothing explains. */
async function bringStatement(as: ReturnType<typeof personas>) {
  await openBankAccounts(as);
  const pool = `{ agreement(code: "${AGREEMENT}") { allocation(period: "${PERIOD}") { pool } } }`;
  const { agreement } = await world.data('auditor', pool);
  const line = (amount: bigint, memo: string) => ({ on: '2025-02-15', amount, counterparty: '某公司', memo });
  const { csv } = statementCsv(OFFICE, 0n, [
    line(must(parseMoney(agreement.allocation.pool)), `${AGREEMENT} ${PERIOD} 分成款`),
    line(1_00n, `JV-0002 ${PERIOD} 部分`),
    line(6_66n, '往来款'),
    line(5_00n, '少付三角'),
  ]);
  const headers = { authorization: 'Bearer finance-maker', 'content-type': 'text/csv' };
  const address = `${await world.listen()}/api/bank-accounts/${OFFICE}/statements`;
  const sent = await fetch(address, { method: 'POST', headers, body: csv });
  const { id: bankImport } = (await sent.json()) as { id: string };
  await world.settle();
  const input = { bankAccount: OFFICE, clientMutationId: 'rights', suggestions: [{ suggestion: 'unknown/1' }] };
  const confirm =
    'mutation ($input: ConfirmSuggestionsInput!) { confirmSuggestions(input: $input) { ... on MatchBatchBegun { batch { id } } } }';
  const { batch } = (await world.data('finance-maker', confirm, { input })).confirmSuggestions;
  await world.settle();
  const suggested = async () => (await world.data('auditor', SUGGESTED)).bankAccount.lines.edges[0].node;
  const part = await suggested();
  await writeOffBeside(part);
  await matchPartOf(part);
  const found = await suggested();
  const { breaks } = await world.data('finance-maker', '{ breaks(first: 1) { edges { node { id } } } }');
  for (const id of [breaks.edges[0].node.id, found.break.id]) {
    const document = `${await world.listen()}/api/break-files?break=${encodeURIComponent(id)}`;
    expect((await fetch(document, { method: 'POST', headers, body: '凭证号' })).status).toBe(201);
    const said = { break: id, clientMutationId: `rights ${id}`, text: '已电话核实' };
    const comment = 'mutation ($input: CommentOnBreakInput!) { commentOnBreak(input: $input) { __typename } }';
    await world.data('finance-maker', comment, { input: said });
  }
  return { bankImport, batch: batch.id, line: found as { id: string; statement: { id: string } } };
}

interface Suggested {
  readonly id: string;
  readonly suggestions: readonly { readonly journals: readonly { readonly item: { readonly id: string } }[] }[];
}

/** So that one match waits for a second person. */
async function writeOffBeside({ suggestions }: Suggested): Promise<void> {
  const short = `{ bankAccount(code: "${OFFICE}") { lines(first: 1, filter: { text: "少付三角" }) { edges { node { id } } } } }`;
  const [{ node }] = (await world.data('finance-maker', short)).bankAccount.lines.edges;
  const items = [{ item: suggestions[0]?.journals[0]?.item.id, amount: '5.30' }];
  const input = { bankAccount: OFFICE, lines: [{ line: node.id }], items, variance: 'WRITE_OFF' };
  const confirm = `mutation ($input: ConfirmMatchInput!) { confirmMatch(input: $input) {
    ... on MatchConfirmed { match { state } } } }`;
  expect((await world.data('finance-maker', confirm, { input })).confirmMatch).toEqual({
    match: { state: 'PROPOSED' },
  });
}

/** So that of the same line a part is matched and of the rest something is suggested. */
async function matchPartOf(line: Suggested): Promise<void> {
  const item = line.suggestions[0]?.journals[0]?.item.id;
  const amount = '0.40';
  const part = { bankAccount: OFFICE, lines: [{ line: line.id, amount }], items: [{ item, amount }] };
  const confirm = 'mutation ($input: ConfirmMatchInput!) { confirmMatch(input: $input) { __typename } }';
  expect((await world.data('finance-maker', confirm, { input: part })).confirmMatch.__typename).toBe('MatchConfirmed');
  await world.settle();
  const again = 'mutation ($input: MatchBankAccountInput!) { matchBankAccount(input: $input) { __typename } }';
  await world.data('finance-maker', again, { input: { bankAccount: OFFICE } });
  await world.settle();
}

/** The first row of each register in the compound that is seeded, by its key and by the root fields that find one. */
function samplesOfRegisters() {
  const first = registerDemos.flatMap(({ definition, entries }) => {
    const row = entries().find(({ place }) => COMPOUND.startsWith(place) || place.startsWith(COMPOUND));
    return row ? [[definition.type, { [keyOf(definition.type)]: row.id }] as const] : [];
  });
  const representations = Object.fromEntries(first);
  const roots = Object.values(schema.getQueryType()?.getFields() ?? {}).flatMap(({ name, type, args }) => {
    const [entry] = Object.entries(representations[getNamedType(type).name] ?? {});
    return entry && args.length === 1 && args[0]?.name === entry[0]
      ? [[`Query.${name}`, `${entry[0]}: "${entry[1]}"`] as const]
      : [];
  });
  return { representations, arguments: Object.fromEntries(roots) };
}

/**
 * Answered by mutations, or only where something happened that did not: a gap between statements, columns that were saved, a dispute, an entry that came late, an operator's
 * action, a spending that was approved, a person whose details somebody has read with consent, hours of the person who is
 * asked for.
 */
const UNSEEN: readonly string[] = [
  'BalanceAssertion',
  'BalanceAssertionEdge',
  'BankColumn',
  'BankMapping',
  'BankStatementGap',
  'ClientIdentity',
  'EarlierDeclaration',
  'EntryDispute',
  'EntryEvidence',
  'EntryProblem',
  'HourEntryEdge',
  'InclusionProof',
  'NotPublished',
  'PostedLine',
  'PostedRow',
  'ProofStep',
  'PublishedExpenditure',
  'PublishedLate',
  'PublishedUse',
  'Restatement',
  'UploadProblem',
  'WorkflowAction',
  'YearResult',
];
const schema = buildSchema(apiSchemaSdl(readFileSync(supergraphFile, 'utf8')));

function memberNames(type: GraphQLOutputType): string[] {
  const named = getNamedType(type);
  return isUnionType(named) ? named.getTypes().map(({ name }) => name) : [named.name];
}

test('no field answers somebody whom its rules deny', () => {
  expect(report.leaks).toEqual([]);
});

test('each field with a rule is guarded in each subgraph, also where the walk reached no object', () => {
  const rules = accessRules(readFileSync(supergraphFile, 'utf8'));
  const stranger: Actor = { kind: 'PERSON', id: 'stranger', grants: [] };
  const context = createContext({ actor: stranger, language: 'zh', requestId: newId() });
  const guarded: string[] = [];
  const open: string[] = [];
  for (const local of world.embedded.subgraphs.values())
    for (const type of Object.values(local.getTypeMap()).filter(isObjectType))
      for (const field of type.name.startsWith('_') ? [] : Object.values(type.getFields())) {
        if (field.name.startsWith('_') || isAllowed(stranger, rules.of(type.name, field.name))) continue;
        const answers = () => field.resolve?.({}, {}, context, {} as GraphQLResolveInfo);
        (refuses(answers) ? guarded : open).push(`${type.name}.${field.name}`);
      }
  expect(open).toEqual([]);
  expect(guarded).toEqual(
    expect.arrayContaining(['Mutation.approveAllocation', 'Person.contactPhone', 'Query.economyBook']),
  );
});

function refuses(answers: () => unknown): boolean {
  try {
    answers();
  } catch (error) {
    return error instanceof GraphQLError && error.extensions.code === 'FORBIDDEN';
  }
  return false;
}

test('no field is refused to somebody whom its rules allow', () => {
  expect(report.refused).toEqual([]);
});

test('every entity was hopped to, in every subgraph that has it', () => {
  expect(report.unhopped).toEqual([]);
});

test('objects of nearly every type were reached', () => {
  expect(report.asked).toBeGreaterThan(60_000);
  const answers = schema.getMutationType()?.getFields() ?? {};
  const members = new Set(Object.values(answers).flatMap(({ type }) => memberNames(type)));
  expect(report.unseen.filter((type) => !members.has(type))).toEqual(UNSEEN);
});

describe('rows outside the caller’s scope', () => {
  const all = ['JV-0001', 'JV-0002', 'JV-0003', 'JV-0004', 'JV-0005', 'JV-0006'];
  const codes = (list: { edges: { node: { code: string } }[] } | null) =>
    list?.edges.map(({ node }) => node.code) ?? null;

  test.each<[string, readonly string[] | null, number | null]>([
    ['auditor', all, 32],
    ['county-officer', all, 32],
    ['street-officer', all, null],
    ['community-secretary', ['JV-0001'], null],
    ['operator', ['JV-0001'], 1],
    ['other-operator', ['JV-0002'], 1],
    ['owner', null, null],
  ])('%s sees the agreements %j and %j enterprises', async (persona, agreements, enterprises) => {
    const { data } = await world.ask(
      persona,
      '{ agreements { totalCount edges { node { code } } } enterprises { totalCount } }',
    );
    expect([codes(data.agreements), data.agreements?.totalCount ?? null]).toEqual([
      agreements,
      agreements?.length ?? null,
    ]);
    expect(data.enterprises?.totalCount ?? null).toBe(enterprises);
  });

  test.each<[string, string, readonly string[] | null]>([
    ['other-operator', `operator: "${operators[0]?.uscc}"`, null],
    ['other-operator', `operator: "${operators[1]?.uscc}"`, ['JV-0002']],
    ['other-operator', 'state: DRAFT', []],
    ['community-secretary', 'community: "371322001002"', null],
    ['community-secretary', 'county: "371322", state: DRAFT', []],
    ['community-secretary', 'county: "371323"', null],
    ['auditor', 'county: "371323"', null],
    ['auditor', 'state: DRAFT', []],
  ])('%s asks for agreements by {%s}: %j', async (persona, filter, expected) => {
    const { agreements } = await world.data(persona, `{ agreements(filter: {${filter}}) { edges { node { code } } } }`);
    expect(codes(agreements)).toEqual(expected);
  });

  test('an agreement of others is absent, on every way to it', async () => {
    const answer = await world.data(
      'other-operator',
      `{ agreement(code: "${AGREEMENT}") { code } enterprise(uscc: "${operators[0]?.uscc}") { uscc }
         compound(code: "${COMPOUND}") { agreements { totalCount } } }`,
    );
    expect(answer).toEqual({ agreement: null, enterprise: null, compound: { agreements: null } });
  });

  test('whoever signs in nowhere finds nothing personal, and no money that is not published', async () => {
    const { data } = await world.ask(
      null,
      `{ person(id: "person-0001") { name phone } me { person { name } }
         compound(code: "${UNPUBLISHED}") { name publicRevenue { balance available entries { totalCount } } } }`,
    );
    expect(data).toEqual({
      person: null,
      me: null,
      compound: { name: expect.any(String), publicRevenue: { balance: null, available: null, entries: null } },
    });
  });
});
