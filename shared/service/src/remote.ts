/**
 * The way to a service that runs in processes of its own: its replicas in turn, over kept connections, each behind a
 * breaker. What never left us goes to another replica; what may have arrived is sent again, once, only where repeating
 * it does no harm.
 */
import { type Dispatcher, Pool } from 'undici';
import { type Breaker, type BreakerState, createBreaker } from './breaker.ts';
import { noTracing, type Tracing } from './tracing.ts';

type Headers = Readonly<Record<string, string | string[]>>;

export interface RemoteRequest {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Does it no harm when it arrives twice? */
  readonly isRepeatable: boolean;
}

export interface RemoteAnswer {
  readonly status: number;
  readonly body: string;
}

export interface Remote {
  /** Posts JSON and reads the answer whole; throws `Unavailable` where none can be had. */
  post(request: RemoteRequest): Promise<RemoteAnswer>;
  /** Passes a request on as a stream to a replica that answers, and leaves the answer to be streamed back. */
  forward(
    request: Pick<Dispatcher.RequestOptions, 'method' | 'path' | 'body' | 'signal'> & { readonly headers: Headers },
  ): Promise<Dispatcher.ResponseData>;
  /** One state for each replica, by its address. */
  states(): ReadonlyMap<string, BreakerState>;
  close(): Promise<void>;
}

export class Unavailable extends Error {}

export interface RemoteOptions {
  readonly name: string;
  readonly urls: readonly string[];
  /** How long an answer may take, in milliseconds. */
  readonly timeoutMs: number;
  readonly connections?: number;
  readonly tracing?: Tracing;
}

interface Replica {
  readonly url: string;
  readonly pool: Pool;
  readonly breaker: Breaker;
}

const CONNECT_MS = 2_000;
const LARGEST_ANSWER = 64 * 1024 * 1024;
/** The request has not left us: nobody listens, or no connection came about. */
const NEVER_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);
/** What a proxy answers for somebody who does not. */
const NOBODY_BEHIND = new Set([502, 503, 504]);

export function createRemote(options: RemoteOptions): Remote {
  const replicas = options.urls.map((url) => createReplica(url, options));
  const { tracing = noTracing } = options;
  let turn = 0;

  function traced(headers: Headers): Headers {
    const traceparent = tracing.traceparent();
    return traceparent ? { ...headers, traceparent } : headers;
  }

  /** The next replica that takes calls; one that was not tried yet before one that was. */
  function pick(tried: ReadonlySet<Replica>): Replica | null {
    turn = (turn + 1) % replicas.length;
    const inTurn = [...replicas.slice(turn), ...replicas.slice(0, turn)];
    const fresh = inTurn.filter((replica) => !tried.has(replica));
    return (
      [...fresh, ...inTurn.filter((replica) => tried.has(replica))].find(({ breaker }) => breaker.admits()) ?? null
    );
  }

  async function attempt(replica: Replica, request: RemoteRequest): Promise<RemoteAnswer> {
    const { path, body } = request;
    const headers = traced(request.headers);
    const signal = AbortSignal.timeout(options.timeoutMs);
    const answer = await replica.pool.request({ method: 'POST', path, headers, body, signal });
    const text = await answer.body.text();
    if (NOBODY_BEHIND.has(answer.statusCode)) throw new Unavailable(`${replica.url} answers ${answer.statusCode}`);
    return { status: answer.statusCode, body: text };
  }

  async function watched<T>(replica: Replica, work: Promise<T>): Promise<T> {
    try {
      const result = await work;
      replica.breaker.succeeded();
      return result;
    } catch (error) {
      replica.breaker.failed(isNeverSent(error));
      throw error;
    }
  }

  return {
    async post(request) {
      const tried = new Set<Replica>();
      let problem: unknown = new Error('every replica is resting after failures');
      for (let tries = 1; tries <= Math.max(2, replicas.length); tries += 1) {
        const replica = pick(tried);
        if (!replica) break;
        tried.add(replica);
        try {
          return await watched(replica, attempt(replica, request));
        } catch (error) {
          problem = error;
          if (!isNeverSent(error) && (tries > 1 || !request.isRepeatable || isTimeout(error))) break;
        }
      }
      throw new Unavailable(`${options.name} does not answer`, { cause: problem });
    },

    async forward(request) {
      const tried = new Set<Replica>();
      // A stream can be sent once only, so somebody who listens is found first.
      for (let tries = 1; tries <= Math.max(2, replicas.length); tries += 1) {
        const replica = pick(tried);
        if (!replica) break;
        tried.add(replica);
        const greeting = replica.pool.request({ method: 'GET', path: '/health/live', headersTimeout: CONNECT_MS });
        const isThere = await watched(
          replica,
          greeting.then(({ body }) => body.dump()),
        ).then(
          () => true,
          () => false,
        );
        if (isThere)
          return await replica.pool.request({ ...request, headers: traced(request.headers), bodyTimeout: 0 });
      }
      throw new Unavailable(`${options.name} does not answer`);
    },

    states: () => new Map(replicas.map(({ url, breaker }) => [url, breaker.state()])),
    close: async () => {
      await Promise.all(replicas.map(({ pool }) => pool.close()));
    },
  };
}

function createReplica(url: string, { timeoutMs, connections = 64 }: RemoteOptions): Replica {
  const pool = new Pool(url, {
    connections,
    pipelining: 1,
    connect: { timeout: CONNECT_MS },
    headersTimeout: timeoutMs,
    keepAliveTimeout: 30_000,
    maxResponseSize: LARGEST_ANSWER,
  });
  return { url, pool, breaker: createBreaker(() => performance.now()) };
}

function isNeverSent(error: unknown): boolean {
  const { code, errors } = error as { code?: string; errors?: readonly unknown[] };
  // Several addresses of one name fail together.
  if (errors) return errors.length > 0 && errors.every(isNeverSent);
  return NEVER_SENT.has(code ?? '');
}

function isTimeout(error: unknown): boolean {
  const { name, code } = error as { name?: string; code?: string };
  return name === 'TimeoutError' || code === 'UND_ERR_HEADERS_TIMEOUT' || code === 'UND_ERR_BODY_TIMEOUT';
}
