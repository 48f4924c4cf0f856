/**
 * The whole demonstration: each row of the programme has its place in the graph, and the figures are as published, the sum
 * of their parts, and one row less when one is gone.
 */

import { readFileSync } from 'node:fs';
import { apiSchemaSdl } from '@hh/gateway/compose.ts';
import { parseMoney } from '@hh/kernel/money.ts';
import { must } from '@hh/kernel/refusal.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildSchema, isEnumType, isInterfaceType, isObjectType } from 'graphql';
import { type AskedCommand, commandsOf, watchedCommands } from '../../infra/asked-commands.ts';
import { supergraphFile } from '../../infra/compose.ts';
import { openVentures, settleYear } from '../../infra/demo/seed-ventures.ts';
import { ventures } from '../../infra/demo/ventures.ts';
import { platformOf } from '../../infra/embedded.ts';
import { definitions } from '../../infra/services.ts';
import { personas } from '../../infra/world.ts';
import { coverageFile } from '../coverage/coverage.command.ts';
import { coverage, coverageTable } from '../coverage/coverage.ts';
import { published } from '../coverage/published.ts';
import { collectionScans } from '../plans.ts';
import { lostReferences } from '../references.ts';
import { createWorld, type World } from '../world.ts';

const COUNTY = '371322';
/** Places whose figures are no sum of their parts': shares, ranges, kinds. */
const NOT_ADDITIVE =
  /Bp$|^(?:tiers|mechanisms|initiatives|ladderRungs|targetGroups|measures|projectCategories|ruleListKinds|brands)$/;

/** What is no number of rows but of the different things that they name. */
const KINDS = ['targetGroups', 'ruleListKinds', 'partnerEnterprises', 'countyLeads'];

interface Figure {
  readonly key: string;
  readonly value: string | null;
  readonly name: string;
  readonly zh: string | null;
  readonly en: string | null;
  readonly published: {
    readonly value: string;
    readonly comparator: 'EXACT' | 'MORE_THAN';
    readonly text: string;
  } | null;
  readonly unit: string;
  readonly counted: string;
  readonly rows: {
    readonly edges: readonly {
      readonly node: { readonly id: string; readonly title: string | null; readonly amount: string };
    }[];
  } | null;
}

const services = Object.keys(published) as (keyof typeof published)[];
const selection = services
  .map(
    (service) =>
      `${service} { figures { key value name zh: about(language: ZH) en: about(language: EN) published { value comparator text } unit counted rows(first: 1) { edges { node { id title amount } } } } }`,
  )
  .join(' ');

let world: World;
let commands: ReturnType<typeof commandsOf>;
let county: Record<string, { readonly figures: readonly Figure[] }>;
beforeAll(async () => {
  world = await createWorld({ now: '2026-01-05T09:00:00+08:00', registers: COUNTY, telemetry: watchedCommands() });
  commands = commandsOf(world.embedded);
  const as = personas(world.embedded);
  await openVentures(as);
  await settleYear(as, () => {});
  await world.settle();
  county = (await world.data(null, `{ county(code: "${COUNTY}") { ${selection} } }`)).county;
});
afterAll(() => world?.stop());

const figureOf = (figures: readonly Figure[], key: string) =>
  figures.find((figure) => figure.key === key)?.value ?? null;
const byValue = (a: bigint, b: bigint) => (a < b ? -1 : a > b ? 1 : 0);

/** What all rows of a figure say, page by page. */
async function amountsOf(service: string, key: string): Promise<readonly string[]> {
  const amounts: string[] = [];
  for (let after: string | null = null; ; ) {
    const page: string = `rows(first: 200, after: ${JSON.stringify(after)}) { pageInfo { hasNextPage endCursor } edges { node { amount } } }`;
    const ask = `{ county(code: "${COUNTY}") { ${service} { figures(keys: ["${key}"]) { ${page} } } } }`;
    const { pageInfo, edges } = (await world.data(null, ask)).county[service].figures[0].rows;
    amounts.push(...edges.map(({ node }: { node: { amount: string } }) => node.amount));
    if (!pageInfo.hasNextPage) return amounts;
    after = pageInfo.endCursor;
  }
}

const exact = (value: string | null) => (value === null ? null : must(parseMoney(value)));

describe.each(services)('the figures of %s', (service) => {
  test('are those that the programme is published with', () => {
    const found = Object.fromEntries(
      Object.keys(published[service]).map((key) => [key, figureOf(county[service]?.figures ?? [], key)]),
    );
    expect(found).toEqual(published[service]);
  });

  test('have a name, and stand by what the programme prints: just so many, or somewhat more', () => {
    const figures = county[service]?.figures ?? [];
    expect(figures.filter(({ name }) => !/\p{Script=Han}/u.test(name))).toEqual([]);
    for (const { key, value, published } of figures) {
      if (!published) continue;
      const [counted, printed] = [exact(value) ?? 0n, exact(published.value) ?? 0n];
      const holds =
        published.comparator === 'EXACT'
          ? counted === printed
          : counted > printed && (counted - printed) * 5n < printed;
      expect([key, value, published.text, holds]).toEqual([key, value, published.text, true]);
    }
  });

  test('open to rows that are called what everybody calls them, where there is such a name', () => {
    const rows = (county[service]?.figures ?? []).flatMap(({ rows }) => rows?.edges ?? []);
    expect(rows.filter(({ node }) => node.title === '')).toEqual([]);
    expect(rows.filter(({ node }) => node.title !== null).length).toBeGreaterThan(0);
  });

  test('say what they are and where that comes from in both languages, where they have no rows to say it', () => {
    const said = (county[service]?.figures ?? []).filter(({ rows, zh }) => rows === null || zh !== null);
    expect(said.filter(({ zh }) => !/\p{Script=Han}/u.test(zh ?? ''))).toEqual([]);
    expect(said.filter(({ en }) => !en || /\p{Script=Han}/u.test(en))).toEqual([]);
  });

  test('are explained by all of their rows, in their unit: their sum, the least, the greatest, or how many kinds they are of', async () => {
    for (const { key, value, rows } of county[service]?.figures ?? []) {
      if (!rows) continue;
      const amounts = (await amountsOf(service, key)).map((amount) => exact(amount) as bigint).toSorted(byValue);
      const kinds = amounts.every((amount) => amount === exact('1')) && amounts.length >= Number(value) ? value : null;
      const meant: Readonly<Record<string, bigint | null | undefined>> = {
        discountMinPayBp: amounts[0],
        discountMaxPayBp: amounts.at(-1),
        ...Object.fromEntries(KINDS.map((name) => [name, exact(kinds)])),
      };
      const explained = key in meant ? meant[key] : amounts.reduce((sum, amount) => sum + amount, 0n);
      expect([key, explained]).toEqual([key, exact(value)]);
    }
  });

  test('are the sum of those of all communities, and of all compounds where compounds have them', async () => {
    const parts = `communities { ${service} { figures { key value } } compounds { ${service} { figures { key value } } } }`;
    const { communities } = (await world.data(null, `{ county(code: "${COUNTY}") { ${parts} } }`)).county;
    const compounds = communities.flatMap((community: { compounds: readonly object[] }) => community.compounds);
    for (const { key, value } of county[service]?.figures ?? []) {
      if (NOT_ADDITIVE.test(key)) continue;
      for (const places of [communities, compounds]) {
        const values = places.map((place: Record<string, { figures: Figure[] }>) =>
          exact(figureOf(place[service]?.figures ?? [], key)),
        );
        if (values.every((each: bigint | null) => each === null)) continue;
        const sum = values.reduce((total: bigint, each: bigint | null) => total + (each ?? 0n), 0n);
        expect([key, sum]).toEqual([key, exact(value)]);
      }
    }
  });

  test('are less by one row when that row is gone', async () => {
    const { connection } = platformOf(world.embedded, service);
    const registers = definitions.find(({ name }) => name === service)?.registers ?? [];
    for (const { key, value, counted, rows } of county[service]?.figures ?? []) {
      const [row] = rows?.edges ?? [];
      const collection = registers.find(({ type }) => type === counted)?.collection;
      if (!row || !collection || NOT_ADDITIVE.test(key)) continue;
      const stored = await connection.collection<{ _id: string }>(collection).findOneAndDelete({ _id: row.node.id });
      const ask = `{ county(code: "${COUNTY}") { ${service} { figures { key value } } } }`;
      const after = (await world.data(null, ask)).county[service].figures;
      if (stored) await connection.collection<{ _id: string }>(collection).insertOne(stored);
      const difference = (exact(value) ?? 0n) - (exact(figureOf(after, key)) ?? 0n);
      expect([key, difference]).toEqual([key, exact(row.node.amount)]);
    }
  });
});

test('the lists and the initiatives of a figure are told apart: by what they are called, and what they say', async () => {
  const rows = 'rows(first: 3) { edges { node { title en: title(language: EN) about } } }';
  const asked = `organization { figures(keys: ["initiatives"]) { ${rows} } } economy { figures(keys: ["ruleListKinds"]) { ${rows} } }`;
  const { organization, economy } = (await world.data(null, `{ county(code: "${COUNTY}") { ${asked} } }`)).county;
  const told = [organization, economy].flatMap(({ figures }) => figures[0].rows.edges);
  expect(told.map(({ node }: { node: object }) => node)).toMatchObject([
    { title: '街道赋权扩能行动', en: '街道赋权扩能行动', about: expect.stringContaining('街道吹哨') },
    { title: '社区治理创新行动', about: expect.stringContaining('联席会议') },
    { title: '小区优化提升行动', about: expect.stringContaining('支部建在小区') },
    { title: '收入分配清单', en: 'List of distribution', about: expect.stringContaining('60%') },
    { title: '收费标准清单', en: 'List of fees', about: expect.stringContaining('收费') },
    { title: '使用原则清单', en: 'List of use', about: expect.stringContaining('公示') },
  ]);
});

test('the trend of a figure is what it was at the end of each month, and more months than two years are not told', async () => {
  const days = ['2025-10-31', '2025-11-30', '2025-12-31'];
  const keys = ['visitIssuesResolved', 'branches', 'premisesRecovered', 'unheard-of'];
  const figures = `figures(keys: ${JSON.stringify(keys)})`;
  const asked = days.map((day, at) => `d${at}: organization(asOf: "${day}") { ${figures} { value } }`);
  const ask = (months: number) =>
    `{ county { organization { ${figures} { key trend(months: ${months}) { on value } } } ${asked.join(' ')} } }`;
  const { county } = await world.data(null, ask(3));
  expect(county.organization.figures.map(({ key }: { key: string }) => key).toSorted()).toEqual(
    keys.slice(0, 2).toSorted(),
  );
  for (const [index, { trend }] of county.organization.figures.entries())
    expect(trend).toEqual(days.map((on, at) => ({ on, value: county[`d${at}`].figures[index].value })));
  expect((await world.ask(null, ask(25))).errors?.map(({ extensions }) => extensions?.code)).toContain(
    'BAD_USER_INPUT',
  );
});

test('property knows the secretaries of branches as organization has them', async () => {
  const secretaries = { role: 'SECRETARY', rung: 2, state: { $in: ['IN_FORCE', 'ENDED'] } };
  const fields = { place: 1, person: 1, since: 1, until: 1, version: 1, county: 1 } as const;
  const rowsOf = async (service: 'organization' | 'property', collection: string, filter: object) =>
    await platformOf(world.embedded, service)
      .connection.collection<{ _id: string }>(collection)
      .find(filter, { projection: fields, sort: { _id: 1 } })
      .toArray();
  const appointed = await rowsOf('organization', 'appointments', secretaries);
  expect(appointed.length).toBe(70);
  expect(await rowsOf('property', 'secretaries', {})).toEqual(appointed);
});

test('what rows refer to is there, in whichever service', async () => {
  expect(await lostReferences(world.embedded)).toEqual({ keys: expect.any(Number), lost: [] });
});

describe('the rows of the programme', () => {
  const schema = buildSchema(apiSchemaSdl(readFileSync(supergraphFile, 'utf8')));

  test('are all there', () => {
    const all = Array.from({ length: 97 }, (_, index) => `S${String(index + 1).padStart(2, '0')}`);
    expect(all.filter((id) => !(id in coverage))).toEqual([]);
  });

  test.each(Object.entries(coverage))('%s %# is in the graph', async (_, { at, as = null, ask, holds }) => {
    expect(at.filter((coordinate) => !isCoordinate(coordinate))).toEqual([]);
    expect(holds(await world.data(as, ask))).toBe(true);
  });

  test('are listed in docs/coverage.md (npm run coverage)', () => {
    expect(readFileSync(coverageFile, 'utf8')).toBe(coverageTable());
  });

  function isCoordinate(coordinate: string): boolean {
    const [name, member] = coordinate.split('.') as [string, string | undefined];
    const type = schema.getType(name);
    if (member === undefined || !type) return type !== undefined;
    if (isEnumType(type)) return type.getValue(member) !== undefined;
    return (isObjectType(type) || isInterfaceType(type)) && member in type.getFields();
  }
});

describe('docs/graph.md', () => {
  const text = readFileSync(new URL('../../docs/graph.md', import.meta.url), 'utf8');
  const blocks = [...text.matchAll(/```graphql (\S+)\n([\s\S]*?)```/g)].map(([, who, query]) => [who, query] as const);

  test('has twelve queries', () => {
    expect(blocks).toHaveLength(12);
  });

  test.each(blocks)('is right about what %s asks: %s', async (who, query) => {
    const data = await world.data(who === 'nobody' ? null : (who as string), query as string);
    expect(Object.values(data).every((value) => value !== null)).toBe(true);
    expect(emptyLists(data)).toEqual([]);
  });

  /** A page that shows nothing teaches nothing. */
  function emptyLists(value: unknown, path = ''): string[] {
    if (Array.isArray(value))
      return value.length === 0 && path.endsWith('edges') ? [path] : value.flatMap((each) => emptyLists(each, path));
    if (typeof value !== 'object' || value === null) return [];
    return Object.entries(value).flatMap(([name, each]) => emptyLists(each, `${path}.${name}`));
  }
});

describe('the operations that front ends rely on', () => {
  const DECLARE =
    'mutation ($input: DeclareShareInput!) { declareShare(input: $input) { ... on ShareDeclared { declaration { amount } } ... on Refused { code message } } }';
  const textOf = (name: string) =>
    name === 'declare'
      ? DECLARE
      : readFileSync(new URL(`../../gateway/query-plans/${name}.graphql`, import.meta.url), 'utf8');
  const period = '2025-12';
  const input = (more: object) => ({ input: more });
  const venture = {
    ...{ code: 'JV-0007', name: '便民洗衣', business: 'HOUSEKEEPING', usesCommonParts: false },
    ...{ operator: ventures[0]?.operator, community: '371322001002' },
    terms: [{ from: '2026-01', rateBp: 1_000, weights: [{ compound: '37132200100201', weight: 1 }] }],
  };
  const simulated = {
    terms: [{ from: period, rateBp: 1_000, weights: [{ beneficiary: 'A', weight: 1 }] }],
    periods: [{ period, profit: '100.00' }],
  };
  /** Known by the closing of its period, which is asked for before. */
  const allocation = async () => {
    const asked = `{ agreement(code: "JV-0001") { allocation(period: "${period}") { id } } }`;
    return input({ allocation: (await world.data('auditor', asked)).agreement.allocation.id });
  };
  /** In the order in which they are asked: what is closed is approved afterwards. */
  const asked: readonly (readonly [
    name: string,
    as: string | null,
    variables: object | (() => Promise<object>),
    operationName?: string,
  ])[] = [
    ['home', 'county-officer', { community: '371322001001' }],
    ['home', 'community-secretary', { community: '371322001001' }],
    ['figures', null, { county: COUNTY }],
    ['figures', null, { county: COUNTY, asOf: '2025-06-30' }],
    ['figures-by-community', null, { county: COUNTY }],
    ['county', 'auditor', { county: COUNTY }],
    ['allocation', 'auditor', { agreement: 'JV-0001', period: '2025-06' }],
    ['books', 'auditor', { period: '2025-06' }, 'TrialBalance'],
    ['books', 'auditor', { seq: 40 }, 'Journal'],
    ['books', 'auditor', { account: '1002', on: '2025-06-30' }, 'BalanceAsOf'],
    ['compound-public-revenue', null, { code: '37132200100101', asOf: '2025-06-30' }],
    ['compound-public-revenue', 'owner', { code: '37132200100101', asOf: '2025-06-30' }],
    ['workflow', 'admin', { first: 20 }],
    [
      'post-entries',
      'operator',
      input({
        agreement: 'JV-0001',
        entries: [{ externalRef: 'plan-1', kind: 'REVENUE', amount: '10.00', occurredOn: '2025-12-30' }],
      }),
    ],
    ['close-and-approve', 'finance-maker', input({ agreement: 'JV-0001', period }), 'ClosePeriod'],
    ['declare', 'operator', input({ agreement: 'JV-0001', period, amount: '0.00' })],
    ['close-and-approve', 'finance-checker', allocation, 'ApproveAllocation'],
    ['create-agreement', 'finance-maker', input(venture), 'CreateAgreement'],
    ['create-agreement', 'finance-checker', input({ agreement: venture.code }), 'ActivateAgreement'],
    ['simulate-allocation', 'finance-maker', input(simulated)],
  ];

  const commandsBy = async (...[name, as, given, operationName]: (typeof asked)[number]) => {
    const variables = typeof given === 'function' ? await given() : { ...given };
    return await commands(async () => {
      const answer = await world.data(as, textOf(name), { ...variables }, operationName ? { operationName } : {});
      const refused = Object.values(answer).flatMap((each) => (each as { message?: string } | null)?.message ?? []);
      if (refused.length > 0) throw new Error(`${name} ${operationName ?? ''}: ${refused.join(' ')}`);
    });
  };

  test.each(asked)('%s as %s %j reads no whole collection', async (...operation) => {
    const found = await commandsBy(...operation);
    expect(found.length).toBeGreaterThan(0);
    expect(await collectionScans(world.embedded, found)).toEqual([]);
  });

  test('a whole collection that is read is seen, also inside of another one', async () => {
    const of = (command: object): AskedCommand => ({
      ...{ service: 'property', name: 'aggregate', collection: null, command: command as AskedCommand['command'] },
    });
    const cursor = {};
    const match = { $match: { title: 'x' } };
    const found = await collectionScans(world.embedded, [
      { ...of({ find: 'findings', filter: { title: 'x' } }), name: 'find', collection: 'findings' },
      of({
        aggregate: 1,
        pipeline: [{ $documents: [] }, { $unionWith: { coll: 'findings', pipeline: [match] } }],
        cursor,
      }),
      of({
        aggregate: 1,
        pipeline: [
          { $documents: [{ a: 1 }] },
          { $lookup: { from: 'findings', localField: 'a', foreignField: 'title', pipeline: [match], as: 'b' } },
        ],
        cursor,
      }),
    ]);
    expect(found.map((each) => each.split(':')[0])).toEqual(Array(3).fill('property findings'));
  });

  /** What an aggregation looks in that begins with keys: where it is one collection, it is asked about that. */
  const lookedIn = (command: AskedCommand['command']) => {
    type Stage = { readonly $lookup?: { readonly from: string }; readonly $unionWith?: { readonly coll: string } };
    const stages = (command.pipeline ?? []) as readonly Stage[];
    const names = new Set(stages.flatMap(({ $lookup, $unionWith }) => $lookup?.from ?? $unionWith?.coll ?? []));
    return names.size === 1 ? [...names][0] : 'of several';
  };

  /** How often each collection of each service is asked; who asks is looked up before. */
  const timesOf = async (...operation: (typeof asked)[number]) => {
    const found = await commandsBy(...operation);
    const names = found
      .filter(({ collection }) => collection !== 'demo_accounts' && collection !== 'account_grants')
      .map(({ service, collection, command }) => `${service}: ${collection ?? lookedIn(command)}`);
    return Object.fromEntries(
      [...Map.groupBy(names.sort(), (name) => name)].map(([name, { length }]) => [name, length]),
    );
  };

  test('home asks each service at most once for each type, whatever the number of compounds', async () => {
    const most: Record<string, number> = {};
    const { communities } = (await world.data(null, `{ county(code: "${COUNTY}") { communities { code } } }`)).county;
    for (const { code } of communities) {
      const times = await timesOf('home', 'county-officer', { community: code });
      for (const [name, count] of Object.entries(times)) most[name] = Math.max(count, most[name] ?? 0);
    }
    // The appointments bring the secretaries with them (decision 41): the other persons are asked for once.
    const types = {
      economy: ['companies', 'ledger_accounts', 'ledger_journals', 'revenue_points'],
      organization: [
        ...['appointments', 'branches', 'flag_awards', 'general_branches', 'persons', 'places', 'service_requests'],
      ],
      property: ['compounds', 'ledger_accounts', 'owners_committees', 'property_companies', 'service_contracts'],
      volunteers: ['volunteer_members', 'volunteer_teams', 'volunteer_zones', 'wishes', 'zone_communities'],
    };
    const once = Object.entries(types).flatMap(([service, names]) => names.map((name) => [`${service}: ${name}`, 1]));
    expect(most).toEqual(Object.fromEntries(once));
  });

  test('figures ask each service once, and beside it for what is no count', async () => {
    // A year's revenue at its end leaves out the journals that carried the year forward (decision 46).
    expect(await timesOf('figures', null, { county: COUNTY })).toEqual({
      'economy: of several': 1,
      'economy: agreements': 1,
      'economy: ledger_accounts': 1,
      'economy: ledger_journals': 1,
      'organization: of several': 1,
      'organization: service_stations': 1,
      'organization: branches': 1,
      'organization: general_branches': 1,
      'organization: groups': 1,
      'organization: hub_households': 1,
      'organization: places': 1,
      'property: of several': 1,
      'volunteers: of several': 1,
      'volunteers: compound_positions': 1,
      'volunteers: volunteer_stations': 1,
    });
  });

  test('figures of all communities are asked no more often than those of the county', async () => {
    // Whether there is such a county, and then what lies in it.
    expect(await timesOf('figures-by-community', null, { county: COUNTY })).toEqual({
      'economy: of several': 1,
      'economy: ledger_accounts': 1,
      'economy: ledger_journals': 1,
      'organization: of several': 1,
      'organization: places': 2,
      'property: of several': 1,
      'volunteers: of several': 1,
    });
  });
});
