/** What a request does to others: what is merged into one counts there, and may be taken back; whom to call about it. */
import { refuse } from '@hh/kernel/refusal.ts';
import type { Effect, Row } from '@hh/service/register/register.ts';
import type { RegisterStore } from '@hh/service/register/store.ts';
import { createRequestContactStore } from './contact.store.ts';

/** The people of the merged one are added to the other; refused where others are merged into it themselves. */
export const countInto: Effect = async (row, { parts, session, actor }) => {
  const store = parts.stores.get('ServiceRequest') as RegisterStore;
  const { county, place, id, mergedInto, affectedCount, updatedAt } = row;
  const [below] = await store.find({ county, place, mergedInto: id }, session);
  const other = below ? null : await store.get(mergedInto, session);
  if (!other) return refuse('MERGE_NOT_POSSIBLE', { field: 'mergedInto' });
  return await change(store, other, affectedCount, { at: updatedAt, by: actor.id, note: row.no }, session);
};

/** The number of who gave no name is kept by itself, and nowhere else. */
export const keepContact: Effect = async ({ id, county, place, receivedAt }, { parts, session, taken }) => {
  const { contact: phone } = taken;
  if (typeof phone === 'string')
    await createRequestContactStore(parts.writer.connection).keep({ id, county, place, phone, receivedAt }, session);
  return undefined;
};

/** Once it is closed nobody is to be called: its number is erased, and those of the requests that are part of it. */
export const eraseContacts: Effect = async ({ state, id, county, place, updatedAt }, { parts, session }) => {
  if (state !== 'CLOSED') return undefined;
  const store = parts.stores.get('ServiceRequest') as RegisterStore;
  const merged = await store.find({ county, place, mergedInto: id }, session);
  await createRequestContactStore(parts.writer.connection).erase([id, ...merged.map((row) => row.id)], session);
  for (const row of merged.filter(({ contact }) => contact !== null))
    if (!(await store.change(row, {}, { contact: null, updatedAt }, session)))
      throw new Error(`${row.id} changed inside of a transaction`);
  return undefined;
};

/** They are taken away again. */
export const countOut: Effect = async (row, { parts, session, actor, before }) => {
  const store = parts.stores.get('ServiceRequest') as RegisterStore;
  const other = await store.get(before?.mergedInto, session);
  if (!other) throw new Error(`${row.id} was merged into a request that is not there`);
  return await change(store, other, -row.affectedCount, { at: row.updatedAt, by: actor.id, note: row.no }, session);
};

async function change(
  store: RegisterStore,
  other: Row,
  by: number,
  said: { readonly at: Date; readonly by: string; readonly note: string },
  session: Parameters<RegisterStore['change']>[3],
) {
  const step = { ...said, action: by > 0 ? 'mergeRequest' : 'unmergeRequest', state: other.state };
  const changes = { affectedCount: other.affectedCount + by, timeline: [...other.timeline, step], updatedAt: said.at };
  if (!(await store.change(other, {}, changes, session)))
    throw new Error(`${other.id} changed inside of a transaction`);
  return undefined;
}
