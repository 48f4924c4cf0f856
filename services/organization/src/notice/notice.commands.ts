/** What notices and objections do to one another, in the transaction of the write. */
import { isRefusal, refuse } from '@hh/kernel/refusal.ts';
import { moveRow } from '@hh/service/register/commands.ts';
import type { Effect, RegisterTransition, Row } from '@hh/service/register/register.ts';
import { notices, objections } from './notice.store.ts';
import { noticeEffects } from './notice.ts';

type Named = keyof typeof noticeEffects;
type Parts = Parameters<Effect>[1];

async function moveNotice(mutation: Named, row: Row, changes: Readonly<Record<string, unknown>>, transaction: Parts) {
  const transition: RegisterTransition = { ...noticeEffects[mutation], decide: () => changes };
  const { actor, parts } = transaction;
  const moved = await moveRow(parts, notices, { mutation, transition, row, taken: {}, actor }, transaction);
  return isRefusal(moved) ? moved : undefined;
}

async function noticeOf({ notice }: Row, { parts, session }: Parts): Promise<Row> {
  return (await parts.stores.get(notices.type)?.get(notice, session)) as Row;
}

/** An objection keeps its notice open. */
export const holdOpen: Effect = async (objection, transaction) => {
  const notice = await noticeOf(objection, transaction);
  return (await moveNotice('objectToNotice', notice, {}, transaction))?.at('notice');
};

/**
 * A decision lets the notice go on when no other objection is open. The notice is written either way, so that two decisions
 * at once do not both see the other's objection open. A notice that was withdrawn meanwhile stays withdrawn.
 */
export const settle: Effect = async (objection, transaction) => {
  const { parts, session } = transaction;
  const notice = await noticeOf(objection, transaction);
  if (notice.state !== 'OBJECTED') return undefined;
  const open = await parts.stores.get(objections.type)?.find({ notice: notice.id, isOpen: true }, session);
  const upheld = objection.state === 'UPHELD' ? { needsCorrection: true } : {};
  return await moveNotice(open?.length ? 'keepObjections' : 'settleObjections', notice, upheld, transaction);
};

const CORRECTION: Readonly<Record<string, Named>> = {
  PUBLISHED: 'correctPublished',
  OBJECTED: 'correctPublished',
  CLOSED: 'correctClosed',
  WITHDRAWN: 'correctWithdrawn',
};

/** A correction takes the place of what it corrects: once published, the other is withdrawn, or stays closed, and names it. */
export const takePlace: Effect = async ({ id, corrects }, transaction) => {
  if (corrects === null) return undefined;
  const corrected = (await transaction.parts.stores.get(notices.type)?.get(corrects, transaction.session)) as Row;
  if (corrected.correctedBy !== null) return refuse('CORRECTED_ALREADY', { field: 'id' });
  const changes = { correctedBy: id, needsCorrection: false };
  return await moveNotice(CORRECTION[corrected.state] as Named, corrected, changes, transaction);
};
