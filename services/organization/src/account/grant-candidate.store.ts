/** What tells the persons to whom a role may be given from one another: the posts and the appointments that they hold. */
import type { Connection } from '@hh/service/mongo.ts';
import { appointments } from '../appointment/appointment.store.ts';
import { posts } from '../post/post.store.ts';

/** By person. */
export interface Held {
  readonly posts: ReadonlyMap<string, readonly string[]>;
  readonly appointments: ReadonlyMap<string, readonly string[]>;
}

export async function heldBy(connection: Connection, persons: readonly string[]): Promise<Held> {
  const inForce = async (collection: string, word: 'kind' | 'role') => {
    const rows = await connection
      .collection<{ readonly person: string; readonly kind: string; readonly role: string }>(collection)
      .find({ person: { $in: [...persons] }, state: 'IN_FORCE' }, { projection: { person: 1, [word]: 1 } })
      .toArray();
    const held = Map.groupBy(rows, ({ person }) => person);
    return new Map([...held].map(([person, own]) => [person, [...new Set(own.map((row) => row[word]))].sort()]));
  };
  const [ofPosts, ofAppointments] = await Promise.all([
    inForce(posts.collection, 'kind'),
    inForce(appointments.collection, 'role'),
  ]);
  return { posts: ofPosts, appointments: ofAppointments };
}
