/** What one service decides by what another one knows, through the gateway. */
import { owners } from '@hh/service/register/elsewhere.ts';
import type { ServiceName } from '@hh/service/service.ts';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { compounds } from '../../infra/demo/county.ts';
import { stationPremises } from '../../infra/demo/property/premises.ts';
import { platformOf } from '../../infra/embedded.ts';
import { createWorld, type World } from '../world.ts';

// Its owners have elected the secretary.
const COMPOUND = compounds[1]?.code as string;
/** Each role with the digits of its place. */
const grants = [
  { role: 'COUNTY_OFFICER', scope: 6 },
  { role: 'STREET_OFFICER', scope: 9 },
  { role: 'COMMUNITY_SECRETARY', scope: 12 },
  { role: 'SOCIAL_WORKER', scope: 12 },
  { role: 'COMPANY_MANAGER', scope: 12 },
  { role: 'BRANCH_SECRETARY', scope: 14 },
  { role: 'RESIDENT', scope: 14 },
] as const;

let world: World;
beforeAll(async () => {
  world = await createWorld({ now: '2026-01-05T09:00:00+08:00', registers: COMPOUND });
});
afterAll(() => world?.stop());

async function ask(query: string, variables: Record<string, unknown> = {}, id = 'somebody') {
  const actor = {
    kind: 'PERSON' as const,
    id,
    grants: grants.map(({ role, scope }) => ({ role, scope: COMPOUND.slice(0, scope) })),
  };
  const context = { actor, language: 'en' as const, requestId: 'across-services' };
  const { data, errors } = await world.embedded.gateway.execute({ query, variables, context });
  expect(errors ?? []).toEqual([]);
  // biome-ignore lint/suspicious/noExplicitAny: an answer has the shape of its question
  return data as any;
}

async function write(mutation: string, type: string, input: object, fields = 'id state', by = 'somebody') {
  const query = `mutation($input: ${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input!) {
    answer: ${mutation}(input: $input) { ... on ${type} { ${fields} } ... on Refused { why: code at: field } } }`;
  return (await ask(query, { input }, by)).answer;
}

/** The answers to the next so many of these questions that services ask of the graph come when all of them were asked. */
function answersTogether(count: number, question: RegExp) {
  const { gateway } = world.embedded;
  const execute = gateway.execute.bind(gateway);
  const all = Promise.withResolvers<void>();
  let waiting = 0;
  return jest.spyOn(gateway, 'execute').mockImplementation(async (request) => {
    const answer = await execute(request);
    if (!question.test(request.query ?? '')) return answer;
    waiting += 1;
    if (waiting === count) all.resolve();
    await all.promise;
    return answer;
  });
}

/** What is done after the first answer to such a question, before the service that asked has it; and what came of it. */
function beforeAnswered<T>(question: RegExp, meanwhile: () => Promise<T>) {
  const { gateway } = world.embedded;
  const execute = gateway.execute.bind(gateway);
  let done: T | undefined;
  const spy = jest.spyOn(gateway, 'execute').mockImplementation(async (request) => {
    const answer = await execute(request);
    if (done === undefined && question.test(request.query ?? '')) done = await meanwhile();
    return answer;
  });
  return () => {
    spy.mockRestore();
    return done;
  };
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
    const { id } = stationPremises(compounds.findIndex(({ code }) => code === COMPOUND));
    const query = `{ premises(id: "${id}") { station { id } } }`;
    const standing = (await ask(query)).premises.station;
    expect(await use(id)).toEqual({ why: 'PREMISES_IN_USE', at: 'id' });
    const closing = { id: standing.id, closedOn: '2026-01-05' };
    expect(await write('closeStation', 'ServiceStation', closing, 'closedOn')).toEqual({ closedOn: '2026-01-05' });
    expect(await use(id)).toEqual({ state: 'IN_USE', station: null });
    expect(await station(id, 's-1')).toEqual({ why: 'PREMISES_IN_USE', at: 'premises' });
    expect(await station('premises-9999', 's-2')).toEqual({ why: 'NOT_FOUND', at: 'premises' });
  });

  test('have one of the two that ask for them at the same moment', async () => {
    const recovered = async (round: number) => {
      const key = { clientMutationId: `r-${round}` };
      const entry = { compound: COMPOUND, address: `${round}号架空层`, areaM2: '90.00', foundOn: '2026-01-05' };
      const { id } = await write('recordPremises', 'Premises', { ...key, ...entry, purpose: 'SERVICE_STATION' });
      await write('claimPremises', 'Premises', { id });
      const paper = { handedOverBy: '开发建设单位', receivedBy: '街道办事处', document: '移交确认书' };
      const handover = { ...key, ...paper, premises: id, handedOverOn: '2026-01-05' };
      await write('handOverPremises', 'PremisesHandover', handover, 'id');
      return id as string;
    };
    for (const round of [1, 2, 3, 4, 5]) {
      const id = await recovered(round);
      const asking = answersTogether(2, /premises\(id: \$id\)/);
      const [opened, used] = await Promise.all([station(id, `race-${round}`), use(id)]);
      asking.mockRestore();
      await world.settle();
      const { premises } = await ask(`{ premises(id: "${id}") { state station { id } } }`);
      expect([opened.id !== undefined, used.state === 'IN_USE']).toContain(true);
      expect([premises.station !== null, premises.state === 'IN_USE'].filter((is) => is)).toHaveLength(1);
      if (premises.station)
        await write('closeStation', 'ServiceStation', { id: premises.station.id, closedOn: '2026-01-05' }, 'closedOn');
    }
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
    await secretaries().updateMany({ place: COMPOUND }, { $set: { person: 'secretary-0002' } });
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

describe('a list of a company', () => {
  test('names the notice that organization has of it, and waits for its days and for objections', async () => {
    const body = '用于小区公共设施维护。';
    const list = {
      clientMutationId: 'l-1',
      company: 'company-0001',
      kind: 'USE',
      effectiveFrom: '2026-01-10',
      body,
      fees: [],
    };
    const { id } = await write('draftRuleList', 'RuleList', list, 'id', 'manager');
    const about = { kind: 'RULE_LIST', place: COMPOUND.slice(0, 12), subjectType: 'RuleList', subjectId: id };
    const draft = { clientMutationId: 'l-2', ...about, title: '使用原则清单公示', body };
    const notice = (await write('draftNotice', 'Notice', draft)).id;
    const publish = () => write('publishRuleList', 'RuleList', { id, notice }, 'state noticedOn');
    expect(await publish()).toEqual({ why: 'NOTICE_NOT_PUBLIC', at: 'notice' });
    await write('publishNotice', 'Notice', { id: notice });
    expect(await publish()).toEqual({ state: 'NOTICED', noticedOn: '2026-01-05' });
    const enforce = () => write('enforceRuleList', 'RuleList', { id }, 'state effectiveFrom notice { state lastDay }');
    world.clock.set('2026-01-20T23:59:59+08:00');
    expect(await enforce()).toEqual({ why: 'NOTICE_NOT_OVER', at: 'id' });
    const objection = { clientMutationId: 'l-3', notice, compound: COMPOUND, text: '用途不明' };
    const filed = await write('fileObjection', 'Objection', objection, 'id', 'neighbour');
    world.clock.set('2026-01-21T00:00:00+08:00');
    expect(await enforce()).toEqual({ why: 'OBJECTION_OPEN', at: 'id' });
    await write('rejectObjection', 'Objection', { id: filed.id, decision: '已列明用途' });
    expect(await enforce()).toEqual({
      state: 'IN_FORCE',
      effectiveFrom: '2026-01-21',
      notice: { state: 'CLOSED', lastDay: '2026-01-20' },
    });
  });

  test('no objection slips in between what organization answers and the decision', async () => {
    world.clock.set('2026-01-21T09:00:00+08:00');
    const noticed = async (key: string) => {
      const body = '用于小区公共设施维护。';
      const own = { kind: 'USE', effectiveFrom: '2026-01-21', body, fees: [] };
      const list = { clientMutationId: key, company: 'company-0001', ...own };
      const { id } = await write('draftRuleList', 'RuleList', list, 'id', 'manager');
      const about = { kind: 'RULE_LIST', place: COMPOUND.slice(0, 12), subjectType: 'RuleList', subjectId: id };
      const draft = { clientMutationId: key, ...about, title: '使用原则清单公示', body };
      const notice = (await write('draftNotice', 'Notice', draft)).id;
      await write('publishNotice', 'Notice', { id: notice });
      await write('publishRuleList', 'RuleList', { id, notice });
      const objection = { clientMutationId: key, notice, compound: COMPOUND, text: '用途不明' };
      return {
        object: () => write('fileObjection', 'Objection', objection, 'id', 'neighbour'),
        enforce: () => write('enforceRuleList', 'RuleList', { id }, 'state'),
      };
    };
    const [first, second] = [await noticed('gap-1'), await noticed('gap-2')];
    const others = [];
    for (const key of ['gap-3', 'gap-4', 'gap-5', 'gap-6', 'gap-7']) others.push(await noticed(key));
    world.clock.set('2026-02-06T09:00:00+08:00');

    const early = beforeAnswered(/NoticeWaitedFor/, first.object);
    expect(await first.enforce()).toEqual({ why: 'OBJECTION_OPEN', at: 'id' });
    expect(early()).toEqual({ id: expect.any(String) });

    const late = beforeAnswered(/CloseBeforeDecision/, second.object);
    expect(await second.enforce()).toEqual({ state: 'IN_FORCE' });
    expect(late()).toEqual({ why: 'STATE_NOT_ALLOWED', at: 'notice' });

    for (const { object, enforce } of others) {
      const [objected, enforced] = await Promise.all([object(), enforce()]);
      expect([objected.id !== undefined, enforced.state === 'IN_FORCE'].filter((is) => is)).toHaveLength(1);
    }
  });
});

test.each(
  Object.entries(owners).flatMap(([service, types]) => types.map((type) => [service as ServiceName, type] as const)),
)('%s says which %s it has', async (service, type) => {
  const query = `query($type: String!, $keys: [ID!]!) { found: ${service}Known(type: $type, keys: $keys) }`;
  expect(await world.embedded.ask(query, { type, keys: ['nobody'] })).toEqual({ found: [] });
});
