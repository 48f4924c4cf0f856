import type { Clock } from '@hh/kernel/clock.ts';
import { type Actor, canAt } from '@hh/service/actor.ts';
import { load, type RequestContext } from '@hh/service/context.ts';
import { failure } from '@hh/service/failure.ts';
import type { Resolvers } from '@hh/service/service.ts';
import { maskName, maskPhone } from './mask.ts';
import type { PersonStore } from './person.store.ts';
import { type Person, PURPOSE_MAX, PURPOSE_MIN, parsePurpose } from './person.ts';

export function personFinder(persons: PersonStore) {
  return async (id: string, context: RequestContext): Promise<Person | null> => {
    const person = await load(context, persons.byIds, id);
    return person && { ...person };
  };
}

export function createPersonResolvers({ persons, clock }: { persons: PersonStore; clock: Clock }): Resolvers {
  const find = personFinder(persons);
  return {
    Query: {
      person: async (_: unknown, { id }: { id: string }, context: RequestContext) => {
        const person = await find(id, context);
        return person && mayRead(context.actor, person) ? person : null;
      },
      me: async (_: unknown, __: unknown, context: RequestContext) => {
        const person = context.actor?.kind === 'PERSON' ? await find(context.actor.id, context) : null;
        return person && { person, grants: context.actor?.grants ?? [] };
      },
      myGrants: (_: unknown, __: unknown, { actor }: RequestContext) => actor?.grants ?? null,
    },
    Person: {
      __resolveReference: ({ id }: { id: string }, context: RequestContext) => find(id, context),
      name: (person: Person, _: unknown, { actor }: RequestContext) =>
        mayRead(actor, person) ? person.name : maskName(person.name),
      phone: (person: Person) => maskPhone(person.phone),
      contactPhone: phoneReader({ persons, clock }),
    },
  };
}

/** The record is stored before the number is told: a reading that leaves no trace is no reading. */
export function phoneReader({ persons, clock }: { persons: PersonStore; clock: Clock }) {
  type Called = Pick<Person, 'id' | 'county' | 'place' | 'phone'>;
  return async (person: Called, { purpose }: { purpose: string }, { actor, requestId }: RequestContext) => {
    if (!actor || !canAt(actor, 'people:contact', person.place)) return null;
    const words = purposeOf(purpose);
    await persons.recordAccess({
      county: person.county,
      person: person.id,
      field: 'phone',
      by: actor.id,
      purpose: words,
      requestId,
      at: clock.now(),
    });
    return person.phone;
  };
}

function mayRead(actor: Actor | null, person: Person): boolean {
  return (actor?.kind === 'PERSON' && actor.id === person.id) || canAt(actor, 'people:read', person.place);
}

/** What a reading is for; fails where that says too little or too much. */
export function purposeOf(text: string): string {
  const words = parsePurpose(text);
  if (words !== null) return words;
  throw failure(
    'BAD_USER_INPUT',
    `purpose: ${PURPOSE_MIN} to ${PURPOSE_MAX} characters 用途须为 ${PURPOSE_MIN} 至 ${PURPOSE_MAX} 个字符`,
  );
}
