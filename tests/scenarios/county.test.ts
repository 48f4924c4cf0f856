/**
 * The whole demonstration: each row of the programme has its place in the graph, and the figures are as published, the sum
 * of their parts, and one row less when one is gone.
 */

import { readFileSync } from 'node:fs';
import { apiSchemaSdl } from '@hh/gateway/compose.ts';
import { directoryOf } from '@hh/gateway/directory.ts';
import { parseMoney } from '@hh/kernel/money.ts';
import { must } from '@hh/kernel/refusal.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildSchema, isEnumType, isInterfaceType, isObjectType } from 'graphql';
import { supergraphFile } from '../../infra/compose.ts';
import { openVentures, settleYear } from '../../infra/demo/seed-ventures.ts';
import { platformOf } from '../../infra/embedded.ts';
import { definitions } from '../../infra/services.ts';
import { personas } from '../../infra/world.ts';
import { coverageFile } from '../coverage/coverage.command.ts';
import { coverage, coverageTable } from '../coverage/coverage.ts';
import { published } from '../coverage/published.ts';
import { createWorld, type World } from '../world.ts';

const COUNTY = '371322';
/** Places whose figures are no sum of their parts': shares, ranges, kinds. */
const NOT_ADDITIVE =
  /Bp$|^(?:tiers|mechanisms|initiatives|ladderRungs|targetGroups|measures|projectCategories|ruleListKinds|brands)$/;

interface Figure {
  readonly key: string;
  readonly value: string | null;
  readonly unit: string;
  readonly counted: string;
  readonly rows: {
    readonly edges: readonly { readonly node: { readonly id: string; readonly amount: string } }[];
  } | null;
}

const services = Object.keys(published) as (keyof typeof published)[];
const selection = services
  .map((service) => `${service} { figures { key value unit counted rows(first: 1) { edges { node { id amount } } } } }`)
  .join(' ');

let world: World;
let county: Record<string, { readonly figures: readonly Figure[] }>;
beforeAll(async () => {
  world = await createWorld({ now: '2026-01-05T09:00:00+08:00', registers: COUNTY });
  const as = personas(world.embedded, directoryOf(world.embedded.ask));
  await openVentures(as);
  await settleYear(as, () => {});
  await world.settle();
  county = (await world.data(null, `{ county(code: "${COUNTY}") { ${selection} } }`)).county;
}, 180_000);
afterAll(() => world?.stop(), 120_000);

const figureOf = (figures: readonly Figure[], key: string) =>
  figures.find((figure) => figure.key === key)?.value ?? null;
const exact = (value: string | null) => (value === null ? null : must(parseMoney(value)));

describe.each(services)('the figures of %s', (service) => {
  test('are those that the programme is published with', () => {
    const found = Object.fromEntries(
      Object.keys(published[service]).map((key) => [key, figureOf(county[service]?.figures ?? [], key)]),
    );
    expect(found).toEqual(published[service]);
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
