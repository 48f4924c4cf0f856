/** The organization service asked in its own words: the tree of places, and who reads what of a person. */
import { must } from '@hh/kernel/refusal.ts';
import { actorWith, createTestSubgraph, systemActor, type TestSubgraph } from '@hh/service/testing/subgraph.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { openDemoAccounts } from './account/account.commands.ts';
import { createAccountStore } from './account/account.store.ts';
import { organization } from './organization.ts';
import { registerPeople } from './person/person.commands.ts';
import { createPersonStore } from './person/person.store.ts';
import { registerPlaces } from './place/place.commands.ts';
import { createPlaceStore } from './place/place.store.ts';
import type { Place } from './place/place.ts';

const COUNTY = '371322';
const STREET = '371322001';
const communities = Array.from({ length: 27 }, (_, index) => `${STREET}${String(index + 1).padStart(3, '0')}`);
const OWNER = {
  id: 'person-0001',
  county: COUNTY,
  name: '欧阳雪',
  phone: '19900005678',
  place: '37132200100101',
};

let service: TestSubgraph;

beforeAll(async () => {
  service = await createTestSubgraph(organization, '2026-01-05T09:00:00+08:00');
  const { connection, writer } = service.platform;
  const places: Place[] = [
    { code: COUNTY, kind: 'COUNTY', name: '郯城县' },
    { code: STREET, kind: 'STREET', name: '郯城街道' },
    ...communities.map((code): Place => ({ code, kind: 'COMMUNITY', name: `社区 ${code.slice(-3)}` })),
  ];
  must(await registerPlaces({ writer, places: createPlaceStore(connection) }, systemActor, places));
  const people = Array.from({ length: 30 }, (_, index) => ({
    ...OWNER,
    id: `person-${String(index + 1).padStart(4, '0')}`,
  }));
  must(await registerPeople({ writer, persons: createPersonStore(connection) }, systemActor, people));
  const account = { persona: 'owner', county: COUNTY, nameZh: '业主', nameEn: 'Owner', person: OWNER.id };
  const accounts = [{ ...account, grants: ['OWNER@37132200100101'] }];
  must(await openDemoAccounts({ writer, accounts: createAccountStore(connection) }, systemActor, accounts));
});
afterAll(() => service.stop());

describe('the tree of places', () => {
  test('is read by anybody, up and down', async () => {
    const { data } = await service.ask(
      null,
      `{ county(code: "${COUNTY}") { name streets { code communities { code } } }
         community(code: "${communities[2]}") { name street { name county { name } } } }`,
    );
    expect(data.county.streets).toEqual([{ code: STREET, communities: communities.map((code) => ({ code })) }]);
    expect(data.community).toEqual({ name: '社区 003', street: { name: '郯城街道', county: { name: '郯城县' } } });
  });

  test('a code of another kind, or of no place, is nothing', async () => {
    const { data } = await service.ask(null, `{ street(code: "${COUNTY}") { code } community(code: "x") { code } }`);
    expect(data).toEqual({ street: null, community: null });
  });

  test('27 communities, their streets and their county cost one question', async () => {
    const keys = communities.map((code) => ({ __typename: 'Community', code }));
    const ask = () => service.entities(null, '... on Community { name street { name county { name } } }', keys);
    expect(await service.readsDuring(ask)).toEqual(['query places']);
  });

  test.each([
    [
      'a street without its county',
      [{ code: '371399001', kind: 'STREET', name: '某街道' }],
      'NOT_FOUND',
      'places.0.code',
    ],
    [
      'a community without its street',
      [{ code: '371322009001', kind: 'COMMUNITY', name: '某社区' }],
      'NOT_FOUND',
      'places.0.code',
    ],
    [
      'a malformed row among sound ones',
      [
        { code: '371324', kind: 'COUNTY', name: '某县' },
        { code: '371324001', kind: 'STREET', name: '' },
      ],
      'VALUE_MISSING',
      'places.1.name',
    ],
  ] as const)('refuses %s, and takes nothing of it', async (_, drafts, code, field) => {
    const { connection, writer } = service.platform;
    const places = createPlaceStore(connection);
    expect(await registerPlaces({ writer, places }, systemActor, drafts)).toMatchObject({ code, field });
    expect((await places.byCodes(drafts.map((draft) => draft.code))).size).toBe(0);
  });
});

describe('what is shown of a person', () => {
  const entity = { __typename: 'Person', id: OWNER.id };
  const nameFor = async (actor: Parameters<TestSubgraph['ask']>[0]) =>
    (await service.entities(actor, '... on Person { name }', [entity])).data._entities[0].name;

  test.each([
    ['the grid worker of the community', 'GRID_WORKER', '371322001001', '欧阳雪'],
    ['the secretary of the community', 'COMMUNITY_SECRETARY', '371322001001', '欧阳雪'],
    ['an officer of the street', 'STREET_OFFICER', STREET, '欧阳雪'],
    ['the secretary of another community', 'COMMUNITY_SECRETARY', '371322001002', '欧*雪'],
    ['an officer of another county', 'COUNTY_OFFICER', '371323', '欧*雪'],
    ['a neighbour', 'OWNER', '37132200100101', '欧*雪'],
    ['the clerk of an operator', 'PARTNER', '91371322MA00001A5Y', '欧*雪'],
  ])('%s reads the name as they may', async (_, role, scope, name) => {
    expect(await nameFor(actorWith('somebody', `${role}@${scope}`))).toBe(name);
  });

  test('nobody who has not signed in reads the name in full; the person does', async () => {
    expect(await nameFor(null)).toBe('欧*雪');
    expect(await nameFor(actorWith(OWNER.id, 'OWNER@37132200100101'))).toBe('欧阳雪');
    expect(await nameFor({ kind: 'MACHINE', id: OWNER.id, grants: [] })).toBe('欧*雪');
  });

  test('is absent, not forbidden, outside the caller’s place', async () => {
    const query = `{ person(id: "${OWNER.id}") { name phone } }`;
    const near = await service.ask(actorWith('p', 'GRID_WORKER@371322001001'), query);
    expect(near.data.person).toEqual({ name: '欧阳雪', phone: '199****5678' });
    const far = await service.ask(actorWith('p', 'GRID_WORKER@371322001002'), query);
    expect(far).toEqual({ data: { person: null }, codes: [] });
    expect((await service.ask(actorWith('p', 'OWNER@37132200100101'), query)).codes).toEqual(['FORBIDDEN']);
  });

  test('oneself is asked for by a person; a machine is nobody', async () => {
    const me = (kind: 'PERSON' | 'MACHINE') =>
      service.ask(
        { ...actorWith(OWNER.id, 'OWNER@37132200100101'), kind },
        '{ me { person { name } grants { role scope } } }',
      );
    expect((await me('PERSON')).data.me).toEqual({
      person: { name: '欧阳雪' },
      grants: [{ role: 'OWNER', scope: '37132200100101' }],
    });
    expect((await me('MACHINE')).data.me).toBeNull();
    expect((await service.ask(null, '{ me { grants { role } } }')).codes).toEqual(['UNAUTHENTICATED']);
  });

  test('30 people cost one question', async () => {
    const keys = Array.from({ length: 30 }, (_, index) => ({
      ...entity,
      id: `person-${String(index + 1).padStart(4, '0')}`,
    }));
    const ask = () => service.entities(null, '... on Person { name }', keys);
    expect(await service.readsDuring(ask)).toEqual(['query persons']);
  });
});

describe('the full telephone number', () => {
  const records = () => service.platform.connection.collection('access_records');
  const read = (scope: string, purpose: string, role = 'GRID_WORKER') =>
    service.entities(actorWith('worker', `${role}@${scope}`), `... on Person { contactPhone(purpose: "${purpose}") }`, [
      { __typename: 'Person', id: OWNER.id },
    ]);
  beforeEach(async () => {
    await records().deleteMany({});
  });

  test('is told for a purpose, and every reading leaves a record of who, whom and why', async () => {
    const { data } = await read('371322001001', ' 上门核实水费 ');
    expect(data._entities).toEqual([{ contactPhone: '19900005678' }]);
    await read('371322001001', '再次核实水费');
    expect(
      await records()
        .find({}, { projection: { _id: 0 } })
        .sort({ _id: 1 })
        .toArray(),
    ).toMatchObject([
      {
        county: COUNTY,
        person: OWNER.id,
        field: 'phone',
        by: 'worker',
        purpose: '上门核实水费',
        requestId: 'test-request',
        at: new Date('2026-01-05T09:00:00+08:00'),
      },
      { purpose: '再次核实水费' },
    ]);
  });

  test('is not told where the record cannot be kept', async () => {
    const { connection } = service.platform;
    const database = connection.getClient().db(connection.name);
    await database.command({ collMod: 'access_records', validator: { _id: null } });
    const { data, codes } = await read('371322001001', '上门核实水费');
    await database.command({ collMod: 'access_records', validator: {} });
    expect(data._entities).toEqual([{ contactPhone: null }]);
    expect(codes).toHaveLength(1);
  });

  test.each([
    ['for no purpose', '371322001001', '核实', 'GRID_WORKER', ['BAD_USER_INPUT']],
    ['in another community', '371322001002', '上门核实水费', 'GRID_WORKER', []],
    ['to an officer, whose work does not need it', STREET, '上门核实水费', 'STREET_OFFICER', ['FORBIDDEN']],
  ])('is not told %s, and leaves no record', async (_, scope, purpose, role, codes) => {
    const answer = await read(scope, purpose, role);
    expect(answer).toEqual({ data: { _entities: [{ contactPhone: null }] }, codes });
    expect(await records().countDocuments()).toBe(0);
  });
});

describe('the trail', () => {
  test('of a registration names people by id only', async () => {
    const rows = await service.platform.connection.collection('audit').find({ action: 'registerPeople' }).toArray();
    expect(rows).toHaveLength(1);
    expect(rows[0]?.after).toHaveLength(30);
    expect(JSON.stringify(rows)).not.toMatch(/欧阳雪|19900005678/);
  });
});

describe('the accounts of the demonstration', () => {
  const query = '{ demoAccount(persona: "owner") { person grants } demoPersonas { persona nameZh } }';

  test('are told to the issuer only', async () => {
    expect((await service.ask(systemActor, query)).data).toEqual({
      demoAccount: { person: OWNER.id, grants: ['OWNER@37132200100101'] },
      demoPersonas: [{ persona: 'owner', nameZh: '业主' }],
    });
    expect((await service.ask(actorWith('p', `ADMIN@${COUNTY}`), query)).codes).toEqual(['FORBIDDEN', 'FORBIDDEN']);
  });

  test('an unknown persona is nobody', async () => {
    expect((await service.ask(systemActor, '{ demoAccount(persona: "x") { person } }')).data.demoAccount).toBeNull();
  });
});

describe('registering people', () => {
  test('enters who is new and corrects who is there, and of one who comes twice the last words count', async () => {
    const { connection, writer } = service.platform;
    const persons = createPersonStore(connection);
    const [known, fresh] = [
      { ...OWNER, id: 'person-0030' },
      { ...OWNER, id: 'person-0099' },
    ];
    const drafts = [{ ...known, name: '王明' }, fresh, { ...fresh, name: '李芳' }];
    must(await registerPeople({ writer, persons }, systemActor, drafts));
    const found = await persons.byIds(['person-0030', 'person-0099']);
    expect([...found.values()].map(({ name }) => name).toSorted()).toEqual(['李芳', '王明']);
    must(await registerPeople({ writer, persons }, systemActor, [known]));
  });
});
