/** The 1+4 system and its teams, asked through the service. */
import { actorWith, createTestSubgraph, type TestSubgraph } from '@hh/service/testing/subgraph.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { oneFourSystem } from '../testing/one-four-system.ts';
import { volunteers } from '../volunteers.ts';

const [A, B] = ['371322001001', '371322001002'] as const;
const officer = actorWith('officer', 'STREET_OFFICER@371322001');
const worker = actorWith('worker', `SOCIAL_WORKER@${A}`);

let service: TestSubgraph;
let moved: string;
beforeAll(async () => {
  service = await createTestSubgraph(volunteers, '2025-11-20T09:00:00+08:00');
  ({ moved } = await oneFourSystem(service));
});
afterAll(() => service.stop());
const write: TestSubgraph['write'] = (...asked) => service.write(...asked);

const zonesOf = async (...communities: readonly string[]) => {
  const keys = communities.map((code) => ({ __typename: 'Community', code }));
  const { data } = await service.entities(null, '... on Community { zone { code } }', keys);
  return data._entities.map(({ zone }: { zone: { code: string } | null }) => zone?.code ?? null);
};

describe('a zone', () => {
  const draft = { clientMutationId: 'z', center: '', name: '第三片区', since: '2025-02-01' };

  test.each(['371322001-Z', '371322002-Z3', '371322001Z3', '371322001-Z1234'])('is not called %s', async (code) => {
    const { data } = await service.ask(null, '{ volunteerZone(code: "371322001-Z1") { center { id } } }');
    const given = { ...draft, code, center: data.volunteerZone.center.id };
    expect(await write(officer, 'formVolunteerZone', given, 'name')).toEqual({
      code: 'CODE_MALFORMED',
      field: 'code',
    });
  });

  test('is known to each community by two questions for all, and knows its communities', async () => {
    const ask = async () => expect(await zonesOf(A, B, '371322001009')).toEqual(['371322001-Z1', '371322001-Z2', null]);
    expect(await service.readsDuring(ask)).toEqual(['query zone_communities', 'query volunteer_zones']);
    const { data } = await service.ask(null, '{ volunteerZone(code: "371322001-Z1") { communities { code } } }');
    expect(data.volunteerZone.communities).toEqual([{ code: A }]);
  });

  test('is the only one of its communities, also where two ask at once; another street’s is refused', async () => {
    const assign = (clientMutationId: string, zone: string, community: string) =>
      write(officer, 'assignToZone', { clientMutationId, community, zone, since: '2025-02-01' });
    expect(await assign('a', '371322001-Z2', A)).toMatchObject({ code: 'ALREADY_EXISTS', field: 'community' });
    const answers = await Promise.all([1, 2].map((n) => assign(`r-${n}`, `371322001-Z${n}`, '371322001003')));
    expect(answers.filter(({ id }) => id)).toHaveLength(1);
    expect(answers.filter(({ code }) => code === 'ALREADY_EXISTS')).toHaveLength(1);
    const county = actorWith('county', 'COUNTY_OFFICER@371322');
    const input = { clientMutationId: 'o', community: '371322002001', zone: '371322001-Z1', since: '2025-02-01' };
    expect(await write(county, 'assignToZone', input)).toEqual({ code: 'PLACE_OUTSIDE', field: 'zone' });
  });
});

describe('a team', () => {
  const draft = {
    clientMutationId: 't-1',
    code: `${A}-T01`,
    community: A,
    name: '和园生活服务队',
    category: 'LIVING',
    since: '2025-03-01',
  };

  test('is formed once under its community’s code, by the community', async () => {
    expect(await write(worker, 'formVolunteerTeam', { ...draft, code: `${B}-T01` }, 'state')).toMatchObject({
      code: 'CODE_MALFORMED',
    });
    expect(
      await write(worker, 'formVolunteerTeam', { ...draft, community: B, code: `${B}-T01` }, 'state'),
    ).toMatchObject({
      code: 'OUT_OF_SCOPE',
    });
    expect(await write(worker, 'formVolunteerTeam', draft, 'key: code zone { code } state')).toEqual({
      key: `${A}-T01`,
      zone: { code: '371322001-Z1' },
      state: 'ACTIVE',
    });
    expect(await write(worker, 'formVolunteerTeam', { ...draft, clientMutationId: 't-2' }, 'state')).toMatchObject({
      code: 'ALREADY_EXISTS',
      field: 'code',
    });
  });

  test('is told of by a zone and its community by one question, whichever of both is asked first', async () => {
    const [ofZone, own] = ['zone { teams { totalCount } }', 'volunteerTeams { code }'];
    for (const fields of [`${ofZone} ${own}`, `${own} ${ofZone}`]) {
      const reads = await service.readsDuring(async () => {
        const { data } = await service.entities(null, `... on Community { ${fields} }`, [
          { __typename: 'Community', code: A },
        ]);
        const [{ zone, volunteerTeams }] = data._entities;
        expect(volunteerTeams.length).toBeGreaterThan(0);
        expect(zone.teams.totalCount).toBeGreaterThanOrEqual(volunteerTeams.length);
      });
      expect(reads).toEqual(['query zone_communities', 'query volunteer_zones', 'command $cmd']);
    }
  });

  test('has each member once at a time, also where two enrol at once', async () => {
    const enrol = (clientMutationId: string) =>
      write(worker, 'enrolVolunteer', {
        clientMutationId,
        person: 'p-1',
        team: draft.code,
        since: '2025-04-01',
        skills: ['理发'],
      });
    const answers = await Promise.all(['m-1', 'm-2', 'm-3'].map(enrol));
    const [member] = answers.filter(({ id }) => id);
    expect(answers.map(({ code }) => code ?? 'DONE').toSorted()).toEqual(['ALREADY_EXISTS', 'ALREADY_EXISTS', 'DONE']);
    const leaving = { id: member.id, until: '2025-03-31' };
    expect(await write(worker, 'releaseVolunteer', leaving)).toMatchObject({ code: 'ENDS_BEFORE_START' });
    await write(worker, 'releaseVolunteer', { ...leaving, until: '2025-05-01' });
    expect(await enrol('m-4')).toHaveProperty('id');
  });

  test('tells everybody how many members it has, who they are its community, and each their own', async () => {
    const list = `{ volunteerTeam(code: "${draft.code}") { memberCount members { totalCount } } }`;
    expect(await service.ask(worker, list)).toMatchObject({
      data: { volunteerTeam: { memberCount: 1, members: { totalCount: 2 } } },
    });
    expect(await service.ask(null, list)).toMatchObject({
      data: { volunteerTeam: { memberCount: 1, members: null } },
      codes: ['UNAUTHENTICATED'],
    });
    const teamsOf = (actor: typeof worker) =>
      service.entities(actor, '... on Person { teams { edges { node { state team { code } } } } }', [
        { __typename: 'Person', id: 'p-1' },
      ]);
    const own = await teamsOf(actorWith('p-1', `VOLUNTEER@${A}`));
    expect(own.data._entities[0].teams.edges.map(({ node }: { node: { state: string } }) => node.state)).toEqual([
      'LEFT',
      'ACTIVE',
    ]);
    expect((await teamsOf(actorWith('p-2', `VOLUNTEER@${A}`))).data).toEqual({ _entities: [{ teams: null }] });
  });

  test('that is disbanded takes nobody, and is listed no more', async () => {
    const other = { ...draft, clientMutationId: 't-9', code: `${A}-T09` };
    await write(worker, 'formVolunteerTeam', other, 'state: name');
    await write(worker, 'disbandVolunteerTeam', { id: other.code, until: '2025-06-01', reason: '合并' }, 'state');
    const input = { clientMutationId: 'm-9', person: 'p-9', team: other.code, since: '2025-06-02', skills: [] };
    expect(await write(worker, 'enrolVolunteer', input)).toEqual({ code: 'STATE_NOT_ALLOWED', field: 'team' });
    const { data } = await service.entities(null, '... on Community { volunteerTeams { code } }', [
      { __typename: 'Community', code: A },
    ]);
    expect(data._entities[0].volunteerTeams).toEqual([{ code: draft.code }]);
  });

  test('goes with its community to another zone', async () => {
    const team = { ...draft, clientMutationId: 't-b', community: B, code: `${B}-T01` };
    await write(officer, 'formVolunteerTeam', team, 'state: name');
    await write(officer, 'moveToZone', { id: moved, zone: '371322001-Z1' });
    expect(await zonesOf(B)).toEqual(['371322001-Z1']);
    const list = '{ volunteerZone(code: "371322001-Z1") { teams { edges { node { code } } } } }';
    const { data } = await service.ask(null, list);
    const codes = data.volunteerZone.teams.edges.map(({ node }: { node: { code: string } }) => node.code);
    expect(codes).toEqual([`${A}-T01`, `${A}-T09`, `${B}-T01`]);
  });
});
