import type { Refusal } from '@hh/kernel/refusal.ts';
import type { Actor } from '@hh/service/actor.ts';
import type { Writer } from '@hh/service/writer.ts';
import type { Person, PersonStore } from './person.store.ts';

/** Enters people into the register. The audit row names them by id: personal data stays in one collection. */
export async function registerPeople(
  { writer, persons }: { writer: Writer; persons: PersonStore },
  actor: Actor,
  people: readonly Person[],
): Promise<number | Refusal> {
  return await writer.write(async ({ session, audit }) => {
    await persons.save(people, session);
    for (const { id, county, place } of people) {
      audit({ county, actor, action: 'registerPeople', subject: { type: 'Person', id }, after: { place } });
    }
    return people.length;
  });
}
