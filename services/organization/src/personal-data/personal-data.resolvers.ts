import type { Clock } from '@hh/kernel/clock.ts';
import { isRefusal, type Refusal } from '@hh/kernel/refusal.ts';
import { canAt } from '@hh/service/actor.ts';
import type { RequestContext } from '@hh/service/context.ts';
import type { Connection } from '@hh/service/mongo.ts';
import { refused } from '@hh/service/refused.ts';
import type { Register } from '@hh/service/register/register.ts';
import type { Registered, Registers } from '@hh/service/register/registers.ts';
import type { Resolvers } from '@hh/service/service.ts';
import { personFinder, purposeOf } from '../person/person.resolvers.ts';
import type { PersonStore } from '../person/person.store.ts';
import type { Person } from '../person/person.ts';
import { askForOwn, eraseDetails, recordDetails } from './personal-data.commands.ts';
import { keptOf, personalDataRequests } from './personal-data.store.ts';

export const personalData: readonly Registered[] = [
  [
    { ...personalDataRequests, effects: { grantPersonalDataRequest: eraseDetails } },
    { root: 'personalDataRequest', below: { Street: 'personalDataRequests', Community: 'personalDataRequests' } },
  ],
];

type Asking = (
  parent: unknown,
  asked: { readonly input: Readonly<Record<string, unknown>> },
  context: RequestContext,
) => Promise<unknown>;

export function createPersonalDataResolvers(parts: {
  readonly connection: Connection;
  readonly clock: Clock;
  readonly persons: PersonStore;
  readonly made: Registers;
  readonly registers: readonly Register[];
}): Resolvers {
  const { connection, clock, persons, made, registers } = parts;
  const find = personFinder(persons);
  const kept = keptOf(connection, registers);
  const answer = (type: string, row: object | Refusal) =>
    isRefusal(row) ? refused(row) : { __typename: type, ...row };
  const asking =
    (kind: string): Asking =>
    async (_, { input }, { actor }) =>
      actor && answer('PersonalDataRequest', await askForOwn(made, persons, actor, kind, input));
  return {
    Query: {
      myData: async (_: unknown, __: unknown, context: RequestContext) => {
        const { actor } = context;
        return actor?.kind === 'PERSON' ? await find(actor.id, context) : null;
      },
    },
    MyData: {
      person: (person: Person) => ({ ...person }),
      grants: (_: Person, __: unknown, { actor }: RequestContext) => actor?.grants ?? [],
      kept: ({ county, id }: Person) => kept(county, id),
      readings: ({ county, id }: Person) => persons.readingsOf(county, id),
      requests: async ({ id }: Person) => await made.stores.get(personalDataRequests.type)?.find({ person: id }),
    },
    Person: {
      // As with the telephone number: the record of the reading is stored before anything is told.
      details: async (person: Person, asked: { purpose: string }, { actor, requestId }: RequestContext) => {
        if (!actor || !canAt(actor, 'people:sensitive', person.place)) return null;
        const purpose = purposeOf(asked.purpose);
        const { county, id } = person;
        await persons.recordAccess({
          county,
          person: id,
          field: 'details',
          by: actor.id,
          purpose,
          requestId,
          at: clock.now(),
        });
        return person.details ?? null;
      },
    },
    Mutation: {
      requestExport: asking('EXPORT'),
      requestCorrection: asking('CORRECTION'),
      requestErasure: asking('ERASURE'),
      recordPersonDetails: (async (_, { input }, { actor }) => {
        const person = actor && (await recordDetails(made, persons, actor, input));
        return person && (isRefusal(person) ? refused(person) : { __typename: 'PersonDetailsRecorded', person });
      }) satisfies Asking,
    },
  };
}
