import { AppointmentChanged } from '@hh/events/appointment-changed.ts';
import { defineRegister, type Effect, type Row } from '@hh/service/register/register.ts';
import type { RegisterStore } from '@hh/service/register/store.ts';
import { countyCode } from '../place/place.ts';
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

/** For loaders: the secretary of each unit, and when the last one left. */
export const leadsOf =
  (store: RegisterStore) =>
  async (units: readonly string[]): Promise<ReadonlyMap<string, Lead>> => {
    const rows = await store.find({
      unit: { $in: [...units] },
      role: 'SECRETARY',
      state: { $in: ['IN_FORCE', 'ENDED'] },
    });
    const ofUnit = Map.groupBy(rows, ({ unit }) => String(unit));
    return new Map(
      units.map((unit) => {
        const own = ofUnit.get(unit) ?? [];
        const left = own.flatMap(({ until }) => (until === null ? [] : [String(until)])).toSorted();
        return [
          unit,
          { secretary: own.find(({ state }) => state === 'IN_FORCE') ?? null, lastUntil: left.at(-1) ?? null },
        ];
      }),
    );
  };

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

export type LeadsOf = ReturnType<typeof leadsOf>;
