/**
 * The notice 公示 that a transition names or waits for. Where this service has the notices it is read in the transaction,
 * and a decision closes it there: an objection at the same moment comes first, or too late. Elsewhere the graph is asked
 * before the transaction begins, and a notice that is waited for is closed by its owner first. Decision 40.
 */
import { type KnownNotice, whyNotNamed, whyNotOver } from '@hh/kernel/noticed.ts';
import { dateOf } from '@hh/kernel/period.ts';
import { type Refusal, refuse } from '@hh/kernel/refusal.ts';
import type { AskGraph } from '../service.ts';
import type { Transaction } from '../writer.ts';
import type { RegisterParts } from './commands.ts';
import type { Facts, Register, RegisterTransition, Row } from './register.ts';
import type { RegisterStore } from './store.ts';

const NOTICE = /* GraphQL */ `
  query NoticeWaitedFor($id: ID!) {
    notice(id: $id) {
      id kind place state subjectType subjectId publishedAt lastDay closesAt needsCorrection correctedBy { id }
    }
  }
`;

const CLOSE = /* GraphQL */ `
  mutation CloseBeforeDecision($id: ID!) { closeNotice(input: { id: $id }) { __typename } }
`;

type Taken = Readonly<Record<string, unknown>>;
type Find = (id: string) => Promise<KnownNotice | null>;
type Answered = Omit<KnownNotice, 'publishedOn' | 'closesAt' | 'correctedBy'> & {
  readonly publishedAt: string | null;
  readonly closesAt: string | null;
  readonly correctedBy: { readonly id: string } | null;
};

/** Whether the graph has to be asked, since the notices lie in another service. */
export function waitsElsewhere({ stores }: RegisterParts, { names, afterNotice }: RegisterTransition): boolean {
  return (names !== undefined || afterNotice === true) && !stores.has('Notice');
}

/**
 * Asked of the graph, before the transaction: the notice that is named, or what stands for the one that is waited for. That
 * one is closed, if nothing stands against it: no objection comes after the answer then.
 */
export async function noticeElsewhere(
  parts: RegisterParts,
  { type }: Register,
  { transition, row, taken }: { readonly transition: RegisterTransition; readonly row: Row; readonly taken: Taken },
): Promise<KnownNotice | null> {
  if (!waitsElsewhere(parts, transition)) return null;
  const find = askedOf(parts.ask);
  const notice = await noticeOf(find, transition, row, taken);
  const isOver = whyNotOver(notice, { type, id: row.id, place: row.place }, parts.clock.now()) === null;
  if (!transition.afterNotice || !isOver || notice?.state === 'CLOSED') return notice;
  await parts.ask(CLOSE, { id: notice?.id });
  return await noticeOf(find, transition, row, taken);
}

/** What the row keeps of its notice after this transition, and the notice for its rule; or why it can't be taken. */
export async function noticed(
  parts: RegisterParts,
  { type }: Register,
  asked: {
    readonly transition: RegisterTransition;
    readonly row: Row;
    readonly taken: Taken;
    readonly notice?: KnownNotice | null;
  },
  { actor, now }: Facts,
  transaction: Transaction,
): Promise<{ readonly notice: KnownNotice | null; readonly refusal: Refusal | null; readonly changes: Taken }> {
  const { transition, row, taken } = asked;
  const { names, afterNotice } = transition;
  if (!names && !afterNotice) return { notice: null, refusal: null, changes: {} };
  const here = parts.stores.get('Notice');
  const find: Find = async (id) => (await here?.get(id, transaction.session)) as KnownNotice | null;
  const notice = here ? await noticeOf(find, transition, row, taken) : (asked.notice ?? null);
  const subject = { type, id: row.id, place: row.place };
  const refusal = names
    ? (whyNotNamed(notice, subject, names.kind)?.at(names.field) ?? null)
    : ((whyNotOver(notice, subject, now) ?? (here ? null : stillOpen(notice)))?.at('id') ?? null);
  if (refusal || !notice) return { notice, refusal, changes: {} };
  if (here && afterNotice) await close(here, notice as unknown as Row, { actor, now }, transaction);
  const { id, publishedOn, lastDay } = notice;
  const isKept = names === undefined || names.field === 'notice';
  return {
    notice,
    refusal,
    changes: isKept ? { notice: id, noticedOn: publishedOn, noticedUntil: lastDay } : {},
  };
}

/** Its owner did not close it: something has come up against it and was settled since, or there it is not yet over. */
function stillOpen(notice: KnownNotice | null): Refusal | null {
  return notice?.state === 'CLOSED' ? null : refuse('NOTICE_NOT_OVER', { date: String(notice?.lastDay) });
}

async function noticeOf(find: Find, { names }: RegisterTransition, row: Row, taken: Taken) {
  return names ? await find(String(taken[names.field])) : await standing(find, row.notice);
}

/** The notice itself, or the last of the corrections that took its place. */
async function standing(find: Find, id: string | null): Promise<KnownNotice | null> {
  let notice = id === null ? null : await find(id);
  while (notice?.correctedBy) notice = await find(notice.correctedBy);
  return notice;
}

function askedOf(ask: AskGraph): Find {
  return async (id) => {
    const { notice } = await ask<{ notice: Answered | null }>(NOTICE, { id });
    if (!notice) return null;
    const { publishedAt, closesAt, correctedBy, ...same } = notice;
    return {
      ...same,
      publishedOn: publishedAt === null ? null : dateOf(new Date(publishedAt)),
      closesAt: closesAt === null ? null : new Date(closesAt),
      correctedBy: correctedBy?.id ?? null,
    };
  };
}

/** What was decided ends its notice. One that was closed before is written too: a correction may come at the same moment. */
async function close(
  store: RegisterStore,
  row: Row,
  { actor, now }: Pick<Facts, 'actor' | 'now'>,
  { session, audit }: Transaction,
): Promise<void> {
  const after = row.state === 'CLOSED' ? {} : { state: 'CLOSED', closedAt: now };
  if (!(await store.change(row, { state: row.state }, { ...after, updatedAt: now }, session)))
    throw new Error(`Notice ${row.id} changed inside of a transaction`);
  if (row.state === 'CLOSED') return;
  const { county, id, state } = row;
  audit({ county, actor, action: 'closeNotice', subject: { type: 'Notice', id }, before: { state }, after });
}
