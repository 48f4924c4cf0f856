/** What a flag does to other rows: a published round its awards, a yellow flag a rectification, a replacement a secretary. */
import { isRefusal } from '@hh/kernel/refusal.ts';
import { enterRows, moveRow, storeOf } from '@hh/service/register/commands.ts';
import type { Effect, Row } from '@hh/service/register/register.ts';
import { appointments } from '../appointment/appointment.store.ts';
import { nominations } from '../nomination/nomination.store.ts';
import { awards, rectifications, rounds } from './flag.store.ts';
import { ranked } from './flag.ts';

/** A score that comes while the round leaves its scoring meets the round's own write: one of the two begins again. */
export const stayInScoring: Effect = async (award, { actor, parts, session }) => {
  if (actor.kind === 'SYSTEM') return undefined;
  const store = storeOf(parts, rounds.type);
  const round = (await store.get(award.round, session)) as Row;
  if (!(await store.change(round, { state: 'SCORING' }, { updatedAt: parts.clock.now() }, session)))
    throw new Error(`FlagRound ${round.id} changed inside of a transaction`);
  return undefined;
};

export const publishAwards: Effect = async (round, transaction) => {
  const { actor, parts, session } = transaction;
  const store = storeOf(parts, awards.type);
  const own = ranked((await store.find({ round: round.id }, session)) as readonly (Row & { readonly score: number })[]);
  for (const award of own) {
    const changes = { rank: award.rank, isPublished: true, publishedOn: round.publishedOn };
    if (!(await store.change(award, {}, changes, session)))
      throw new Error(`FlagAward ${award.id} changed inside of a transaction`);
  }
  const yellow = own.filter(({ flag }) => flag === 'YELLOW').map(({ id }) => ({ input: { award: id } }));
  const opened = await enterRows(parts, rectifications, actor, yellow, transaction);
  return isRefusal(opened) ? opened.at('id') : undefined;
};

/** Ends the secretary's appointment and opens the one nomination of who follows, proposed by who proposed the replacement. */
export const replaceSecretary: Effect = async (rectification, transaction) => {
  const { actor, parts, session } = transaction;
  const { id, branch, place, proposedBy, reason, source, successor } = rectification;
  const [secretary] = await storeOf(parts, appointments.type).find(
    { unit: branch, role: 'SECRETARY', state: 'IN_FORCE' },
    session,
  );
  if (secretary) {
    const transition = { from: ['IN_FORCE'], to: 'ENDED', may: 'system' } as const;
    const taken = { until: parts.clock.today(), endReason: 'YELLOW_FLAG' };
    const asked = { mutation: 'endAppointment', transition, row: secretary, taken, actor };
    const ended = await moveRow(parts, appointments, asked, transaction);
    if (isRefusal(ended)) return ended;
  }
  const input = {
    person: successor,
    postKind: 'BRANCH_SECRETARY',
    place,
    building: null,
    route: 'ORG',
    source,
    background: null,
    statement: reason,
  };
  const entry = { id: `successor-${id}`, input, past: { submittedBy: proposedBy } };
  const nominated = await enterRows(parts, nominations, actor, [entry], transaction);
  return isRefusal(nominated) ? nominated.at('id') : undefined;
};
