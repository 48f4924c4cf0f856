/** Every row of the demonstration's registers could have been entered and moved by people: the rules of its register hold. */
import { isRefusal } from '@hh/kernel/refusal.ts';
import { parseShape, type Shape } from '@hh/kernel/shape.ts';
import { sourceTypes } from '@hh/organization/request/request.ts';
import { statesOf } from '@hh/service/register/register.ts';
import { describe, expect, test } from '@jest/globals';
import { definitions } from '../services.ts';
import { COUNTY, compounds, places } from './county.ts';
import { pointRows } from './economy/companies.ts';
import { accounts, people } from './people.ts';
import { residentsOf } from './residents.ts';
import { registerDemos } from './seed-registers.ts';

const known = new Set([...places.map(({ code }) => code), ...compounds.map(({ code }) => code)]);
const everybody = new Set([...people, ...residentsOf(COUNTY)].map(({ id }) => id));

describe.each(registerDemos.map((demo) => [demo.definition.type, demo] as const))('%s', (_, demo) => {
  const { definition } = demo;
  const entries = demo.entries();

  test('has rows, each under an id of its own, at a place of the county', () => {
    expect(entries.length).toBeGreaterThan(0);
    expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length);
    expect(entries.filter(({ place }) => !known.has(place)).slice(0, 3)).toEqual([]);
  });

  test('has values that its shape takes', () => {
    const refused = entries.flatMap(({ id, input }) => {
      const parsed = parseShape(definition.fields, input);
      return isRefusal(parsed) ? [`${id} ${parsed.code} ${parsed.field}`] : [];
    });
    expect(refused.slice(0, 3)).toEqual([]);
  });

  test('names people of the demonstration', () => {
    const fields = Object.entries({ ...definition.fields, ...definition.extra } as Shape)
      .filter(([, { of }]) => of === 'Person')
      .map(([name]) => name);
    const strangers = entries.flatMap(({ id, input, past }) => {
      const named = fields.flatMap((field) => ({ ...input, ...past })[field] ?? []).map(String);
      return named.filter((person) => !everybody.has(person)).map((person) => `${id} ${person}`);
    });
    expect(strangers.slice(0, 3)).toEqual([]);
  });

  test('has been through states that it has, and through nothing that no rule would have written', () => {
    const states = statesOf(definition);
    const written = new Set([
      'state',
      'createdAt',
      'createdBy',
      ...Object.keys({ ...definition.extra, ...definition.fields }),
    ]);
    const strange = entries.flatMap(({ id, past = {} }) => [
      ...Object.keys(past).flatMap((field) => (written.has(field) ? [] : [`${id} ${field}`])),
      ...(past.state === undefined || states.includes(String(past.state)) ? [] : [`${id} ${past.state}`]),
    ]);
    expect(strange.slice(0, 3)).toEqual([]);
  });
});

test('a field that dates a figure says by its name whether it holds an instant or a day', () => {
  const named = registerDemos.flatMap(({ definition: { type, fields, extra } }) =>
    Object.entries({ ...fields, ...extra } as Shape).flatMap(([field, { bson }]) =>
      (bson.bsonType === 'date') === field.endsWith('At') ? [] : [`${type}.${field}`],
    ),
  );
  // Terms of a request and how long it waits: no figure is dated by them.
  const terms = ['acceptBy', 'waitingSince', 'waitingUntil', 'reopenBy'];
  expect([...new Set(named)]).toEqual(terms.map((field) => `ServiceRequest.${field}`));
});

/** What the people of the demonstration do in the graph, one after another: it follows from what they did before. */
const BY_PEOPLE = ['Publication'];

test('every register has a demonstration', () => {
  const shown = new Set(registerDemos.map(({ definition }) => definition.type));
  const all = definitions.flatMap(({ registers = [] }) => registers.map(({ type }) => type));
  expect(all.filter((type) => !shown.has(type))).toEqual(BY_PEOPLE);
});

test('every grid worker has a grid of the same community, and every compound lies in one', () => {
  const of = (type: string) => registerDemos.find(({ definition }) => definition.type === type)?.entries() ?? [];
  const grids = of('Grid').map(({ input }) => input);
  const workers = of('Post').filter(({ input }) => input.kind === 'GRID_WORKER');
  expect(grids.map(({ worker, community }) => [worker, community])).toEqual(
    workers.map(({ id, place }) => [id, place]),
  );
  expect(grids.flatMap((grid) => grid.compounds).toSorted()).toEqual(compounds.map(({ code }) => code));
});

/** Where the registers name who has a persona's post at its place; of the last ones there is nobody beside them. */
const posts: Readonly<
  Record<string, readonly [type: string, field: string, where?: Readonly<Record<string, unknown>>]>
> = {
  resident: ['ServiceRequest', 'reporter'],
  owner: ['Ownership', 'owners'],
  volunteer: ['VolunteerMember', 'person'],
  'grid-worker': ['Post', 'person', { kind: 'GRID_WORKER' }],
  'property-manager': ['PressConference', 'propertyManager'],
  'company-manager': ['RuleList', 'createdBy'],
  'branch-secretary': ['Appointment', 'person', { role: 'SECRETARY', state: 'IN_FORCE' }],
  'community-secretary': ['Appointment', 'person', { role: 'SECRETARY', state: 'IN_FORCE' }],
  'committee-director': ['OwnersCommittee', 'director', { state: 'IN_OFFICE' }],
};
const shared = ['resident', 'owner', 'volunteer', 'grid-worker'];

test('every persona of a compound or community has there the post that its account says', () => {
  const local = accounts.flatMap(({ persona, person, grants }) =>
    grants.flatMap((grant) => {
      const [, place] = grant.split('@') as [string, string];
      return /^371322\d{6}/.test(place) ? [{ persona, person, place }] : [];
    }),
  );
  expect(local.map(({ persona }) => persona).toSorted()).toEqual(Object.keys(posts).toSorted());
  for (const { persona, person, place } of local) {
    const [type, field, where = {}] = posts[persona] as (typeof posts)[string];
    const rows = registerDemos.find(({ definition }) => definition.type === type)?.entries() ?? [];
    const there = rows.filter((row) => row.place === place).map(({ input, past }) => ({ ...input, ...past }));
    const held = there.filter((row) => Object.entries(where).every(([key, value]) => Reflect.get(row, key) === value));
    const named = [...new Set(held.flatMap((row) => Reflect.get(row, field) ?? []))];
    expect([persona, shared.includes(persona) ? named.filter((id) => id === person) : named]).toEqual([
      persona,
      [person],
    ]);
  }
});

test('activities of a team helped one number of people and another, 156 on average', () => {
  const activities = registerDemos.find(({ definition }) => definition.type === 'VolunteerActivity')?.entries() ?? [];
  const over = activities.filter(({ past }) => past?.state === 'DONE');
  for (const of of Map.groupBy(over, ({ input }) => input.team).values()) {
    const helped = of.map(({ past }) => Number(past?.beneficiaries));
    expect(helped.reduce((sum, each) => sum + each, 0)).toBe(helped.length * 156);
    expect(new Set(helped).size).toBeGreaterThan(helped.length / 2);
    expect(Math.min(...helped)).toBeGreaterThan(50);
  }
});

test('a request comes from where its channel says, of its compound, and one that is merged is part of its neighbour', () => {
  const places = new Map(
    registerDemos.flatMap(({ definition: { type }, entries }) =>
      Object.values(sourceTypes).includes(type)
        ? entries().map(({ id, place }) => [`${type} ${id}`, place] as const)
        : [],
    ),
  );
  const all = registerDemos.find(({ definition }) => definition.type === 'ServiceRequest')?.entries() ?? [];
  const sourced = all.filter(({ input }) => input.source);
  expect(sourced).toHaveLength(2_389 + 2_400 + 1_136 + 3);
  const strange = sourced.filter(
    ({ input, place }) => places.get(`${sourceTypes[input.channel as 'CONSULTATION']} ${input.source}`) !== place,
  );
  expect(strange).toEqual([]);
  const byId = new Map(all.map((entry) => [entry.id, entry]));
  const merged = all.filter(({ past }) => past?.state === 'MERGED');
  expect(merged.map(({ place }) => place)).toEqual(
    merged.map(({ past }) => byId.get(String(past?.mergedInto))?.place ?? null),
  );
  expect(merged).toHaveLength(8);
  const items = registerDemos.find(({ definition }) => definition.type === 'ConsultationItem')?.entries() ?? [];
  const carriedOn = items.filter(({ past }) => past?.state === 'ESCALATED');
  expect(carriedOn.map(({ past }) => byId.get(String(past?.request))?.input.source)).toEqual(
    carriedOn.map(({ id }) => id),
  );
});

test('the hotline has the three rates of the programme: 92, 88 and 95 of a hundred', () => {
  const all = registerDemos.find(({ definition }) => definition.type === 'ServiceRequest')?.entries() ?? [];
  const calls = all.filter(({ input }) => input.channel === 'HOTLINE_12345').map(({ past }) => past ?? {});
  const ratings = calls.flatMap((past) => past.ratings as { resolved: boolean; satisfaction: string }[]);
  expect([
    calls.length,
    calls.filter(({ acceptedAt, acceptBy }) => (acceptedAt as Date) <= (acceptBy as Date)).length,
    ratings.filter(({ resolved }) => resolved).length,
    ratings.filter(({ satisfaction }) => satisfaction === 'SATISFIED').length,
  ]).toEqual([600, 552, 528, 570]);
});

test('revenue points of the demonstration are told apart by what they are called and where they are', () => {
  const told = pointRows.map(({ input: { name, location } }) => `${name} ${location}`);
  expect(new Set(told).size).toBe(told.length);
});
