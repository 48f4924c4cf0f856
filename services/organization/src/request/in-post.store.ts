/** Who is in a post now: of several grid workers or social workers, the one with the fewest open requests. */
import type { RegisterParts } from '@hh/service/register/commands.ts';
import type { Row } from '@hh/service/register/register.ts';
import { appointments } from '../appointment/appointment.store.ts';
import { posts } from '../post/post.store.ts';
import type { InPost, PostRole } from './holder.ts';
import { openStates } from './request.ts';

/** The rung that an appointment as secretary stands on. */
const RUNGS = { 2: 'BRANCH_SECRETARY', 4: 'COMMUNITY_SECRETARY' } as const;

/** For these compounds and the communities around them; null for a post that nobody is known to be in. */
export async function inPostNow(
  parts: RegisterParts,
  collection: string,
  compounds: readonly string[],
): Promise<InPost> {
  const codes = [...new Set(compounds.flatMap((code) => [code, code.slice(0, 12)]))];
  const at = { county: { $in: [...new Set(codes.map((code) => code.slice(0, 6)))] }, place: { $in: codes } };
  const [own, secretaries] = [parts.stores.get(posts.type), parts.stores.get(appointments.type)];
  const held = [
    ...((await own?.find({ ...at, state: 'IN_FORCE' })) ?? []).map((row) => inPost(row, row.kind)),
    ...((await secretaries?.find({ ...at, state: 'IN_FORCE', role: 'SECRETARY' })) ?? []).map((row) =>
      inPost(row, RUNGS[row.rung as keyof typeof RUNGS]),
    ),
  ];
  const busy = await openOf(
    parts,
    collection,
    held.map(({ person }) => person),
  );
  return (role, place) => {
    const candidates = held.filter((each) => each.as === role && each.place === place).map(({ person }) => person);
    return candidates.toSorted((a, b) => (busy.get(a) ?? 0) - (busy.get(b) ?? 0) || (a < b ? -1 : 1))[0] ?? null;
  };
}

function inPost({ place, person }: Row, as: PostRole) {
  return { as, place, person: String(person) };
}

async function openOf({ writer }: RegisterParts, collection: string, people: readonly string[]) {
  const rows = await writer.connection
    .collection(collection)
    .aggregate<{ _id: string; n: number }>([
      { $match: { 'holder.person': { $in: [...people] }, state: { $in: [...openStates] } } },
      { $group: { _id: '$holder.person', n: { $sum: 1 } } },
    ])
    .toArray();
  return new Map(rows.map(({ _id, n }) => [_id, n]));
}
