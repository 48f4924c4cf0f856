/**
 * The way to a service that runs in processes of its own: its replicas in turn. What never left us goes to another
 * replica; what may have arrived is sent again, once, only where repeating it does no harm.
 */
import type { Dispatcher } from 'undici';
import type { BreakerState } from './breaker.ts';
import {
  type Answer,
  createReplica,
  type Headers,
  isHopeless,
  isNeverSent,
  type Replica,
  type Stream,
} from './replica.ts';
import { noTracing, type Tracing } from './tracing.ts';

export interface RemoteRequest {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Does it no harm when it arrives twice? */
  readonly isRepeatable: boolean;
}

export interface Remote {
  /** Posts JSON and reads the answer whole; throws `Unavailable` where none can be had. */
  post(request: RemoteRequest): Promise<Answer>;
  /** Passes a request on as a stream to a replica that answers, and leaves the answer to be streamed back. */
  forward(request: Stream): Promise<Dispatcher.ResponseData>;
  /** One state for each replica, by its address. */
  states(): ReadonlyMap<string, BreakerState['kind']>;
  close(): Promise<void>;
}

export class Unavailable extends Error {}

export interface RemoteOptions {
  readonly name: string;
  /** One for each process, or one name that stands for all of them. */
  readonly urls: readonly string[];
  /** How long an answer may take, in milliseconds. */
  readonly timeoutMs: number;
  /** How long a connection is kept without a request: less than the notice of one who leaves. */
  readonly idleMs?: number;
  readonly tracing?: Tracing;
}

const LEAST_TRIES = 3;
const IDLE_MS = 1_000;

export function createRemote({ name, urls, timeoutMs, idleMs = IDLE_MS, tracing = noTracing }: RemoteOptions): Remote {
  const isOneProcess = urls.length > 1;
  const replicas = urls.map((url) => createReplica({ url, timeoutMs, idleMs, isOneProcess }));
  const mostTries = Math.max(LEAST_TRIES, replicas.length);
  let turn = 0;

  function traced<Request extends { readonly headers: Headers }>(request: Request): Request {
    const traceparent = tracing.traceparent();
    return traceparent ? { ...request, headers: { ...request.headers, traceparent } } : request;
  }

  /** The next one in turn; one that stays before one that leaves, and before one that was tried already. */
  function pick(tried: ReadonlySet<Replica>): Replica | null {
    turn = (turn + 1) % replicas.length;
    const inTurn = [...replicas.slice(turn), ...replicas.slice(0, turn)];
    const candidates = inTurn.filter((replica) => replica.state().kind !== 'OPEN');
    const cost = (replica: Replica) => (tried.has(replica) ? 2 : 0) + (replica.state().kind === 'LEAVING' ? 1 : 0);
    return candidates.toSorted((one, other) => cost(one) - cost(other))[0] ?? null;
  }

  const asUnavailable = (cause: unknown) => {
    throw new Unavailable(`${name} does not answer`, { cause });
  };

  return {
    async post({ isRepeatable, ...request }) {
      const tried = new Set<Replica>();
      let problem: unknown = new Error('every replica rests after failures');
      let sent = 0;
      for (let tries = 1; tries <= mostTries; tries += 1) {
        const replica = pick(tried);
        if (!replica) break;
        tried.add(replica);
        try {
          return await replica.post(traced(request));
        } catch (error) {
          problem = error;
          if (isNeverSent(error)) continue;
          sent += 1;
          if (sent > 1 || !isRepeatable || isHopeless(error)) break;
        }
      }
      throw new Unavailable(`${name} does not answer`, { cause: problem });
    },

    async forward(request) {
      const tried = new Set<Replica>();
      // A stream can be sent once only, so somebody who listens is found first.
      for (let tries = 1; tries <= mostTries; tries += 1) {
        const replica = pick(tried);
        if (!replica) break;
        tried.add(replica);
        if (await replica.greet()) return await replica.stream(traced(request)).catch(asUnavailable);
      }
      throw new Unavailable(`${name} does not answer`);
    },

    states: () => new Map(replicas.map((replica) => [replica.url, replica.state().kind])),
    close: async () => {
      await Promise.all(replicas.map((replica) => replica.close()));
    },
  };
}
