/** What a press conference has to report, counted from the rows of its quarter: one question for all that are asked. */
import { addDays, type LocalDate, startOf } from '@hh/kernel/period.ts';
import { load, type RequestContext } from '@hh/service/context.ts';
import type { Connection } from '@hh/service/mongo.ts';
import type { Registered } from '@hh/service/register/registers.ts';
import type { Resolvers } from '@hh/service/service.ts';
import { dutyShifts } from '../duty/duty.store.ts';
import { requests } from '../request/request.store.ts';
import { openStates } from '../request/request.ts';
import { buildingVisits } from '../visit/visit.store.ts';
import { pressConferences } from './press-conference.store.ts';
import { daysOf } from './press-conference.ts';

export const press: readonly Registered[] = [
  [pressConferences, { root: 'pressConference', below: { Compound: 'pressConferences' } }],
];

interface Agenda {
  readonly compound: string;
  readonly first: LocalDate;
  readonly next: LocalDate;
}

export function createPressResolvers(connection: Connection): Resolvers {
  const counts = (keys: readonly string[]) => countsOf(connection, keys);
  const counted = (name: string) => async (agenda: Agenda, _: unknown, context: RequestContext) => {
    const found = await load(context, counts, JSON.stringify([agenda.compound, agenda.first, agenda.next]));
    return found?.[name] ?? 0;
  };
  return {
    PressConference: {
      agenda: ({ compound, quarter }: { compound: string; quarter: string }) => ({ compound, ...daysOf(quarter) }),
    },
    PressAgenda: {
      from: ({ first }: Agenda) => first,
      to: ({ next }: Agenda) => addDays(next, -1),
      compound: ({ compound }: Agenda) => ({ __typename: 'Compound', code: compound }),
      dutyShifts: counted('dutyShifts'),
      visits: counted('visits'),
      requestsReceived: counted('requestsReceived'),
      requestsResolved: counted('requestsResolved'),
      requestsOpen: counted('requestsOpen'),
    },
  };
}

/** By compound and quarter, how many rows of each kind: one aggregation, whatever the number of conferences. */
async function countsOf(
  connection: Connection,
  keys: readonly string[],
): Promise<ReadonlyMap<string, Readonly<Record<string, number>>>> {
  const asked = keys.map((key) => {
    const [place, first, next] = JSON.parse(key) as [string, LocalDate, LocalDate];
    return { _id: key, county: place.slice(0, 6), place, first, next, since: startOf(first), until: startOf(next) };
  });
  const days = (field: string) => between(field, '$$first', '$$next');
  const instants = (field: string) => between(field, '$$since', '$$until');
  const lookups = [
    count('dutyShifts', dutyShifts.collection, days('date')),
    count('visits', buildingVisits.collection, days('heldOn')),
    count('requestsReceived', requests.collection, instants('receivedAt')),
    count('requestsResolved', requests.collection, instants('resolvedAt')),
    count('requestsOpen', requests.collection, [...instants('receivedAt'), { $in: ['$state', [...openStates]] }]),
  ];
  const rows = await connection
    .getClient()
    .db(connection.name)
    .aggregate<{ _id: string } & Record<string, { n: number }[]>>([{ $documents: asked }, ...lookups])
    .toArray();
  const names = lookups.map(({ $lookup }) => $lookup.as);
  return new Map(rows.map((row) => [row._id, Object.fromEntries(names.map((name) => [name, row[name]?.[0]?.n ?? 0]))]));
}

function between(field: string, from: string, to: string): object[] {
  return [{ $gte: [`$${field}`, from] }, { $lt: [`$${field}`, to] }];
}

function count(as: string, from: string, conditions: readonly object[]) {
  const lies = [{ $eq: ['$county', '$$county'] }, { $eq: ['$place', '$$place'] }];
  const names = ['county', 'place', 'first', 'next', 'since', 'until'];
  return {
    $lookup: {
      from,
      let: Object.fromEntries(names.map((name) => [name, `$${name}`])),
      pipeline: [{ $match: { $expr: { $and: [...lies, ...conditions] } } }, { $count: 'n' }],
      as,
    },
  };
}
