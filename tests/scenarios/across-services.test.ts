/** What one service decides by what another one knows, through the gateway. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { compounds } from '../../infra/demo/county.ts';
import { stationPremises } from '../../infra/demo/property/premises.ts';
import { platformOf } from '../../infra/embedded.ts';
import { createWorld, type World } from '../world.ts';

const COMPOUND = compounds[0]?.code as string;
const grants = (['STREET_OFFICER', 'COUNTY_OFFICER', 'BRANCH_SECRETARY', 'SOCIAL_WORKER'] as const).map((role) => ({
  role,
  scope: { STREET_OFFICER: 9, COUNTY_OFFICER: 6, BRANCH_SECRETARY: 14, SOCIAL_WORKER: 12 }[role],
}));

let world: World;
beforeAll(async () => {
  world = await createWorld({ now: '2026-01-05T09:00:00+08:00', registers: COMPOUND });
}, 120_000);
afterAll(() => world?.stop());

async function ask(query: string, variables: Record<string, unknown> = {}) {
  const actor = {
    kind: 'PERSON' as const,
    id: 'somebody',
    grants: grants.map(({ role, scope }) => ({ role, scope: COMPOUND.slice(0, scope) })),
  };
  const context = { actor, language: 'en' as const, requestId: 'across-services' };
  const { data, errors } = await world.embedded.gateway.execute({ query, variables, context });
  expect(errors ?? []).toEqual([]);
  // biome-ignore lint/suspicious/noExplicitAny: an answer has the shape of its question
  return data as any;
}

async function write(mutation: string, type: string, input: object, fields = 'id state') {
  const query = `mutation($input: ${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input!) {
    answer: ${mutation}(input: $input) { ... on ${type} { ${fields} } ... on Refused { why: code at: field } } }`;
  return (await ask(query, { input })).answer;
}

describe('premises', () => {
  const station = (premises: string, clientMutationId: string) =>
    write(
      'openStation',
      'ServiceStation',
      {
        ...{ clientMutationId, premises, compound: COMPOUND, name: '和园党群服务站', dedicated: true },
        openedOn: '2026-01-05',
      },
      'id',
    );
  const use = (id: string) =>
    write('usePremises', 'Premises', { id, usedBy: '物业办公', usedSince: '2026-01-05' }, 'state station { id }');

  test('where a station stands go to nobody else, and those in use to no station', async () => {
    const { id } = stationPremises(0);
    const query = `{ premises(id: "${id}") { station { id } } }`;
    const standing = (await ask(query)).premises.station;
    expect(await use(id)).toEqual({ why: 'PREMISES_IN_USE', at: 'id' });
    const closing = { id: standing.id, closedOn: '2026-01-05' };
    expect(await write('closeStation', 'ServiceStation', closing, 'closedOn')).toEqual({ closedOn: '2026-01-05' });
    expect(await use(id)).toEqual({ state: 'IN_USE', station: null });
    expect(await station(id, 's-1')).toEqual({ why: 'PREMISES_IN_USE', at: 'premises' });
    expect(await station('premises-9999', 's-2')).toEqual({ why: 'NOT_FOUND', at: 'premises' });
  });
});

describe('the director who is secretary', () => {
  const shown = async () => {
    const fields = 'ownersCommittee { concurrentDirector } branch { secretary { id } }';
    return (await ask(`{ compound(code: "${COMPOUND}") { ${fields} } }`)).compound;
  };
  const secretaries = () =>
    platformOf(world.embedded, 'property').connection.collection<{ person: string; place: string }>('secretaries');

  test('is shown by the appointment as it is, whatever property was told of it', async () => {
    expect(await shown()).toMatchObject({ ownersCommittee: { concurrentDirector: true } });
    await secretaries().updateMany({ place: COMPOUND }, { $set: { person: 'somebody-else' } });
    expect(await shown()).toMatchObject({ ownersCommittee: { concurrentDirector: true } });
    const appointment = (await shown()).branch.secretary.id;
    const appointments = platformOf(world.embedded, 'organization').connection.collection<{ _id: string }>(
      'appointments',
    );
    // As if it had ended, and nobody had told property yet.
    await appointments.updateOne({ _id: appointment }, { $set: { state: 'ENDED', until: '2026-01-05' } });
    await secretaries().updateMany({ place: COMPOUND }, { $set: { person: 'secretary-0001' } });
    expect(await shown()).toEqual({ ownersCommittee: { concurrentDirector: false }, branch: { secretary: null } });
  });
});

describe('an item of a consultation', () => {
  test('is carried on by a request of its compound at level 2 or above', async () => {
    const of = `{ compound(code: "${COMPOUND}") {
      requests(first: 100) { edges { node { id level } } }
      consultationItems(first: 100) { edges { node { id } } } } }`;
    const { compound } = await ask(of);
    const requests = compound.requests.edges.map(({ node }: { node: { id: string; level: number } }) => node);
    const [high, low] = [2, 1].map((level) => requests.find((each: { level: number }) => each.level === level)?.id);
    const item = compound.consultationItems.edges[0].node.id as string;
    await platformOf(world.embedded, 'property')
      .connection.collection<{ _id: string }>('consultation_items')
      .updateOne({ _id: item }, { $set: { state: 'IN_PROGRESS' } });
    const escalate = (request: string) =>
      write(
        'escalateConsultationItem',
        'ConsultationItem',
        { id: item, request, reason: '需执法' },
        'state request { id level }',
      );
    expect(await escalate(low)).toEqual({ why: 'LEVEL_TOO_LOW', at: 'request' });
    expect(await escalate('request-99999')).toEqual({ why: 'NOT_FOUND', at: 'request' });
    expect(await escalate(high)).toEqual({ state: 'ESCALATED', request: { id: high, level: 2 } });
  });
});
