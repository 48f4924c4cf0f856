/** Further streets are the first again: nothing is twice that may be once, nothing refers to the first street's rows. */
import { isRefusal } from '@hh/kernel/refusal.ts';
import { parseShape } from '@hh/kernel/shape.ts';
import { statesOf } from '@hh/service/register/register.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createWorld, type World } from '../../tests/world.ts';
import { platformOf } from '../embedded.ts';
import { COUNTY, compounds, places, STREET } from './county.ts';
import { dyingAfter, Killed } from './killed.ts';
import { residentsOf } from './residents.ts';
import { seedAllRegisters } from './seed.ts';
import { type DemoEntry, registerDemos } from './seed-registers.ts';
import { streetsOf } from './streets.ts';

const COMPOUND = '37132200100101';
const [first, second] = streetsOf(2, registerDemos);
if (!first || !second) throw new Error('two streets');

test('one street is the demonstration itself', () => {
  const rows = registerDemos[0]?.entries() ?? [];
  expect(streetsOf(1, registerDemos).map(({ rewrite }) => rewrite(rows))).toEqual([rows]);
  expect(first.rewrite(rows)).toBe(rows);
});

test('twenty streets have 540 communities and 1,160 compounds, each under a code of its own and as long as it has to be', () => {
  const streets = streetsOf(20, []);
  const codesOf = (of: readonly { readonly code: string }[]) =>
    streets.flatMap(({ rewrite }) => of.map(({ code }) => rewrite(code)));
  const communities = codesOf(places.filter(({ kind }) => kind === 'COMMUNITY'));
  const all = [...communities, ...codesOf(compounds)];
  expect([communities.length, new Set(all).size]).toEqual([540, 540 + 1_160]);
  expect(all.filter((code) => !/^3713220(?:0[1-9]|1\d|20)(?:\d{3}|\d{5})$/.test(code))).toEqual([]);
});

test('everybody has a number of their own', () => {
  const people = residentsOf(COUNTY);
  const phones = new Set([...people, ...second.rewrite(people)].map(({ phone }) => phone));
  expect(phones.size).toBe(2 * people.length);
});

describe.each(registerDemos.map((demo) => [demo.definition.type, demo] as const))(
  '%s',
  (_, { definition, entries }) => {
    const rows = entries(true);
    const own = rows.filter(({ place }) => place !== COUNTY);
    let again: readonly DemoEntry[] = [];
    beforeAll(() => {
      again = second.rewrite(own);
    });

    test('has values that its shape takes', () => {
      const refused = again.flatMap(({ id, input }) => {
        const parsed = parseShape(definition.fields, input);
        return isRefusal(parsed) ? [`${id} ${parsed.code} ${parsed.field}`] : [];
      });
      expect(refused.slice(0, 3)).toEqual([]);
    });

    test('has nothing twice, and nothing of the first street', () => {
      const all = [...rows, ...again];
      expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
      for (const { name, fields, where = {} } of definition.unique ?? []) {
        const isAmong = ({ input, past }: DemoEntry) => {
          const row: Record<string, unknown> = { state: statesOf(definition)[0], ...input, ...past };
          return Object.entries(where).every(([field, value]) => (row[field] ?? null) === value);
        };
        const keysOf = (of: typeof rows) =>
          new Set(
            of
              .filter(isAmong)
              .map(({ input, past }) => JSON.stringify(fields.map((field) => ({ ...input, ...past })[field]))),
          );
        const [county, street] = [keysOf(rows.filter(({ place }) => place === COUNTY)), keysOf(own)];
        expect([name, keysOf(all).size]).toEqual([name, county.size + 2 * street.size]);
      }
      const text = JSON.stringify(again, (__, each) => (typeof each === 'bigint' ? `${each}` : each));
      expect(text).not.toContain(STREET);
    });
  },
);

describe('two streets in the graph', () => {
  let world: World;
  let lives = 0;
  beforeAll(async () => {
    world = await createWorld({ now: '2026-01-05T09:00:00+08:00', scale: 2 });
    const seeding = { progress: () => {}, within: COMPOUND, streets: [first, second] };
    for (const writes of [1, 2, 30, 60]) {
      const dying = dyingAfter(writes);
      const seed = seedAllRegisters({ ...seeding, platformOf: (name) => dying(platformOf(world.embedded, name)) });
      await expect(seed).rejects.toThrow(Killed);
      lives += 1;
    }
    await seedAllRegisters({ ...seeding, platformOf: (name) => platformOf(world.embedded, name) });
    await world.settle();
  });
  afterAll(() => world?.stop());

  test('have every row of every register once, though whoever seeded them was killed again and again', async () => {
    expect(lives).toBe(4);
    for (const { service, definition, entries } of registerDemos) {
      const rows = entries().filter(({ place }) => place.startsWith(COMPOUND) || COMPOUND.startsWith(place));
      const again = second.rewrite(rows.filter(({ place }) => place !== COUNTY));
      const stored = platformOf(world.embedded, service).connection.collection<{ _id: string }>(definition.collection);
      const ids = (await stored.distinct('_id')).toSorted();
      expect([definition.type, ids]).toEqual([definition.type, [...rows, ...again].map(({ id }) => id).toSorted()]);
    }
  });

  test('have the same figures, one beside the other', async () => {
    const figures = ['organization', 'volunteers', 'property', 'economy']
      .map((service) => `${service} { figures { key value } }`)
      .join(' ');
    const { a, b } = await world.data(
      null,
      `{ a: street(code: "${STREET}") { ${figures} } b: street(code: "${second.code}") { ${figures} } }`,
    );
    expect(b).toEqual(a);
    const counted = Object.values(a as Record<string, { figures: { value: string | null }[] }>)
      .flatMap(({ figures: all }) => all)
      .filter(({ value }) => value !== null && value !== '0');
    expect(counted.length).toBeGreaterThan(30);
  });
});
