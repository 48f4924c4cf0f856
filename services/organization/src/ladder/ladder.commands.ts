/** A promotion that is done: what was held ends, and what it leads to begins, in one transaction. */
import { isRefusal, refuse } from '@hh/kernel/refusal.ts';
import { enterRows, moveRow, storeOf } from '@hh/service/register/commands.ts';
import type { Effect } from '@hh/service/register/register.ts';
import { appointments } from '../appointment/appointment.store.ts';
import { posts } from '../post/post.store.ts';
import { roleOn } from './ladder.ts';

export const climb: Effect = async (promotion, transaction) => {
  const { actor, parts, session } = transaction;
  const { person, fromRung, toRung, unit, proposedBy, decidedBy, doneOn } = promotion;
  const isPost = fromRung === 1;
  const definition = isPost ? posts : appointments;
  const which = isPost ? { kind: 'SOCIAL_WORKER' } : { rung: fromRung };
  const held = await storeOf(parts, definition.type).find({ person, state: 'IN_FORCE', ...which }, session);
  if (held.length === 0) return refuse('RUNG_NOT_HELD', { field: 'id', rung: fromRung });
  const transition = { from: ['IN_FORCE'], to: 'ENDED', may: 'system' } as const;
  for (const row of held) {
    const taken = { until: doneOn, ...(isPost ? {} : { endReason: 'PROMOTED' }) };
    const mutation = isPost ? 'endPost' : 'endAppointment';
    const ended = await moveRow(parts, definition, { mutation, transition, row, taken, actor }, transaction);
    if (isRefusal(ended)) return ended;
  }
  const source = isPost ? 'SOCIAL_WORKER' : 'COMMUNITY_COMMITTEE';
  const input = { unit, person, role: roleOn(toRung), source, fullTime: true, since: doneOn };
  const { notice, noticedOn, noticedUntil } = promotion;
  const past = { state: 'IN_FORCE', proposedBy, decidedBy, notice, noticedOn, noticedUntil };
  const appointed = await enterRows(parts, appointments, actor, [{ input, past }], transaction);
  return isRefusal(appointed) ? appointed.at('id') : undefined;
};
