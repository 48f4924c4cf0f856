import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, test } from '@jest/globals';
import { createRemote, type Remote, type RemoteOptions, Unavailable } from './remote.ts';
import { breakOff, hang, json, type Peer, startPeer } from './testing/peer.ts';

/** Where the answer is one that never comes; elsewhere it is waited for as long as a machine may stand still. */
const IMPATIENT = { timeoutMs: 300 };

const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function peers(...answering: Parameters<typeof startPeer>[0][]): Promise<Peer[]> {
  const started = await Promise.all(answering.map((how) => startPeer(how)));
  for (const peer of started) open.push(() => peer.leave());
  return started;
}

function remoteTo(urls: readonly string[], options: Partial<RemoteOptions> = {}): Remote {
  const remote = createRemote({ name: 'economy', urls, timeoutMs: 10_000, idleMs: 100, ...options });
  open.push(() => remote.close());
  return remote;
}

const query = { path: '/graphql', headers: { 'content-type': 'application/json' }, body: '"q"', isRepeatable: true };
const mutation = { ...query, body: '"m"', isRepeatable: false };
const sentTo = (all: readonly Peer[]) => all.reduce((sum, { received }) => sum + received.length, 0);

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; !holds(); tries += 1) {
    if (tries > 1_000) throw new Error('it does not come');
    await wait(20);
  }
}

async function nobodyThere(): Promise<string> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as { port: number };
  await new Promise((done) => server.close(done));
  return `http://127.0.0.1:${port}`;
}

describe('where there are several replicas', () => {
  test('they are asked in turn', async () => {
    const all = await peers(json('a'), json('b'));
    const remote = remoteTo(all.map(({ url }) => url));
    for (let times = 0; times < 6; times += 1) await remote.post(query);
    expect(all.map(({ received }) => received.length)).toEqual([3, 3]);
  });

  test.each([
    ['a query', query],
    ['what must not arrive twice', mutation],
  ])('one that nobody listens at costs nothing: %s goes to another', async (_, request) => {
    const [there] = await peers(json('there'));
    const gone = await nobodyThere();
    const remote = remoteTo([gone, there?.url as string]);
    for (let times = 0; times < 4; times += 1)
      expect(await remote.post(request)).toEqual({ status: 200, body: '"there"' });
    expect(there?.received).toHaveLength(4);
    expect(remote.states().get(gone)).toBe('OPEN');
  });

  test('what may have arrived and must not arrive twice is never sent again', async () => {
    const all = await peers(breakOff, breakOff);
    const remote = remoteTo(all.map(({ url }) => url));
    await expect(remote.post(mutation)).rejects.toThrow(Unavailable);
    expect(sentTo(all)).toBe(1);
  });

  test('a query whose answer is lost is asked once more, of another', async () => {
    const all = await peers(breakOff, json('b'));
    const remote = remoteTo(all.map(({ url }) => url));
    for (let times = 0; times < 2; times += 1) expect((await remote.post(query)).body).toBe('"b"');
    expect(all.map(({ received }) => received.length)).toEqual([1, 2]);
  });

  test('a query is asked once more and not oftener', async () => {
    const all = await peers(breakOff, breakOff, breakOff);
    const remote = remoteTo(all.map(({ url }) => url));
    await expect(remote.post(query)).rejects.toThrow(Unavailable);
    expect(sentTo(all)).toBe(2);
  });

  test('one that says it is about to go gets nothing new, and what is sent goes to the others', async () => {
    const all = await peers(json('a'), json('b'));
    const remote = remoteTo(all.map(({ url }) => url));
    const [leaving, staying] = all as [Peer, Peer];
    leaving.answers((response) =>
      response.writeHead(200, { 'content-type': 'application/json', connection: 'close' }).end('"a"'),
    );
    for (let times = 0; times < 10; times += 1) await remote.post(mutation);
    expect([leaving.received.length, staying.received.length]).toEqual([1, 9]);
  });

  test('even one that is about to go is asked where no other is left', async () => {
    const [leaving] = await peers((response) =>
      response.writeHead(200, { 'content-type': 'application/json', connection: 'close' }).end('"a"'),
    );
    const remote = remoteTo([leaving?.url as string, await nobodyThere()]);
    for (let times = 0; times < 3; times += 1) expect((await remote.post(mutation)).body).toBe('"a"');
  });
});

describe('where one name stands for all replicas', () => {
  test('one of its addresses may refuse: another is tried', async () => {
    const [peer] = (await peers(json('there'))) as [Peer];
    // localhost is ::1 as well, where nobody listens
    const remote = remoteTo([peer.url.replace('127.0.0.1', 'localhost')]);
    expect((await remote.post(mutation)).body).toBe('"there"');
  });

  test('one refusal says nothing about the others behind it', async () => {
    const [peer] = (await peers(json('there'))) as [Peer];
    const remote = remoteTo([peer.url]);
    await remote.post(query);
    await peer.leave();
    const lost = remote.post(query).catch(() => 'lost');
    expect(await lost).toBe('lost');
    await peer.comeBack();
    await until(() => remote.states().get(peer.url) === 'CLOSED');
    expect((await remote.post(mutation)).body).toBe('"there"');
  });

  test('a name that nobody knows is unavailable', async () => {
    const remote = remoteTo(['http://economy.invalid:4000']);
    await expect(remote.post(query)).rejects.toThrow(Unavailable);
  });
});

describe('an answer that does not come', () => {
  test('is not waited for beyond the limit, and the question is not put again', async () => {
    const all = await peers(hang, hang);
    const remote = remoteTo(
      all.map(({ url }) => url),
      IMPATIENT,
    );
    await expect(remote.post(query)).rejects.toThrow(Unavailable);
    expect(sentTo(all)).toBe(1);
  });

  test('that begins and then stops is given up too', async () => {
    const [peer] = await peers((response) =>
      response.writeHead(200, { 'content-type': 'application/json' }).write('{"data":'),
    );
    await expect(remoteTo([peer?.url as string], IMPATIENT).post(query)).rejects.toThrow(Unavailable);
  });

  test.each([502, 503, 504])('because a proxy says %i is no answer', async (status) => {
    const [peer] = (await peers(json({ errors: [] }, status))) as [Peer];
    const remote = remoteTo([peer.url]);
    await expect(remote.post(mutation)).rejects.toThrow(Unavailable);
    expect(peer.received).toHaveLength(1);
    await expect(remote.post(query)).rejects.toThrow(Unavailable);
    expect(peer.received).toHaveLength(3);
  });
});

describe('an answer that is none', () => {
  test('because it is no JSON is asked for again, elsewhere', async () => {
    const all = await peers((response) => response.end('<html>Welcome</html>'), json('b'));
    const remote = remoteTo(all.map(({ url }) => url));
    for (let times = 0; times < 3; times += 1) expect((await remote.post(query)).body).toBe('"b"');
  });

  test('because it is too large is given up, asked for once, and held against nobody', async () => {
    const megabyte = 'x'.repeat(1024 * 1024);
    const [peer] = (await peers((response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      for (let sent = 0; sent < 65; sent += 1) response.write(megabyte);
      response.end();
    })) as [Peer];
    const remote = remoteTo([peer.url]);
    for (let times = 0; times < 4; times += 1) await expect(remote.post(query)).rejects.toThrow(Unavailable);
    expect(peer.received).toHaveLength(4);
    expect(remote.states().get(peer.url)).toBe('CLOSED');
  });
});

describe('a replica that fails', () => {
  test('three times in a row is left alone, greeted, and asked again once it answers', async () => {
    const [peer] = (await peers(breakOff)) as [Peer];
    const remote = remoteTo([peer.url]);
    for (let times = 0; times < 3; times += 1) await expect(remote.post(mutation)).rejects.toThrow(Unavailable);
    peer.answers(hang);
    expect(remote.states().get(peer.url)).toBe('OPEN');
    for (let times = 0; times < 5; times += 1) await expect(remote.post(mutation)).rejects.toThrow(Unavailable);
    expect(peer.received).toHaveLength(3);
    peer.answers(json('back'));
    await until(() => remote.states().get(peer.url) === 'CLOSED');
    expect(peer.greetings).toBeGreaterThan(0);
    expect((await remote.post(mutation)).body).toBe('"back"');
  });
});
