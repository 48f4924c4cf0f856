/**
 * Bull Board: the queues as BullMQ sees them, to look at and not to touch, for administrators. A browser goes to a page
 * without a header, so whoever has a token trades it for a pass first: a cookie of a few minutes that only these
 * addresses are sent, that no script reads, and that is looked at anew with every request, as any token.
 */
import { fileURLToPath } from 'node:url';
import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { ExpressAdapter } from '@bull-board/express';
import { can } from '@hh/service/actor.ts';
import { refuseWithFailure } from '@hh/service/http-failure.ts';
import { connectRedis } from '@hh/service/redis-connection.ts';
import type { Platform } from '@hh/service/service.ts';
import { Queue } from 'bullmq';
import express, { type NextFunction, type Request, type Response, type Router } from 'express';
import type { Redis } from 'ioredis';

const BASE = '/api/queues';
const PASS = 'queues';
const PASS_S = 600;
/** How long Redis may take. */
const ANSWER_MS = 2_000;

/** Its own scripts and styles; the values of its page stand in a block of data, which no policy runs. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'self'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Its page asks another host for letters; they would be refused, so they are not asked for. */
const LETTERS = /<link href="https:[^>]*>/g;

export interface QueueBoard {
  readonly routes: Router;
  stop(): Promise<void>;
}

type Parts = Pick<Platform, 'redisUrl' | 'queuePrefix' | 'identify' | 'log'>;

export function createQueueBoard(parts: Parts): QueueBoard {
  let opened: Promise<OpenBoard | null> | null = null;
  const board = () => {
    opened ??= openBoard(parts).catch((error: unknown) => {
      parts.log.warn({ err: error }, 'the board of the queues cannot be opened');
      opened = null;
      return null;
    });
    return opened;
  };
  const router = express.Router();
  router.post(`${BASE}/pass`, async (request, response) => {
    if (!(await admit(parts, request.headers.authorization, response))) return;
    const token = (request.headers.authorization ?? '').replace(/^Bearer /i, '');
    response.cookie(PASS, token, {
      httpOnly: true,
      sameSite: 'strict',
      path: BASE,
      maxAge: PASS_S * 1_000,
      secure: request.headers.origin?.startsWith('https:') ?? false,
    });
    response.status(204).end();
  });
  router.use(BASE, async (request: Request, response: Response, next: NextFunction) => {
    // Whatever changes something has no address here.
    if (request.method !== 'GET') return next('router');
    const pass = passIn(request);
    if (!(await admit(parts, pass === null ? undefined : `Bearer ${pass}`, response))) return;
    response.set({ 'content-security-policy': POLICY, 'cache-control': 'no-store' });
    const send = response.send.bind(response);
    response.send = (body) => send(typeof body === 'string' ? body.replaceAll(LETTERS, '') : body);
    const opened = await board();
    if (opened) opened.show(request, response, next);
    else refuseWithFailure(response, 503, 'SUBGRAPH_UNAVAILABLE');
  });
  return {
    routes: router,
    stop: async () => {
      await (await opened)?.close();
    },
  };
}

/** Answers by itself whoever may not. */
async function admit({ identify }: Parts, authorization: string | undefined, response: Response): Promise<boolean> {
  const actor = await identify(authorization);
  if (can(actor, 'operations:read')) return true;
  if (actor) refuseWithFailure(response, 403, 'FORBIDDEN');
  else refuseWithFailure(response.set('www-authenticate', 'Bearer'), 401, 'UNAUTHENTICATED');
  return false;
}

function passIn({ headers: { cookie = '' } }: Request): string | null {
  const found = cookie.split('; ').find((each) => each.startsWith(`${PASS}=`));
  return found ? decodeURIComponent(found.slice(PASS.length + 1)) : null;
}

interface OpenBoard {
  readonly show: express.Application;
  close(): Promise<void>;
}

/** With the queues that this world has in Redis, whichever service they are of. */
async function openBoard({ redisUrl, queuePrefix, log }: Parts): Promise<OpenBoard> {
  const options = { lazyConnect: true, maxRetriesPerRequest: 1, commandTimeout: ANSWER_MS };
  const connection = connectRedis(redisUrl, options);
  connection.on('error', (error) => log.debug({ err: error }, 'redis'));
  const found = await connection
    .connect()
    .then(() => queuesIn(connection, queuePrefix))
    .catch((error: unknown) => {
      // Else it would go on trying, for nobody.
      connection.disconnect();
      throw error;
    });
  const queues = found.map(({ prefix, name }) => new Queue(name, { connection, prefix, skipMetasUpdate: true }));
  for (const queue of queues) queue.on('error', (error) => log.debug({ err: error }, 'queue'));
  const adapter = new ExpressAdapter().setBasePath(BASE);
  createBullBoard({
    queues: queues.map((queue, at) => new BullMQAdapter(queue, { readOnlyMode: true, prefix: found[at]?.mark ?? '' })),
    serverAdapter: adapter,
    options: {
      uiBasePath: fileURLToPath(new URL('.', import.meta.resolve('@bull-board/ui/package.json'))),
      uiConfig: { boardTitle: '队列 Queues', hideRedisDetails: true },
    },
  });
  return {
    show: adapter.getRouter().disable('x-powered-by'),
    close: async () => {
      await Promise.all(queues.map((queue) => queue.close()));
      connection.disconnect();
    },
  };
}

interface FoundQueue {
  readonly prefix: string;
  readonly name: string;
  /** What the prefix says beside the world's own: of which release the queue is. */
  readonly mark: string;
}

async function queuesIn(redis: Redis, world: string): Promise<readonly FoundQueue[]> {
  const found = new Map<string, FoundQueue>();
  for await (const keys of redis.scanStream({ match: `${world}*:meta`, count: 1_000 }))
    for (const key of keys as string[]) {
      const [prefix = '', name = ''] = key.split(':');
      const mark = prefix.slice(world.length);
      if (mark === '' || mark.startsWith('.')) found.set(key, { prefix, name, mark: mark && `${mark.slice(1)} ` });
    }
  return [...found.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
}
