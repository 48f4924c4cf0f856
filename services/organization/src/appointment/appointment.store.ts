import { AppointmentChanged } from '@hh/events/appointment-changed.ts';
import { load, type RequestContext, tell } from '@hh/service/context.ts';
import type { Connection } from '@hh/service/mongo.ts';
import { defineRegister, type Effect, type Row } from '@hh/service/register/register.ts';
import type { RegisterStore } from '@hh/service/register/store.ts';
import type { PersonRow, PersonStore } from '../person/person.store.ts';
import { communityCode, countyCode } from '../place/place.ts';
import { appointmentExtra, appointmentFields, appointmentStates, proposed, roles } from './appointment.ts';

/** Others act on who is in office: said when somebody comes into it or leaves it. */
const announceChange: Effect = async (row, { announce }) => {
  const { id: appointment, county, state, version, unit, place, person, role, rung, since, until } = row;
  if (state === 'IN_FORCE' || state === 'ENDED') {
    const payload = { appointment, version, unit, place, person, role, rung, since, until };
    announce(AppointmentChanged, county, payload);
  }
  return undefined;
};

export const appointments = defineRegister({
  type: 'Appointment',
  collection: 'appointments',
  fields: appointmentFields,
  extra: appointmentExtra,
  place: { of: 'unit' },
  create: { mutation: 'proposeAppointment', may: 'appointments:propose', state: 'PROPOSED', decide: proposed },
  states: appointmentStates,
  effects: {
    proposeAppointment: announceChange,
    confirmAppointment: announceChange,
    endAppointment: announceChange,
  },
  unique: [{ name: 'one secretary a unit', fields: ['unit'], where: { role: 'SECRETARY', state: 'IN_FORCE' } }],
  indexes: [
    { name: 'unit', key: { unit: 1, since: 1 } },
    { name: 'person', key: { person: 1, since: 1 } },
  ],
  read: 'appointments:read',
  open: { state: 'IN_FORCE' },
  readBy: ['person'],
  order: ['since'],
});

/** Who leads a unit now, and where nobody does, since when. */
export interface Lead {
  readonly secretary: Row | null;
  readonly lastUntil: string | null;
}

const NOBODY: Lead = { secretary: null, lastUntil: null };

/**
 * The secretary of a unit, and when the last one left. Those of a community are read together, some dozens at most, and
 * the persons with them: who shows one shows its name, and mostly those of the units above or below.
 */
export function leadFinder(connection: Connection, persons: PersonStore) {
  const inCommunities = async (
    communities: readonly string[],
    context: RequestContext,
  ): Promise<ReadonlyMap<string, ReadonlyMap<string, Lead>>> => {
    const within = communities.map((code) => ({ county: countyCode(code), place: { $gte: code, $lt: `${code}:` } }));
    const rows = await connection
      .collection(appointments.collection)
      .aggregate<Omit<Row, 'id'> & { readonly _id: string; readonly persons: readonly PersonRow[] }>([
        { $match: { $or: within, role: 'SECRETARY', state: { $in: ['IN_FORCE', 'ENDED'] } } },
        { $lookup: { from: 'persons', localField: 'person', foreignField: '_id', as: 'persons' } },
      ])
      .toArray();
    tell(
      context,
      persons.byIds,
      new Map(rows.flatMap((row) => row.persons.map((each) => [each._id, persons.read(each)]))),
    );
    const secretaries = rows.map(({ _id, persons: _, ...rest }) => ({ id: _id, ...rest }) as Row);
    const ofCommunity = Map.groupBy(secretaries, ({ place }) => communityCode(place));
    return new Map([...ofCommunity].map(([community, own]) => [community, leadsAmong(own)]));
  };
  return async ({ id, place }: Readonly<Record<string, string>>, context: RequestContext): Promise<Lead> =>
    (await load(context, inCommunities, communityCode(place as string)))?.get(id as string) ?? NOBODY;
}

function leadsAmong(secretaries: readonly Row[]): ReadonlyMap<string, Lead> {
  return new Map(
    [...Map.groupBy(secretaries, ({ unit }) => String(unit))].map(([unit, own]) => {
      const left = own.flatMap(({ until }) => (until === null ? [] : [String(until)])).toSorted();
      const secretary = own.find(({ state }) => state === 'IN_FORCE') ?? null;
      return [unit, { secretary, lastUntil: left.at(-1) ?? null }];
    }),
  );
}

/** For loaders: what somebody is in the branch of a compound, by `branchKey`; the highest office where there are several. */
export const inBranch =
  (store: RegisterStore) =>
  async (keys: readonly string[]): Promise<ReadonlyMap<string, Row>> => {
    const asked = keys.map((key) => key.split(' ') as [string, string]);
    const [places, persons] = [asked.map(([place]) => place), asked.map(([, person]) => person)];
    const counties = [...new Set(places.map(countyCode))];
    const of = { county: { $in: counties }, place: { $in: places }, person: { $in: persons }, state: 'IN_FORCE' };
    const found = Map.groupBy(await store.find(of), ({ place, person }) => branchKey(place, person));
    return new Map(
      [...found].map(([key, rows]) => [key, rows.toSorted((a, b) => rank(a) - rank(b))[0] as Row] as const),
    );
  };

export function branchKey(compound: string, person: string): string {
  return `${compound} ${person}`;
}

function rank({ role }: Row): number {
  return roles.indexOf(role);
}

export type FindLead = ReturnType<typeof leadFinder>;
