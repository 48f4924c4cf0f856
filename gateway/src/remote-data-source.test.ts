import type { GraphQLDataSource } from '@apollo/gateway';
import type { Caller } from '@hh/service/context.ts';
import { createRemote, type Remote } from '@hh/service/remote.ts';
import { createSystemTokens } from '@hh/service/system-token.ts';
import { type Answering, hang, json, type Peer, startPeer } from '@hh/service/testing/peer.ts';
import { createIdentify } from '@hh/service/tokens.ts';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createRemoteDataSource } from './remote-data-source.ts';
import { machine, personWith, quietLog, startFederation, system } from './testing/federation.ts';

const secrets = ['the secret that all processes of the system hold'];
const tokens = createSystemTokens({ secrets, audience: 'happy-homes', process: 'gateway' });
const authorizationOf = ({ actor, authorization = '' }: Caller) =>
  actor?.kind === 'SYSTEM' ? tokens.authorization() : authorization;
const authorizations: (string | undefined)[] = [];

/** Answers after a while, so that others can ask meanwhile. */
const slowly =
  (body: unknown): Answering =>
  (response, request) => {
    authorizations.push(request.headers.authorization);
    setTimeout(() => json(body)(response, request), 60);
  };

let peer: Peer;
let remote: Remote;
let source: GraphQLDataSource;
/** As long as a machine may stand still. */
const PATIENT_MS = 10_000;

function sourceOf(timeoutMs: number): void {
  remote = createRemote({ name: 'economy', urls: [peer.url], timeoutMs, idleMs: 100 });
  source = createRemoteDataSource({ name: 'economy', remote, authorizationOf, log: quietLog });
}

beforeEach(async () => {
  authorizations.length = 0;
  peer = await startPeer(slowly({ data: { account: { code: 'A1' } } }));
  sourceOf(PATIENT_MS);
});
afterEach(async () => {
  await peer.leave();
  await remote.close();
});

function caller(who: Partial<Caller> = {}): Caller {
  return { actor: personWith('AUDITOR'), authorization: 'Bearer one', language: 'zh', requestId: 'r-1', ...who };
}

async function ask(as: Caller, query = '{ account { code } }') {
  const asked = { request: { query, variables: {} }, context: as } as unknown as Parameters<typeof source.process>[0];
  return await source.process(asked);
}

describe('equal queries that are under way at once', () => {
  test('of one identity are asked once, and each asker gets an answer of its own', async () => {
    const answers = await Promise.all([ask(caller()), ask(caller({ requestId: 'r-2' })), ask(caller())]);
    expect(peer.received).toHaveLength(1);
    expect(answers.map(({ data }) => data)).toEqual(new Array(3).fill({ account: { code: 'A1' } }));
    expect(answers[0]?.data).not.toBe(answers[1]?.data);
    expect(answers[0]?.data?.account).not.toBe(answers[1]?.data?.account);
  });

  test.each<[string, Partial<Caller>]>([
    ['another identity', { authorization: 'Bearer two' }],
    ['nobody', { actor: null, authorization: undefined as never }],
    ['the system', { actor: system }],
    ['another language', { language: 'en' }],
  ])('of %s are asked apart', async (_, other) => {
    await Promise.all([ask(caller()), ask(caller(other))]);
    expect(peer.received).toHaveLength(2);
  });

  test('are asked again once the answer is there', async () => {
    await ask(caller());
    await ask(caller());
    expect(peer.received).toHaveLength(2);
  });

  test('that began before a mutation are not joined after it', async () => {
    const before = ask(caller());
    peer.answers(json({ data: { pay: true } }));
    await ask(caller(), 'mutation { pay }');
    await ask(caller());
    await before;
    expect(peer.received.filter((body) => !body.includes('mutation'))).toHaveLength(2);
  });
});

test('equal mutations are two', async () => {
  await Promise.all([ask(caller(), 'mutation { pay }'), ask(caller(), 'mutation { pay }')]);
  expect(peer.received).toHaveLength(2);
});

describe('what a subgraph hears of who asks', () => {
  test('is the token that the caller came with, and none where there was none', async () => {
    await ask(caller());
    await ask({ actor: null, language: 'zh', requestId: 'r-1' });
    expect(authorizations).toEqual(['Bearer one', '']);
  });

  test('is a token of the system where the system asks, and only there', async () => {
    await ask(caller({ actor: system, authorization: 'Bearer of whoever asked before' }));
    expect(await createIdentify(tokens.source)(authorizations[0])).toMatchObject({ kind: 'SYSTEM', id: 'gateway' });
  });
});

test('an error keeps its code if it is on the closed list, and is masked if it is not', async () => {
  peer.answers(
    json({
      data: { account: null },
      errors: [
        { message: 'no', path: ['account'], extensions: { code: 'FORBIDDEN', stack: 'at secret.ts' } },
        { message: 'E11000 hh_economy', path: ['account', 'code'], extensions: { code: 'E11000' } },
      ],
    }),
  );
  const { errors } = await ask(caller());
  expect(errors).toMatchObject([
    { message: 'no', path: ['account'], extensions: { code: 'FORBIDDEN' } },
    { message: 'Something went wrong on our side 系统内部错误', path: ['account', 'code'] },
  ]);
  expect(JSON.stringify(errors)).not.toMatch(/E11000|secret/);
});

describe('a subgraph that does not answer', () => {
  test.each<[string, Answering]>([
    ['breaks off', (response) => response.destroy()],
    ['hangs', hang],
    ['sends a page', (response) => response.end('<html></html>')],
    ['sends half an answer', (response) => response.setHeader('content-type', 'application/json').end('{"data":{"acc')],
    ['sends JSON of another shape', json({ hello: 'world' })],
    ['sends null', json(null)],
    ['says 503', json({ errors: [] }, 503)],
  ])('because it %s costs its own fields, each by its path, and the page stays', async (_, answering) => {
    peer.answers(answering);
    if (answering === hang) sourceOf(400);
    const federation = await startFederation({
      dataSourceFor: (name, local) => (name === 'economy' ? source : local),
    });
    const query =
      '{ notes { text author { id owes: account { code } } } since: accountsSince(day: "2025-01-01") { code } }';
    const { data, errors } = await federation.ask(machine, query);
    await federation.stop();
    expect(data.notes).toEqual([
      { text: 'paid twice', author: { id: 'p1', owes: null } },
      { text: 'paid twice', author: { id: 'p2', owes: null } },
    ]);
    expect(data.since).toBeNull();
    const paths = errors.map(({ path }: { path: (string | number)[] }) => path.join('.')).sort();
    expect(paths).toEqual(['notes.0.author.owes', 'notes.1.author.owes', 'since']);
    expect(new Set(errors.map(({ extensions }: { extensions: { code: string } }) => extensions.code))).toEqual(
      new Set(['SUBGRAPH_UNAVAILABLE']),
    );
    expect(JSON.stringify(errors)).not.toMatch(/127\.0\.0\.1|economy/);
  });

  test('is not asked by queries that do not need it', async () => {
    peer.answers(hang);
    const federation = await startFederation({
      dataSourceFor: (name, local) => (name === 'economy' ? source : local),
    });
    expect(await federation.ask(machine, '{ spoken notes { text } }')).not.toHaveProperty('errors');
    expect(peer.received).toEqual([]);
    await federation.stop();
  });
});
