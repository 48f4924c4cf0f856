/** What notices and objections do to one another, in the transaction of the write; and what goes up by itself. */
import type { EventEnvelope } from '@hh/events/event.ts';
import { PublicRevenuePublished } from '@hh/events/public-revenue-published.ts';
import { isRefusal, must, refuse } from '@hh/kernel/refusal.ts';
import type { Actor } from '@hh/service/actor.ts';
import type { Session } from '@hh/service/mongo.ts';
import { enterRows, moveRow, type RegisterParts } from '@hh/service/register/commands.ts';
import type { Effect, Register, RegisterTransition, Row } from '@hh/service/register/register.ts';
import { writeWithin } from '@hh/service/writer.ts';
import { notices, objections } from './notice.store.ts';
import { noticeEffects, noticeStates } from './notice.ts';

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

/** The notices as they run: what a correction does to the one before it belongs to its publication. */
export const noticeRegister: Register = { ...notices, effects: { publishNotice: takePlace } };

/**
 * What a compound's publication says goes up as a notice in the transaction that remembers the event, so that a publication
 * has one, whatever dies between the two. It is the checker's who published. A correction corrects the notice of before; if
 * that one's event is still on its way, this one waits for it.
 */
export function putUpPublished(parts: RegisterParts) {
  return async ({ payload }: EventEnvelope, session: Session): Promise<void> => {
    const { compound, corrects, notice, publication, publishedBy } = PublicRevenuePublished.schema.parse(payload);
    const actor: Actor = { kind: 'PERSON', id: publishedBy, grants: [] };
    const corrected = corrects === null ? null : await noticeAbout(parts, compound, corrects, session);
    if (corrects !== null && !corrected) throw new Error(`the publication ${corrects} has no notice yet`);
    const input = {
      ...{ kind: 'PUBLIC_REVENUE', place: compound, ...notice, corrects: corrected?.id ?? null },
      ...{ subjectType: 'Publication', subjectId: publication },
    };
    const { clock } = parts;
    await writeWithin({ connection: parts.writer.connection, clock }, session, async (transaction) => {
      const [id] = must(await enterRows(parts, notices, actor, [{ input }], transaction));
      const row = (await parts.stores.get(notices.type)?.get(id as string, session)) as Row;
      const mutation = 'publishNotice';
      const transition: RegisterTransition = noticeStates[mutation];
      must(await moveRow(parts, noticeRegister, { mutation, transition, row, taken: {}, actor }, transaction));
    });
  };
}

/** The notice that stands for a publication now: its own, or the last of those that corrected it. */
async function noticeAbout({ stores }: RegisterParts, compound: string, publication: string, session: Session) {
  const subject = { county: compound.slice(0, 6), subjectType: 'Publication', subjectId: publication };
  const store = stores.get(notices.type);
  let [notice] = (await store?.find({ ...subject, isPublic: true }, session)) ?? [];
  while (notice?.correctedBy) notice = (await store?.get(notice.correctedBy, session)) ?? undefined;
  return notice;
}
