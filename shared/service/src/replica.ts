/** One process of a service, over kept connections and behind a breaker. */
import { setTimeout as wait } from 'node:timers/promises';
import { type Dispatcher, Pool } from 'undici';
import { type BreakerEvent, type BreakerState, closed, next } from './breaker.ts';

export interface Answer {
  readonly status: number;
  readonly body: string;
}

export type Headers = Readonly<Record<string, string | string[]>>;

export interface Stream extends Pick<Dispatcher.RequestOptions, 'method' | 'path' | 'body' | 'signal'> {
  readonly headers: Headers;
}

export interface Replica {
  readonly url: string;
  state(): BreakerState;
  /** Posts JSON and reads the answer whole. */
  post(request: { readonly path: string; readonly headers: Headers; readonly body: string }): Promise<Answer>;
  /** Does it take requests just now? */
  greet(): Promise<boolean>;
  /** Passes a request on as it comes, and leaves the answer to be read as it comes. */
  stream(request: Stream): Promise<Dispatcher.ResponseData>;
  close(): Promise<void>;
}

export interface ReplicaOptions {
  readonly url: string;
  /** How long an answer may take, in milliseconds. */
  readonly timeoutMs: number;
  /** How long a connection is kept without a request: shorter than the notice of one who leaves, so that both never let go at once. */
  readonly idleMs: number;
  /** Does the address stand for one process, so that one refusal says that it is not there? */
  readonly isOneProcess: boolean;
}

/** It answered something that is not an answer of ours. */
class StrangeAnswer extends Error {}

const CONNECT_MS = 2_000;
const CONNECTIONS = 64;
const LARGEST_ANSWER = 64 * 1024 * 1024;
/** What a proxy answers for somebody who does not, and what we answer when we are about to go. */
const NOBODY_BEHIND = new Set([502, 503, 504]);

export function createReplica({ url, timeoutMs, idleMs, isOneProcess }: ReplicaOptions): Replica {
  const shared = {
    pipelining: 1,
    connect: { timeout: CONNECT_MS },
    headersTimeout: timeoutMs,
    keepAliveTimeout: idleMs,
    keepAliveMaxTimeout: idleMs,
  };
  const calls = new Pool(url, { ...shared, connections: CONNECTIONS, maxResponseSize: LARGEST_ANSWER });
  // Files and events may take for hours, and take no connection away from the graph.
  const streams = new Pool(url, { ...shared, bodyTimeout: 0 });
  const closing = new AbortController();
  let state = closed;

  function tell(event: BreakerEvent): void {
    const before = state;
    state = next(state, event);
    if (before.kind === 'CLOSED' && state.kind !== 'CLOSED') void greetUntilAnswered();
  }

  async function greetUntilAnswered(): Promise<void> {
    while (state.kind !== 'CLOSED') {
      const isDue = await wait(state.pauseMs, true, { ref: false, signal: closing.signal }).catch(() => false);
      if (!isDue) return;
      tell((await greet()) ? 'GREETED' : 'NOT_GREETED');
    }
  }

  async function greet(): Promise<boolean> {
    const signal = AbortSignal.timeout(CONNECT_MS);
    try {
      const { statusCode, body } = await streams.request({ method: 'GET', path: '/health/ready', signal });
      await body.dump();
      return statusCode < 500; // a subgraph that is not ours may have no such page
    } catch {
      return false; // whatever the reason, it is not there
    }
  }

  return {
    url,
    state: () => state,
    greet,
    async post(request) {
      const { signal, over } = atMost(timeoutMs);
      try {
        const { statusCode, headers, body } = await calls.request({ ...request, method: 'POST', signal });
        const text = await body.text();
        if (NOBODY_BEHIND.has(statusCode)) throw new StrangeAnswer(`${url} answers ${statusCode}`);
        if (text !== '' && !/\bjson\b/.test(String(headers['content-type'])))
          throw new StrangeAnswer(`${url} answers ${headers['content-type']}`);
        tell(headers.connection === 'close' && isOneProcess ? 'LEAVES' : 'ANSWERED');
        return { status: statusCode, body: text };
      } catch (error) {
        tell(eventOf(error, isOneProcess));
        throw error;
      } finally {
        over();
      }
    },
    stream: (request) => streams.request(request),
    close: async () => {
      closing.abort();
      await Promise.all([calls.close(), streams.close()]);
    },
  };
}

/** `AbortSignal.timeout` for what is nearly always over before: nothing is left of it that ends later. */
function atMost(ms: number): { readonly signal: AbortSignal; over(): void } {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(new DOMException(`no answer in ${ms} ms`, 'TimeoutError')), ms);
  return { signal: limit.signal, over: () => clearTimeout(timer) };
}

function eventOf(error: unknown, isOneProcess: boolean): BreakerEvent {
  if (isTooLarge(error)) return 'ANSWERED';
  return isOneProcess && isNeverSent(error) ? 'REFUSED' : 'FAILED';
}

/** The request has not left us: nobody listens, or no connection came about. */
export function isNeverSent(error: unknown): boolean {
  const { code, syscall, errors } = error as { code?: string; syscall?: string; errors?: readonly unknown[] };
  // Several addresses of one name fail together.
  if (errors) return errors.length > 0 && errors.every(isNeverSent);
  return syscall === 'connect' || syscall === 'getaddrinfo' || code === 'UND_ERR_CONNECT_TIMEOUT';
}

/** Would another try most likely end the same way, and cost the same again? */
export function isHopeless(error: unknown): boolean {
  const { name, code } = error as { name?: string; code?: string };
  return name === 'TimeoutError' || code === 'UND_ERR_HEADERS_TIMEOUT' || isTooLarge(error);
}

function isTooLarge(error: unknown): boolean {
  return (error as { code?: string }).code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE';
}
