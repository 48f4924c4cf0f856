import { isRefusal, type Refusal } from '@hh/kernel/refusal.ts';
import type { Actor } from '@hh/service/actor.ts';
import type { Writer } from '@hh/service/writer.ts';
import type { PersonStore } from './person.store.ts';
import { type Person, parsePerson } from './person.ts';

/** Enters people into the register; all of them or none. One audit row of each county names them by id: personal data stays in one collection. */
export async function registerPeople(
  { writer, persons }: { writer: Writer; persons: PersonStore },
  actor: Actor,
  drafts: readonly Person[],
): Promise<number | Refusal> {
  const parsed = drafts.map(parsePerson);
  const wrong = parsed.findIndex(isRefusal);
  if (wrong >= 0) {
    const refusal = parsed[wrong] as Refusal;
    return refusal.at(`people.${wrong}.${refusal.field}`);
  }
  const people = parsed as readonly Person[];
  return await writer.write(async ({ session, audit }) => {
    await persons.save(people, session);
    for (const [county, own] of Map.groupBy(people, (person) => person.county)) {
      const after = own.map(({ id, place }) => ({ id, place }));
      const { id } = own[0] as Person;
      audit({ county, actor, action: 'registerPeople', subject: { type: 'Person', id }, after });
    }
    return people.length;
  });
}
