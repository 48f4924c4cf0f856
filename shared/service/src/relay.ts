/**
 * The outbox on its way, and the inbox that receives it. A row is handed over until the subscriber's own transaction has
 * committed; that commit is the acknowledgement. Rows are selected by their flag, never by a last id seen, since ids are
 * not in the order of commits.
 *
 * Every row has one subscriber and its own tries: what one of them refuses or never answers holds up neither the other
 * subscribers nor its own next row. A try is noted before the call goes out, together with when the next one would be
 * due, so several relays on one outbox share the work, and an event that kills its process comes back ever later. The
 * transaction that announces an event notes the first one, and its process hands the event over as soon as it has committed.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { EventEnvelope } from '@hh/events/event.ts';
import { reach } from './failpoint.ts';
import { grouped } from './grouped.ts';
import type { Log } from './log.ts';
import { type CollectionSpec, type Connection, inTransaction, isDuplicateKey, type Session } from './mongo.ts';
import type { Telemetry } from './telemetry.ts';
import { resumed } from './tracing.ts';
import { within } from './within.ts';

/** Hands an event to a subscriber; returns when it is committed there. A function call, or an HTTP request. */
export type Deliver = (service: string, event: EventEnvelope) => Promise<void>;

export interface OutboxRow extends Omit<EventEnvelope, 'id'> {
  _id: string;
  /** The id of the event: the rows of its other subscribers have the same. */
  event: string;
  subscriber: string;
  /** Until the subscriber has acknowledged it. */
  isPending: boolean;
  tries: number;
  nextTryAt: Date;
  acknowledgedAt?: Date;
}

export interface Relay {
  /** Before it nothing is handed over. */
  start(): void;
  /** Looks for what is due. */
  wake(): void;
  /** Hands over what was announced here and noted as tried. */
  take(rows: readonly OutboxRow[]): void;
  /** When the second try is due. */
  readonly firstDelayMs: number;
  /** Since when its oldest event waits to be acknowledged, in the time of the business; null when none does. */
  oldest(timeoutMs: number): Promise<Date | null>;
  isIdle(): Promise<boolean>;
  stop(): Promise<void>;
}

const SWEEP_MS = 1_000;
const AT_ONCE = 8;
const DELIVERY_MS = 10_000;
const FIRST_DELAY_MS = 1_000;
const LONGEST_DELAY_MS = 30_000;
const DAY_S = 86_400;

export const outboxCollection: CollectionSpec = {
  name: 'outbox',
  indexes: [
    {
      name: 'due',
      key: { subscriber: 1, nextTryAt: 1 },
      partialFilterExpression: { isPending: true },
    },
    { name: 'kept for a while', key: { acknowledgedAt: 1 }, expireAfterSeconds: 30 * DAY_S },
  ],
};

/** Kept longer than any event is on its way: only an acknowledgement that got lost brings one twice. */
export const inboxCollection: CollectionSpec = {
  name: 'inbox',
  indexes: [{ name: 'kept for a while', key: { receivedAt: 1 }, expireAfterSeconds: 180 * DAY_S }],
};

/** The rows of one event, one for each who acts on it. */
export function outboxRows(event: EventEnvelope, subscribers: readonly string[]): OutboxRow[] {
  const { id, ...rest } = event;
  return subscribers.map((subscriber) => ({
    _id: `${id}.${subscriber}`,
    event: id,
    ...rest,
    subscriber,
    isPending: true,
    tries: 0,
    nextTryAt: new Date(0),
  }));
}

/**
 * Puts rows into the outbox, due at once. With a relay they are noted as tried, since it hands them over after the commit,
 * and due again, by the server's clock, where that fails or the process dies.
 */
export async function putOut(
  connection: Connection,
  rows: readonly OutboxRow[],
  session: Session,
  relay?: Pick<Relay, 'firstDelayMs'>,
): Promise<void> {
  if (rows.length === 0) return;
  const outbox = connection.collection<OutboxRow>('outbox');
  if (!relay) {
    await outbox.insertMany([...rows], { session });
    return;
  }
  const tried = { tries: 1, nextTryAt: { $add: ['$$NOW', relay.firstDelayMs] } };
  const updates = rows.map((row) => ({
    updateOne: {
      filter: { _id: row._id },
      update: [{ $replaceWith: { $mergeObjects: [{ $literal: row }, tried] } }],
      upsert: true,
    },
  }));
  await outbox.bulkWrite(updates, { session });
}

export interface RelayOptions {
  readonly connection: Connection;
  /** Who acts on events of this service. */
  readonly subscribers: readonly string[];
  readonly deliver: Deliver;
  readonly log: Log;
  readonly telemetry: Telemetry;
  /** The service whose outbox it is. */
  readonly service: string;
  /** How long one delivery may take. */
  readonly deliveryMs?: number;
  /** When the second try is due; each later one waits twice as long, up to half a minute. */
  readonly firstDelayMs?: number;
}

export function createRelay(options: RelayOptions): Relay {
  const { connection, subscribers, deliver, log, telemetry } = options;
  const { deliveryMs = DELIVERY_MS, firstDelayMs = FIRST_DELAY_MS } = options;
  const outbox = connection.collection<OutboxRow>('outbox');
  const working = new Map(subscribers.map((subscriber) => [subscriber, new Set<Promise<void>>()]));
  const taken = new Map(subscribers.map((subscriber): [string, Taken[]] => [subscriber, []]));
  let isRunning = false;
  let timer: NodeJS.Timeout | undefined;

  const acknowledge = grouped(AT_ONCE, async (ids: readonly string[]) => {
    await outbox.updateMany({ _id: { $in: [...ids] } }, [{ $set: { isPending: false, acknowledgedAt: '$$NOW' } }]);
    return ids;
  });

  /** What was taken here and is not due again yet: what has waited too long is left to whoever claims it. */
  function nextTaken(subscriber: string): OutboxRow | null {
    const waiting = taken.get(subscriber) ?? [];
    for (let next = waiting.shift(); next && isRunning; next = waiting.shift())
      if (performance.now() - next.since < firstDelayMs / 2) return next.row;
    return null;
  }

  /** The row of this subscriber that waits longest, noted as tried. */
  async function claim(subscriber: string): Promise<OutboxRow | null> {
    const delay = { $min: [LONGEST_DELAY_MS, { $multiply: [firstDelayMs, { $pow: [2, { $min: ['$tries', 10] }] }] }] };
    return await outbox.findOneAndUpdate(
      { isPending: true, subscriber, $expr: { $lte: ['$nextTryAt', '$$NOW'] } },
      [{ $set: { tries: { $add: ['$tries', 1] }, nextTryAt: { $add: ['$$NOW', delay] } } }],
      { sort: { nextTryAt: 1 }, returnDocument: 'after' },
    );
  }

  async function handOver(row: OutboxRow): Promise<void> {
    const { _id, event: id, subscriber, tries, name, county, payload, at, traceparent } = row;
    const event = { id, name, county, payload, at, ...(traceparent ? { traceparent } : {}) };
    const about = { kind: 'PRODUCER', attributes: { 'hh.event': id, 'hh.subscriber': subscriber } } as const;
    const counted = (outcome: string) =>
      telemetry.metrics.deliveries.inc({ service: options.service, subscriber, outcome });
    reach('relay.claimed', name);
    try {
      await resumed(telemetry.tracing, traceparent, `deliver ${name}`, about, () =>
        within(deliveryMs, () => deliver(subscriber, event)),
      );
    } catch (error) {
      counted('failed');
      log.warn({ err: error, event: id, name, subscriber, tries }, 'the relay will try again');
      return;
    }
    counted('acknowledged');
    reach('relay.delivered', name);
    await acknowledge(_id);
    reach('relay.acknowledged', name);
  }

  async function work(subscriber: string, find: Find): Promise<void> {
    for (let row = await find(subscriber); row; row = isRunning ? await find(subscriber) : null) {
      begin(subscriber, find); // where one row is due there may be more
      await handOver(row);
    }
  }

  function begin(subscriber: string, find: Find): void {
    const workers = working.get(subscriber);
    if (!workers || !isRunning || workers.size >= AT_ONCE) return;
    const worker = work(subscriber, find)
      .catch((error: unknown) => log.warn({ err: error, subscriber }, 'the relay will try again'))
      .finally(() => workers.delete(worker));
    workers.add(worker);
  }

  const wake = () => {
    for (const subscriber of subscribers) begin(subscriber, claim);
  };

  const pending = { isPending: true, subscriber: { $in: [...subscribers] } };
  return {
    firstDelayMs,
    start: () => {
      isRunning = true;
      timer = setInterval(wake, SWEEP_MS);
      wake();
    },
    wake,
    take: (rows) => {
      const since = performance.now();
      for (const row of rows) {
        taken.get(row.subscriber)?.push({ row: { ...row, tries: 1 }, since });
        begin(row.subscriber, nextTaken);
      }
    },
    oldest: async (timeoutMs) => {
      const rows = outbox
        .find(pending, { projection: { at: 1 } })
        .sort({ at: 1 })
        .limit(1);
      return (await rows.maxTimeMS(timeoutMs).next())?.at ?? null;
    },
    isIdle: async () => {
      return (await outbox.findOne(pending, { projection: { _id: 1 } })) === null;
    },
    stop: async () => {
      isRunning = false;
      clearInterval(timer);
      await Promise.all([...working.values()].flatMap((workers) => [...workers]));
    },
  };
}

type Find = (subscriber: string) => Promise<OutboxRow | null> | OutboxRow | null;

interface Taken {
  readonly row: OutboxRow;
  readonly since: number;
}

type Handle = (event: EventEnvelope, session: Session) => Promise<void>;

/** Handles an event once: its row in the inbox and the effect commit together; a second delivery changes nothing. */
export async function receiveOnce(connection: Connection, event: EventEnvelope, handle: Handle): Promise<void> {
  try {
    await receiveTogether(connection, [{ event, handle }]);
  } catch (error) {
    const inbox = connection.collection<{ _id: string }>('inbox');
    const received = isDuplicateKey(error) && (await inbox.findOne({ _id: event.id }));
    if (!received) throw error;
  }
}

export type Receive = (event: EventEnvelope, handle: Handle) => Promise<void>;

/** Like `receiveOnce`, and events that come at the same time share a transaction. */
export function createInbox(connection: Connection): Receive {
  const receive = grouped(AT_ONCE, async (group: readonly Received[]) => {
    const [first] = group;
    if (first && group.length === 1) await receiveOnce(connection, first.event, first.handle);
    else await receiveTogether(connection, group);
    return group;
  });
  return async (event, handle) => {
    // Whoever begins the group, each event is handled as a part of its own trace.
    await receive({ event, handle: AsyncLocalStorage.bind(handle) });
  };
}

interface Received {
  readonly event: EventEnvelope;
  readonly handle: Handle;
}

async function receiveTogether(connection: Connection, group: readonly Received[]): Promise<void> {
  const inbox = connection.collection<{ _id: string; name: string; at: Date; receivedAt: Date }>('inbox');
  await inTransaction(connection, async (session) => {
    const rows = group.map(({ event: { id, name, at } }) => ({ _id: id, name, at, receivedAt: new Date() }));
    await inbox.insertMany(rows, { session });
    for (const { event, handle } of group) {
      await handle(event, session);
      reach('inbox.handled', event.name);
    }
  });
  for (const { event } of group) reach('inbox.committed', event.name);
}
