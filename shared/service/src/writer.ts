/**
 * The one way to write: effect, audit rows, announced events and the idempotency record in one transaction.
 * A refusal aborts it, so nothing is ever half done. The work may run several times: it is pure but for its session.
 * It also runs when its key was used before; then the key stops it, and what was answered first is looked up.
 */
import type { EventDefinition } from '@hh/events/event.ts';
import { type Canonical, contentHash } from '@hh/kernel/canonical.ts';
import type { Clock } from '@hh/kernel/clock.ts';
import { newId } from '@hh/kernel/id.ts';
import { isRefusal, type Refusal, refuse } from '@hh/kernel/refusal.ts';
import type { Actor } from './actor.ts';
import { reach } from './failpoint.ts';
import { type CollectionSpec, type Connection, inTransaction, isDuplicateKey, type Session } from './mongo.ts';
import { type OutboxRow, outboxCollection, outboxRows, putOut, type Relay } from './relay.ts';
import { noTracing, type Tracing } from './tracing.ts';

export interface AuditRow {
  readonly county: string;
  readonly actor: Actor;
  /** What was done, in the words of the mutation: `approveAllocation`. */
  readonly action: string;
  readonly subject: { readonly type: string; readonly id: string };
  readonly before?: unknown;
  readonly after?: unknown;
  readonly reason?: string;
  readonly requestId?: string;
}

export interface Transaction {
  readonly session: Session;
  audit(row: AuditRow): void;
  announce<Payload>(event: EventDefinition<string, Payload>, county: string, payload: Payload): void;
}

/** A caller's key: the same key with the same request answers the first result for ever, with another is refused. */
export interface Once {
  readonly key: string;
  readonly request: Canonical;
}

export interface Writer {
  readonly connection: Connection;
  write<R>(work: (transaction: Transaction) => Promise<R | Refusal>, once?: Once): Promise<R | Refusal>;
}

export const writerCollections: readonly CollectionSpec[] = [
  { name: 'commands', indexes: [] },
  { name: 'numbers', indexes: [] },
  {
    name: 'audit',
    indexes: [
      { name: 'subject', key: { county: 1, 'subject.type': 1, 'subject.id': 1, at: 1 } },
      // For the trail of a county, by whatever it is narrowed to.
      { name: 'at', key: { county: 1, at: 1, _id: 1 } },
      { name: 'actor', key: { county: 1, 'actor.id': 1, at: 1, _id: 1 } },
      { name: 'action', key: { county: 1, action: 1, at: 1, _id: 1 } },
      { name: 'type', key: { county: 1, 'subject.type': 1, at: 1, _id: 1 } },
    ],
  },
  outboxCollection,
];

interface CommandRow {
  _id: string;
  requestHash: string;
  answer: unknown;
  at: Date;
}

class Aborted extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.code);
    this.refusal = refusal;
  }
}

const ATTEMPTS_AFTER_DUPLICATE = 5;

export function createWriter(options: {
  connection: Connection;
  clock: Clock;
  /** Takes what was announced, after the commit; without one the rows wait for whoever looks. */
  relay?: Pick<Relay, 'take' | 'firstDelayMs'>;
  tracing?: Tracing;
}): Writer {
  const { connection, clock, relay, tracing = noTracing } = options;
  const commands = connection.collection<CommandRow>('commands');

  async function attempt<R>(
    work: (transaction: Transaction) => Promise<R | Refusal>,
    once: Once | undefined,
  ): Promise<R> {
    let announced: readonly OutboxRow[] = [];
    let command = once?.key;
    const result = await inTransaction(connection, async (session) => {
      const { transaction, rows, events } = noting(session, clock, tracing);
      const answer = await work(transaction);
      if (isRefusal(answer)) throw new Aborted(answer);
      if (once)
        await commands.insertOne(
          { _id: once.key, requestHash: contentHash(once.request), answer, at: clock.now() },
          { session },
        );
      await auditWithin(connection, clock, rows, session);
      await putOut(connection, events, session, relay);
      announced = events;
      command = rows[0]?.action ?? once?.key;
      reach('writer.written', command);
      return answer;
    });
    reach('writer.committed', command);
    relay?.take(announced);
    return result;
  }

  /** What was answered under this key first, or that it stands for another request. */
  async function recall(once: Once): Promise<{ answer: unknown } | undefined> {
    const row = await commands.findOne({ _id: once.key });
    if (!row) return undefined;
    const isSame = row.requestHash === contentHash(once.request);
    return { answer: isSame ? row.answer : refuse('KEY_REUSED', { field: 'key' }) };
  }

  return {
    connection,
    async write<R>(work: (transaction: Transaction) => Promise<R | Refusal>, once?: Once): Promise<R | Refusal> {
      for (let tries = 1; ; tries += 1) {
        try {
          return await attempt(work, once);
        } catch (error) {
          // Almost every key is new, so it is looked up only where the work did not go through.
          const known = once && (await recall(once));
          if (known) return known.answer as R | Refusal;
          if (error instanceof Aborted) return error.refusal;
          // Another writer won the race for a unique key: look again, now that its row is there.
          if (!isDuplicateKey(error) || tries === ATTEMPTS_AFTER_DUPLICATE) throw error;
        }
      }
    },
  };
}

/** A transaction's notes, kept until it has done its work. */
function noting(session: Session, clock: Clock, tracing: Tracing) {
  const rows: AuditRow[] = [];
  const events: OutboxRow[] = [];
  const transaction: Transaction = {
    session,
    audit: (row) => rows.push(row),
    announce: (event, county, payload) => {
      const { name } = event;
      const traceparent = tracing.traceparent();
      const envelope = { id: newId(), name, county, payload: event.schema.parse(payload), at: clock.now() };
      events.push(...outboxRows(traceparent ? { ...envelope, traceparent } : envelope, event.subscribers));
    },
  };
  return { transaction, rows, events };
}

/** The same in a transaction that another one runs, such as that which receives an event; the relay's sweep finds what it announces. */
export async function writeWithin(
  { connection, clock, tracing = noTracing }: { connection: Connection; clock: Clock; tracing?: Tracing },
  session: Session,
  work: (transaction: Transaction) => Promise<void>,
): Promise<void> {
  const { transaction, rows, events } = noting(session, clock, tracing);
  await work(transaction);
  await auditWithin(connection, clock, rows, session);
  await putOut(connection, events, session);
}

/** Audit rows in the transaction of what they tell. */
async function auditWithin(
  connection: Connection,
  clock: Clock,
  rows: readonly AuditRow[],
  session: Session,
): Promise<void> {
  if (rows.length === 0) return;
  await connection.collection('audit').insertMany(
    rows.map(({ actor: { kind, id }, ...rest }) => ({
      _id: newId(),
      at: clock.now(),
      actor: { kind, id },
      ...rest,
    })) as never[],
    { session },
  );
}
