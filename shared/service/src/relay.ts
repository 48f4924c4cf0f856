/**
 * The outbox on its way, and the inbox that receives it. A row is handed over until the subscriber's own
 * transaction has committed; that commit is the acknowledgement. Rows are selected by their flag, never by a
 * last id seen, since ids are not in the order of commits.
 */
import type { EventEnvelope } from '@hh/events/event.ts';
import type { Log } from './log.ts';
import { type CollectionSpec, type Connection, inTransaction, isDuplicateKey, type Session } from './mongo.ts';
import type { OutboxRow } from './writer.ts';

/** Hands an event to a subscriber; returns when it is committed there. A function call, or an HTTP request. */
export type Deliver = (service: string, event: EventEnvelope) => Promise<void>;

export interface Relay {
  wake(): void;
  isIdle(): Promise<boolean>;
  stop(): Promise<void>;
}

const SWEEP_MS = 1_000;
const BATCH = 100;

export function startRelay(options: { connection: Connection; deliver: Deliver; log: Log }): Relay {
  const outbox = options.connection.collection<OutboxRow>('outbox');
  let wanted = true;
  let stopped = false;
  let signal = () => {};

  async function pass(): Promise<void> {
    const rows = await outbox.find({ isPending: true }).sort({ at: 1 }).limit(BATCH).toArray();
    for (const row of rows) {
      const { _id, pending, isPending: _, ...event } = row;
      for (const service of pending) {
        await options.deliver(service, { id: _id, ...event });
        await outbox.updateOne({ _id }, [
          { $set: { pending: { $setDifference: ['$pending', [service]] } } },
          { $set: { isPending: { $gt: [{ $size: '$pending' }, 0] } } },
        ]);
      }
    }
    if (rows.length === BATCH) wanted = true;
  }

  const running = (async () => {
    while (!stopped) {
      wanted = false;
      await pass().catch((error: unknown) => options.log.warn({ err: error }, 'the relay will try again'));
      if (wanted || stopped) continue;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, SWEEP_MS);
        signal = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  })();

  const wake = () => {
    wanted = true;
    signal();
  };
  return {
    wake,
    isIdle: async () => (await outbox.findOne({ isPending: true }, { projection: { _id: 1 } })) === null,
    stop: async () => {
      stopped = true;
      wake();
      await running;
    },
  };
}

export const inboxCollection: CollectionSpec = { name: 'inbox', indexes: [] };

/** Handles an event once: its row in the inbox and the effect commit together; a second delivery changes nothing. */
export async function receiveOnce(
  connection: Connection,
  event: EventEnvelope,
  handle: (event: EventEnvelope, session: Session) => Promise<void>,
): Promise<void> {
  const inbox = connection.collection<{ _id: string; name: string; at: Date }>('inbox');
  if (await inbox.findOne({ _id: event.id })) return;
  try {
    await inTransaction(connection, async (session) => {
      await inbox.insertOne({ _id: event.id, name: event.name, at: event.at }, { session });
      await handle(event, session);
    });
  } catch (error) {
    const received = isDuplicateKey(error) && (await inbox.findOne({ _id: event.id }));
    if (!received) throw error;
  }
}
