/** The demonstration is the same for ever: its counts, its people, its year, and a fingerprint of every row. */
import { type Canonical, contentHash } from '@hh/kernel/canonical.ts';
import { parseMoney } from '@hh/kernel/money.ts';
import { periodOf } from '@hh/kernel/period.ts';
import { isRefusal, must } from '@hh/kernel/refusal.ts';
import { parsePerson } from '@hh/organization/person/person.ts';
import { parsePlace } from '@hh/organization/place/place.ts';
import { parseBuilding } from '@hh/property/building/building.ts';
import { parseCompound } from '@hh/property/compound/compound.ts';
import { toTable } from '@hh/testing/table.ts';
import { describe, expect, test } from '@jest/globals';
import { buildingsOf, COUNTY, compounds, places } from './county.ts';
import { accounts, people } from './people.ts';
import { pick, spread } from './random.ts';
import { countOf, ownersOf, personOf, residentsOf } from './residents.ts';
import { CLOSED_PERIODS, entriesOf, OPEN_PERIOD, operators, ventures } from './ventures.ts';

const communities = places.filter(({ kind }) => kind === 'COMMUNITY');
const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);

describe('spreading', () => {
  test.each([
    [27, 4, [7, 7, 7, 6]],
    [58, 27, [...Array(4).fill(3), ...Array(23).fill(2)]],
    [1_635, 58, [...Array(11).fill(29), ...Array(47).fill(28)]],
    [0, 3, [0, 0, 0]],
  ])('%d over %d parts keeps the sum, the greater parts first', (total, parts, expected) => {
    expect(spread(total, parts)).toEqual(expected);
    expect(sum(spread(total, parts))).toBe(total);
  });

  test('what looks random is below its limit and the same each time', () => {
    const drawn = Array.from({ length: 200 }, (_, index) => pick('test', index, 7));
    expect(drawn).toEqual(Array.from({ length: 200 }, (_, index) => pick('test', index, 7)));
    expect([...new Set(drawn)].toSorted()).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });
});

describe('the county', () => {
  test('has one street and 27 communities, each under the code of the place above it', () => {
    expect(places.map(({ kind }) => kind)).toEqual(['COUNTY', 'STREET', ...Array(27).fill('COMMUNITY')]);
    expect(places.slice(0, 2).map(({ code }) => code)).toEqual(['371322', '371322001']);
    expect([communities[0]?.code, communities[26]?.code]).toEqual(['371322001001', '371322001027']);
    expect(communities.every(({ code }) => code.startsWith('371322001'))).toBe(true);
    expect(communities[20]?.name).toBe('第二十一社区');
  });

  test('has 58 compounds, 3 in the first four communities and 2 in the others, numbered below their community', () => {
    expect(compounds).toHaveLength(58);
    const perCommunity = communities.map(({ code }) => compounds.filter((compound) => compound.code.startsWith(code)));
    expect(perCommunity.map((own) => own.length)).toEqual(spread(58, 27));
    for (const [index, own] of perCommunity.entries())
      expect(own.map(({ code }) => code)).toEqual(own.map((_, number) => `${communities[index]?.code}0${number + 1}`));
  });

  test('has 1,635 buildings, 29 in the first eleven compounds and 28 in the others, and 65,400 dwellings', () => {
    const counts = compounds.map((compound) => buildingsOf(compound).length);
    expect(counts).toEqual(spread(1_635, 58));
    expect(sum(counts)).toBe(1_635);
    expect(sum(compounds.map(({ households }) => households))).toBe(65_400);
    const ids = compounds.flatMap((compound) => buildingsOf(compound).map(({ id }) => id));
    expect(new Set(ids).size).toBe(1_635);
  });

  test('has no two places and no two compounds of one name', () => {
    for (const names of [places.map(({ name }) => name), compounds.map(({ name }) => name)])
      expect(new Set(names).size).toBe(names.length);
  });

  test('has dwellings of 70 to 140 square metres on average', () => {
    for (const { households, grossAreaM2x100 } of compounds) {
      expect(grossAreaM2x100).toBeGreaterThanOrEqual(households * 7_000);
      expect(grossAreaM2x100).toBeLessThanOrEqual(households * 14_000);
    }
  });

  test('passes every rule of the registers', () => {
    const buildings = compounds.flatMap((compound) =>
      buildingsOf(compound).map((building) => parseBuilding({ ...building, compound: compound.code })),
    );
    const parsed = [...places.map(parsePlace), ...compounds.map(parseCompound), ...people.map(parsePerson)];
    expect([...parsed, ...buildings].filter(isRefusal)).toEqual([]);
  });
});

describe('the people', () => {
  test('are one for each persona, with these rights at these places', () => {
    const placeOf = new Map(people.map(({ id, place }) => [id, place]));
    const rows = accounts.map(({ persona, person, grants }) => ({
      persona,
      place: placeOf.get(person),
      grants: grants.join(' '),
    }));
    expect(toTable(rows, ['persona', 'place', 'grants'])).toBe(
      `
persona               | place          | grants
resident              | 37132200100101 | RESIDENT@37132200100101
owner                 | 37132200100101 | OWNER@37132200100101
volunteer             | 371322001001   | VOLUNTEER@371322001001
grid-worker           | 371322001001   | GRID_WORKER@371322001001
branch-secretary      | 37132200100101 | BRANCH_SECRETARY@37132200100101
community-secretary   | 371322001001   | COMMUNITY_SECRETARY@371322001001
street-officer        | 371322001      | STREET_OFFICER@371322001
county-officer        | 371322         | COUNTY_OFFICER@371322
property-manager      | 37132200100101 | PROPERTY_MANAGER@37132200100101
committee-director    | 37132200100101 | COMMITTEE_DIRECTOR@37132200100101
company-manager       | 371322001001   | COMPANY_MANAGER@371322001001
operator              | 371322         | PARTNER@91371322MA00001A5Y
other-operator        | 371322         | PARTNER@91371322MA00002BX0
finance-maker         | 371322         | FINANCE_MAKER@371322
finance-checker       | 371322         | FINANCE_CHECKER@371322
auditor               | 371322         | AUDITOR@371322
admin                 | 371322         | ADMIN@371322
other-finance-checker | 371322         | FINANCE_CHECKER@371322`.trim(),
    );
  });

  test('are each somebody else, with a number that belongs to nobody', () => {
    expect(new Set(accounts.map(({ person }) => person)).size).toBe(accounts.length);
    expect(people.map(({ phone }) => phone)).toEqual(people.map((_, index) => String(19_900_000_000 + index)));
    expect(people.every(({ county }) => county === COUNTY)).toBe(true);
  });
});

describe('the residents', () => {
  const residents = residentsOf(COUNTY);

  test('are as many as the programme has, each somebody else with a number of their own', () => {
    const counts = [
      'secretary',
      'grid-worker',
      'social-worker',
      'building-chief',
      'member',
      'owner',
      'company-manager',
    ] as const;
    expect(counts.map(countOf)).toEqual([58, 93, 618, 1_635, 4_312, 65_400, 16]);
    const everybody = [...people, ...residents];
    expect(new Set(everybody.map(({ id }) => id)).size).toBe(everybody.length);
    expect(new Set(everybody.map(({ phone }) => phone)).size).toBe(everybody.length);
    expect(residents.map(parsePerson).filter(isRefusal)).toEqual([]);
  });

  test('have the personas as the first of their kind, at the same place', () => {
    const first = (['secretary', 'grid-worker', 'property-manager', 'company-manager'] as const).map((kind) => [
      kind,
      personOf(kind, 0),
    ]);
    const personas = ['branch-secretary', 'grid-worker', 'property-manager', 'company-manager'];
    const held = personas.map((persona) => accounts.find((account) => account.persona === persona)?.person);
    expect(first.map(([, id]) => id)).toEqual(held);
    expect(personOf('secretary', 1)).toBe('secretary-0002');
    expect(() => personOf('secretary', 58)).toThrow('no secretary 58');
  });

  test('own the dwellings, one or two each', () => {
    expect([0, 1, 2, 3].map(ownersOf)).toEqual([
      ['person-0002', 'co-owner-00001'],
      ['person-0010'],
      ['owner-000003'],
      ['owner-000004', 'co-owner-00002'],
    ]);
    const known = new Set([...people, ...residents].map(({ id }) => id));
    const owners = Array.from({ length: 65_400 }, (_, dwelling) => ownersOf(dwelling)).flat();
    expect(owners.filter((id) => !known.has(id))).toEqual([]);
    expect(new Set(owners).size).toBe(owners.length);
  });

  test('of one compound come with those who work around it', () => {
    const [compound] = compounds as [(typeof compounds)[number]];
    const own = residentsOf(compound.code);
    expect(own.filter(({ place }) => !compound.code.startsWith(place.slice(0, 14)))).toEqual([]);
    expect(own.map(({ id }) => id)).toEqual(expect.arrayContaining(['county-leader-0001', 'building-chief-0001']));
    expect(own.length).toBeLessThan(residents.length / 20);
  });
});

describe('the joint ventures', () => {
  test('are six of state enterprises at 10 %, two of them shared by area among several compounds', () => {
    expect(ventures.map(({ code }) => code)).toEqual([
      'JV-0001',
      'JV-0002',
      'JV-0003',
      'JV-0004',
      'JV-0005',
      'JV-0006',
    ]);
    expect(operators.map(({ kind }) => kind)).toEqual(Array(6).fill('STATE'));
    expect(new Set(ventures.map(({ operator }) => operator)).size).toBe(6);
    for (const { terms } of ventures) expect(terms).toMatchObject([{ from: '2025-01', rateBp: 1_000 }]);
    const shares = ventures.map(({ terms }) => terms[0]?.weights ?? []);
    expect(shares.filter((weights) => weights.length > 1)).toHaveLength(2);
    for (const { compound, weight } of shares.filter((weights) => weights.length > 1).flat()) {
      const area = compounds.find(({ code }) => code === compound)?.grossAreaM2x100 ?? 0;
      expect(weight).toBe(Math.round(area / 100));
    }
  });

  test('are in communities of theirs, and all who share lie there', () => {
    for (const { community, terms } of ventures) {
      expect(communities.map(({ code }) => code)).toContain(community);
      for (const { compound } of terms.flatMap(({ weights }) => weights)) {
        expect(compounds.map(({ code }) => code)).toContain(compound);
        expect(compound.startsWith(community)).toBe(true);
      }
    }
  });
});

describe('the year of the ventures', () => {
  const months = [...CLOSED_PERIODS, OPEN_PERIOD];
  const year = ventures.map((_, venture) => months.map((month) => ({ month, entries: entriesOf(venture, month) })));
  const profitOf = (entries: ReturnType<typeof entriesOf>) =>
    entries.reduce((profit, { kind, amount }) => {
      const fen = must(parseMoney(amount));
      return kind === 'REVENUE' ? profit + fen : profit - fen;
    }, 0n);

  test('has eleven closed months and December open', () => {
    expect([CLOSED_PERIODS[0], CLOSED_PERIODS.at(-1), CLOSED_PERIODS.length, OPEN_PERIOD]).toEqual([
      '2025-01',
      '2025-11',
      11,
      '2025-12',
    ]);
  });

  test.each(ventures.map(({ code }, index) => [code, index] as const))(
    '%s loses in exactly one closed month',
    (_, index) => {
      const losses = year[index]?.filter(({ entries }) => profitOf(entries) < 0n).map(({ month }) => month) ?? [];
      expect(losses).toHaveLength(1);
      expect(CLOSED_PERIODS).toContain(losses[0]);
      // The first month gains, so that the high-water mark is above zero before the loss.
      expect(losses[0]).not.toBe(CLOSED_PERIODS[0]);
    },
  );

  test('has entries that are above zero, of their month, and each under a reference of its own', () => {
    for (const venture of year) {
      const all = venture.flatMap(({ month, entries }) => entries.map((entry) => ({ month, ...entry })));
      expect(new Set(all.map(({ externalRef }) => externalRef)).size).toBe(all.length);
      expect(all.filter(({ amount }) => must(parseMoney(amount)) <= 0n)).toEqual([]);
      expect(all.filter(({ month, occurredOn }) => periodOf(occurredOn as never) !== month)).toEqual([]);
    }
  });

  test('has no cost above 50,000.00, which would need evidence', () => {
    const costs = year.flat().flatMap(({ entries }) => entries.filter(({ kind }) => kind === 'COST'));
    expect(costs.filter(({ amount }) => must(parseMoney(amount)) > 5_000_000n)).toEqual([]);
    expect(costs.length).toBeGreaterThan(0);
  });

  test('has the same rows at every start, to the last fen', () => {
    const everything = {
      places,
      compounds,
      buildings: compounds.map(buildingsOf),
      people,
      accounts,
      operators,
      ventures,
      year,
    };
    const asText = (_: string, value: unknown) =>
      Number.isInteger(value) ? value : typeof value === 'number' ? `${value}` : value;
    const rows: Canonical = JSON.parse(JSON.stringify(everything, asText));
    expect(contentHash(rows)).toBe('d53e9289cb3d92cc5782a2265deadd9fb348c5419144c5edb6644070103b7e30');
  });
});
