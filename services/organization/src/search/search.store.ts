import { isWanted, type Wanted } from '@hh/kernel/pinyin.ts';
import { type Actor, rowsVisibleTo } from '@hh/service/actor.ts';
import type { Connection } from '@hh/service/mongo.ts';

/** How many of the latest requests are looked at: titles are sentences, which no index begins. */
const LATEST = 5_000;

/** The ids of the latest requests that the caller may read, by a beginning of their number or a part of their title. */
export function requestSearch(connection: Connection, collection: string) {
  const requests = connection.collection<{ _id: string; no: string; title: string }>(collection);
  return async (actor: Actor | null, county: string, wanted: Wanted, limit: number): Promise<readonly string[]> => {
    const own = actor?.kind === 'PERSON' ? [{ reporter: actor.id }] : [];
    const readable = { $or: [rowsVisibleTo(actor, 'requests:read', { place: 'place' }), ...own] };
    const rows = await requests
      .find({ $and: [{ county }, readable] }, { projection: { no: 1, title: 1 } })
      .sort({ county: -1, no: -1 })
      .limit(LATEST)
      .toArray();
    const found = rows.filter(({ no, title }) => no.startsWith(wanted.words) || isWanted(wanted, title));
    return found.slice(0, limit).map(({ _id }) => _id);
  };
}
