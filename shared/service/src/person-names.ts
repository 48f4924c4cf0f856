/** What persons are called on what is printed; one that nobody knows stands by his id. */
import type { AskGraph } from './service.ts';

const PERSON = 'query PrintedPerson($id: ID!) { person(id: $id) { name } }';

export async function personNames(ask: AskGraph, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const named = ids.map(async (id) => {
    const { person } = await ask<{ person: { name: string } | null }>(PERSON, { id });
    return [id, person?.name ?? id] as const;
  });
  return new Map(await Promise.all(named));
}
