/** What an appointed nominee gets: the post, or the appointment as secretary of the compound's branch. */
import { isRefusal, refuse } from '@hh/kernel/refusal.ts';
import { enterRows, storeOf } from '@hh/service/register/commands.ts';
import type { Effect } from '@hh/service/register/register.ts';
import { appointments } from '../appointment/appointment.store.ts';
import { branches } from '../party/party.store.ts';
import { posts } from '../post/post.store.ts';

export const giveThePost: Effect = async (nomination, transaction) => {
  const { actor, parts, session } = transaction;
  const { county, person, postKind, place, building, source, background, submittedBy } = nomination;
  const since = parts.clock.today();
  if (postKind !== 'BRANCH_SECRETARY') {
    const input = { kind: postKind, person, place, building, fullTime: building === null, since };
    const entry = { input: { ...input, background: background ?? 'OTHER' } };
    const given = await enterRows(parts, posts, actor, [entry], transaction);
    return isRefusal(given) ? given.at('id') : undefined;
  }
  const [branch] = await storeOf(parts, branches.type).find({ county, compound: place, state: 'IN_FORCE' }, session);
  if (!branch) return refuse('NOT_FOUND', { field: 'id', what: branches.type });
  const input = { unit: branch.id, person, role: 'SECRETARY', source, fullTime: true, since };
  const { notice, noticedOn, noticedUntil } = nomination;
  const past = { state: 'IN_FORCE', proposedBy: submittedBy, decidedBy: actor.id, notice, noticedOn, noticedUntil };
  const appointed = await enterRows(parts, appointments, actor, [{ input, past }], transaction);
  return isRefusal(appointed) ? appointed.at('id') : undefined;
};
