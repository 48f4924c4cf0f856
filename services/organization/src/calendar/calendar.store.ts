import type { RegisterParts } from '@hh/service/register/commands.ts';
import { defineRegister } from '@hh/service/register/register.ts';
import { type Calendar, calendarFields, calendarStates } from './calendar.ts';

export const workCalendar = defineRegister({
  type: 'WorkCalendar',
  collection: 'work_calendar',
  fields: calendarFields,
  place: 'county',
  create: { mutation: 'nameWorkday', may: 'calendar:keep' },
  states: calendarStates,
  unique: [{ name: 'each day once', fields: ['date'] }],
  order: ['date'],
});

/** The days that a county has named from this one on: what a deadline that begins there is counted by. */
export async function calendarFrom({ stores }: RegisterParts, county: string, first: string): Promise<Calendar> {
  const days = await stores.get(workCalendar.type)?.find({ county, date: { $gte: first } });
  return new Map(days?.map(({ date, working }) => [date, working]));
}
