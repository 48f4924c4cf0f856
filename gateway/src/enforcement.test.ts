import type { Actor } from '@hh/service/actor.ts';
import { createSubgraph } from '@hh/service/subgraph.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  batches,
  type Federation,
  machine,
  personWith,
  services,
  startFederation,
  system,
} from './testing/federation.ts';
import { walkFields } from './testing/walk-fields.ts';

let federation: Federation;
beforeAll(async () => {
  federation = await startFederation();
});
afterAll(() => federation.stop());

const auditor = personWith('AUDITOR');
const resident = personWith('RESIDENT');
const secretary = personWith('COMMUNITY_SECRETARY');

async function codes(as: Actor | null, query: string): Promise<Record<string, string>> {
  const { errors = [] } = await federation.ask(as, query);
  return Object.fromEntries(
    errors.map((error: { path: string[]; extensions: { code: string } }) => [
      error.path.join('.'),
      error.extensions.code,
    ]),
  );
}

describe('what a caller may read', () => {
  test('a field with a rule is null for who lacks the right, and says why', async () => {
    const query = '{ person(id: "p1") { id name phone } }';
    expect((await federation.ask(null, query)).data).toEqual({ person: { id: 'p1', name: null, phone: null } });
    expect(await codes(null, query)).toEqual({
      'person.name': 'UNAUTHENTICATED',
      'person.phone': 'UNAUTHENTICATED',
    });
    expect((await federation.ask(auditor, query)).data).toEqual({
      person: { id: 'p1', name: 'Zhang San', phone: null },
    });
    expect(await codes(auditor, query)).toEqual({ 'person.phone': 'FORBIDDEN' });
    expect((await federation.ask(secretary, query)).data.person.phone).toBe('13800000001');
  });

  test('an entity hop into a service without rules of its own opens nothing', async () => {
    const query = '{ notes { text account { code note } } }';
    expect((await federation.ask(null, query)).data).toEqual({
      notes: [
        { text: 'paid twice', account: null },
        { text: 'paid twice', account: null },
      ],
    });
    expect((await federation.ask(resident, query)).data.notes[0].account).toEqual({ code: 'A1', note: 'a note on A1' });
  });

  test('an interface shows the public name of a team and not the name of a person', async () => {
    const query = '{ named { __typename name } }';
    expect((await federation.ask(null, query)).data.named).toEqual([
      { __typename: 'Person', name: null },
      { __typename: 'Team', name: 'Red Scarf' },
    ]);
  });

  test('a fragment, named or inline, on a union asks under the same rules', async () => {
    const query = '{ search { ...P ... on Person { name } } } fragment P on Person { phone }';
    expect((await federation.ask(auditor, query)).data.search[0]).toEqual({ phone: null, name: 'Li Si' });
  });

  test('a field that requires another service’s field needs the rights of both', async () => {
    const query = '{ notes { author { contact } } }';
    expect((await federation.ask(auditor, query)).data.notes[0].author.contact).toBeNull();
    expect((await federation.ask(secretary, query)).data.notes[0].author.contact).toBe('call 13800000001');
  });

  test('alternatives are any of them, each with all of its words', async () => {
    expect((await federation.ask(auditor, '{ headcount }')).data).toEqual({ headcount: 2 });
    expect((await federation.ask(secretary, '{ headcount }')).data).toEqual({ headcount: 2 });
    expect(await codes(personWith('GRID_WORKER'), '{ headcount }')).toEqual({ headcount: 'FORBIDDEN' });
  });

  test('a step of a workflow is for the system alone, whatever grants a person holds', async () => {
    const step = 'mutation { step(key: "k") }';
    expect((await federation.ask(system, step)).data).toEqual({ step: 'k' });
    expect(await codes(personWith('ADMIN', 'FINANCE_CHECKER'), step)).toEqual({ step: 'FORBIDDEN' });
    expect(await codes(machine, step)).toEqual({ step: 'FORBIDDEN' });
    expect(await codes(null, step)).toEqual({ step: 'UNAUTHENTICATED' });
  });

  test('a machine posts by the grant of its enterprise, and reads no people', async () => {
    const post = 'mutation { post(input: {entries: [{amount: "1.00", kind: COST}]}) { ... on Posted { total } } }';
    expect((await federation.ask(machine, post)).data).toEqual({ post: { total: '1.00' } });
    expect(await codes(machine, '{ person(id: "p1") { name } }')).toEqual({ 'person.name': 'FORBIDDEN' });
  });
});

describe('every field, as everybody, on every way', () => {
  const walkers = [
    { name: 'nobody', actor: null },
    { name: 'auditor', actor: auditor },
    { name: 'resident', actor: resident },
    { name: 'secretary', actor: secretary },
    { name: 'machine', actor: machine },
    { name: 'system', actor: system },
  ];
  const samples = {
    arguments: { 'Query.person': 'id: "p1"' },
    representations: { Person: { id: 'p1', phone: '13800000001' }, Account: { code: 'A1' }, Note: { id: 'n1' } },
  };

  test('answers what the rules allow and nothing else', async () => {
    const { supergraphSdl, subgraphs, ask } = federation;
    const report = await walkFields({ supergraphSdl, subgraphs, walkers, samples, ask });
    expect(report).toEqual({
      asked: expect.any(Number),
      leaks: [],
      refused: [],
      unseen: ['AllowedTransition', 'PageInfo', 'Posted', 'Refused'],
      unhopped: [],
    });
    expect(report.asked).toBeGreaterThan(250);
  });

  test('finds the leak of a subgraph that enforces its own rules only', async () => {
    const { supergraphSdl, ask } = federation;
    const notes = services.find(({ name }) => name === 'property');
    if (!notes) throw new Error('no notes');
    const open = createSubgraph({ definition: notes, running: notes, rules: { of: () => [], ofType: () => [] } });
    const subgraphs = new Map([['property', open]]);
    const { leaks } = await walkFields({ supergraphSdl, subgraphs, walkers, samples, ask });
    expect(leaks).toEqual([
      'nobody: Account.code (by entity in property)',
      'nobody: Account.note (by entity in property)',
      'nobody: Note.account (by entity in property)',
    ]);
  });
});

test('a list of entities costs one call for each service and type', async () => {
  batches.length = 0;
  await federation.ask(secretary, '{ notes { author { name } } }');
  expect(batches).toEqual([['p1', 'p2']]);
});

test('what one fetch of a query has read, the next does not read again', async () => {
  batches.length = 0;
  await federation.ask(secretary, '{ person(id: "p1") { name } notes { author { name } } }');
  expect(batches.flat().sort()).toEqual(['p1', 'p2']);
});
