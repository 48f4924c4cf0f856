import { AppointmentChanged } from '@hh/events/appointment-changed.ts';
import { isRefusal } from '@hh/kernel/refusal.ts';
import { inTransaction } from '@hh/service/mongo.ts';
import { actorWith, createTestSubgraph, systemActor, type TestSubgraph } from '@hh/service/testing/subgraph.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { property } from '../property.ts';
import { aDwelling, aPassedVote, givenCompounds } from '../testing/compound.ts';
import type { Decision } from '../vote/decision.ts';
import { elect, redirect } from './owners-committee.ts';

const COMPOUND = '37132200100101';
const people = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l'];
const five = people.slice(0, 5);
const vote = { place: COMPOUND, matter: 'M3', state: 'FILED', tally: { isCarried: true } } as Decision;
const election = {
  vote: 'vote-1',
  electedOn: '2025-11-01' as never,
  expiresOn: '2030-11-01' as never,
  director: 'a',
  elected: five,
  branchMembers: ['a', 'b'],
};
const facts = { today: '2025-11-20', found: { vote }, looked: new Set(people) };
const codeOf = (answer: unknown) => (isRefusal(answer) ? `${answer.code} ${answer.field}` : 'elected');

describe('an election', () => {
  test.each([
    ['five owners for five years', {}, {}, 'elected'],
    ['eleven', { elected: people.slice(0, 11) }, {}, 'elected'],
    ['six', { elected: people.slice(0, 6) }, {}, 'COMMITTEE_SIZE elected'],
    ['somebody twice', { elected: ['a', 'b', 'c', 'd', 'a'] }, {}, 'PERSON_TWICE elected'],
    ['a director from outside', { director: 'l' }, {}, 'NOT_A_MEMBER director'],
    ['a branch member from outside', { branchMembers: ['l'] }, {}, 'NOT_A_MEMBER branchMembers'],
    ['somebody who owns nothing', {}, { looked: new Set(['b', 'c', 'd', 'e']) }, 'NOT_AN_OWNER elected'],
    ['a day to come', { electedOn: '2025-11-21' }, {}, 'DATE_IN_FUTURE electedOn'],
    ['an end before its beginning', { expiresOn: '2025-11-01' }, {}, 'BEFORE_ITS_BEGINNING expiresOn'],
    ['a day more than five years', { expiresOn: '2030-11-02' }, {}, 'TERM_TOO_LONG expiresOn'],
    ['no vote', {}, { found: {} }, 'DECISION_REQUIRED vote'],
    [
      'a vote of another compound',
      {},
      { found: { vote: { ...vote, place: '37132200100102' } } },
      'DECISION_REQUIRED vote',
    ],
    ['a vote on another matter', {}, { found: { vote: { ...vote, matter: 'M9' } } }, 'DECISION_REQUIRED vote'],
    ['a vote that was not confirmed', {}, { found: { vote: { ...vote, state: 'TALLIED' } } }, 'DECISION_REQUIRED vote'],
    [
      'a vote that was lost',
      {},
      { found: { vote: { ...vote, tally: { isCarried: false } } } },
      'DECISION_REQUIRED vote',
    ],
  ])('of %s', (_, change, known, answer) => {
    expect(
      codeOf(elect({ place: COMPOUND }, { ...election, ...change } as never, { ...facts, ...known } as typeof facts)),
    ).toBe(answer);
  });
});

describe('another director', () => {
  const committee = { place: COMPOUND, elected: five, director: 'a' } as never;
  test.each([
    ['a member, by a vote', 'b', facts, 'elected'],
    ['a member, by appointment alone', 'b', { ...facts, found: {} }, 'DECISION_REQUIRED vote'],
    ['the same', 'a', facts, 'NOT_A_MEMBER director'],
    ['nobody of them', 'l', facts, 'NOT_A_MEMBER director'],
    ['one who has sold', 'b', { ...facts, looked: new Set(['a']) }, 'NOT_AN_OWNER director'],
  ])('%s', (_, director, known, answer) => {
    expect(codeOf(redirect(committee, { director, vote: 'v' }, known as typeof facts))).toBe(answer);
  });
});

describe('the secretary who is director', () => {
  let service: TestSubgraph;
  const street = actorWith('street', 'STREET_OFFICER@371322001');
  beforeAll(async () => {
    service = await createTestSubgraph(property, '2025-11-20T09:00:00+08:00');
    await givenCompounds(service, COMPOUND);
  });
  afterAll(() => service.stop());

  const appointed = (version: number, change: object) =>
    inTransaction(service.platform.connection, async (session) => {
      const payload = {
        ...{
          appointment: 'apt-1',
          version,
          unit: 'branch-1',
          place: COMPOUND,
          person: 'a',
          role: 'SECRETARY',
          rung: 2,
        },
        ...{ since: '2025-01-01', until: null, ...change },
      };
      const event = { id: `e-${version}`, name: AppointmentChanged.name, county: '371322', at: new Date(), payload };
      await service.running.on?.[AppointmentChanged.name]?.(event, session);
    });
  const shown = async () => {
    const fields = 'property { concurrentDirectors crossAppointments }';
    const { data, codes } = await service.ask(null, `{ compound(code: "${COMPOUND}") { ${fields} } }`);
    expect(codes).toEqual([]);
    return [data.compound.property.concurrentDirectors, data.compound.property.crossAppointments];
  };
  /** As if filed; how it is elected is decided by the rules above and by votes. */
  const filed = async (term: number) => {
    const input = { clientMutationId: `c-${term}`, compound: COMPOUND, term };
    const { id } = await service.write(street, 'prepareOwnersCommittee', input);
    const { vote: _, ...elected } = election;
    await service.platform.connection
      .collection('owners_committees')
      .updateOne({ _id: id }, { $set: { ...elected, state: 'FILED' } });
    return id as string;
  };

  test('is counted by what organization announces, and by the latest of it', async () => {
    const id = await filed(1);
    await appointed(2, {});
    expect(await shown()).toEqual([0, 0]);
    await service.write(street, 'installOwnersCommittee', { id });
    expect(await shown()).toEqual([1, 2]);
    await appointed(1, { person: 'z' });
    expect(await shown()).toEqual([1, 2]);
    await appointed(3, { until: '2025-11-20' });
    expect(await shown()).toEqual([0, 2]);
    await appointed(4, { until: null, person: 'b' });
    expect(await shown()).toEqual([0, 2]);
  });

  test('is found by an appointment to the branch of the same compound', async () => {
    const of = ['a', 'c', 'z'].map((id) => ({
      __typename: 'Appointment',
      id: `appointment-${id}`,
      person: { id },
      compound: { code: COMPOUND },
    }));
    const other = { ...of[0], compound: { code: '37132200100102' } };
    const reads = await service.readsDuring(async () => {
      const fields = '... on Appointment { committeeMembership { isDirector } }';
      const { data } = await service.entities(null, fields, [...of, other, { ...of[0], compound: null }]);
      expect(data._entities.map((each: { committeeMembership: object }) => each.committeeMembership)).toEqual([
        { isDirector: true },
        { isDirector: false },
        null,
        null,
        null,
      ]);
    });
    expect(reads).toEqual(['query owners_committee_members']);
  });

  test('leads the one committee in office, whoever installs another first', async () => {
    const [second, third] = [await filed(2), await filed(3)];
    expect(await service.write(street, 'installOwnersCommittee', { id: second })).toMatchObject({
      code: 'ALREADY_EXISTS',
      field: 'compound',
    });
    const { data } = await service.ask(null, `{ compound(code: "${COMPOUND}") { ownersCommittee { id } } }`);
    const first = data.compound.ownersCommittee.id;
    expect(await service.write(street, 'expireOwnersCommittee', { id: first })).toMatchObject({
      code: 'TERM_NOT_OVER',
    });
    await service.write(street, 'dissolveOwnersCommittee', { id: first, reason: '委员人数不足' });
    expect(await shown()).toEqual([0, 0]);
    const answers = await Promise.all(
      [second, third].map((id) => service.write(street, 'installOwnersCommittee', { id })),
    );
    expect(answers.filter(({ id }) => id)).toHaveLength(1);
    expect(answers.filter(({ code }) => code === 'ALREADY_EXISTS')).toHaveLength(1);
  });

  test('crosses into the committee from the branch', async () => {
    const branch = { __typename: 'Branch', id: 'branch-1', compound: { code: COMPOUND } };
    const fields = '... on Branch { crossAppointments { isDirector since person { id } } }';
    const { data } = await service.entities(systemActor, fields, [branch]);
    expect(data._entities[0].crossAppointments).toEqual([
      { isDirector: true, since: '2025-11-20', person: { id: 'a' } },
      { isDirector: false, since: '2025-11-20', person: { id: 'b' } },
    ]);
  });
});

describe('a committee', () => {
  let service: TestSubgraph;
  const street = actorWith('street', 'STREET_OFFICER@371322001');
  beforeAll(async () => {
    service = await createTestSubgraph(property, '2025-11-20T09:00:00+08:00');
    await givenCompounds(service, COMPOUND);
    for (const [index, owner] of people.slice(0, 6).entries())
      await aDwelling(service, COMPOUND, { no: `10${index}`, areaM2: '100', owners: [owner] });
    for (const vote of ['vote-1', 'vote-2']) await aPassedVote(service, vote, COMPOUND, 'M3');
    await aPassedVote(service, 'lost', COMPOUND, 'M3', { state: 'INVALID' });
  });
  afterAll(() => service.stop());

  test('is elected by a vote from among the owners, filed, brought into office, and led by another by another vote', async () => {
    const input = { clientMutationId: 'c-1', compound: COMPOUND, term: 1 };
    const { id } = await service.write(street, 'prepareOwnersCommittee', input);
    const electing = (change: object) =>
      service.write(street, 'electOwnersCommittee', { id, ...election, ...change }, 'state director { id }');
    expect(await electing({ vote: 'lost' })).toMatchObject({ code: 'DECISION_REQUIRED', field: 'vote' });
    expect(await electing({ elected: ['a', 'b', 'c', 'd', 'l'] })).toMatchObject({ code: 'NOT_AN_OWNER' });
    expect(await electing({})).toEqual({ state: 'ELECTED', director: { id: 'a' } });
    await service.write(street, 'fileOwnersCommittee', { id });
    await service.write(street, 'installOwnersCommittee', { id });
    const direct = (director: string, vote: string) =>
      service.write(street, 'replaceCommitteeDirector', { id, director, vote }, 'director { id } vote { id }');
    expect(await direct('b', 'nowhere')).toMatchObject({ code: 'NOT_FOUND' });
    expect(await direct('f', 'vote-2')).toMatchObject({ code: 'NOT_A_MEMBER' });
    expect(await direct('b', 'vote-2')).toEqual({ director: { id: 'b' }, vote: { id: 'vote-2' } });
    const fields = 'members { edges { node { person { id } isDirector since until } } }';
    const { data } = await service.ask(null, `{ compound(code: "${COMPOUND}") { ownersCommittee { ${fields} } } }`);
    const rows = data.compound.ownersCommittee.members.edges.map(
      ({ node }: { node: { person: { id: string }; isDirector: boolean; until: string | null } }) =>
        `${node.person.id}${node.isDirector ? ' director' : ''}${node.until ? ` until ${node.until}` : ''}`,
    );
    expect(rows.toSorted()).toEqual([
      'a',
      'a director until 2025-11-20',
      'b director',
      'b until 2025-11-20',
      'c',
      'd',
      'e',
    ]);
  });
});
