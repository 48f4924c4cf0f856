/**
 * The holidays of 2024 to 2026, and the weekends that are worked instead, as the State Council's General Office has
 * announced them each autumn (国办发明电〔2023〕7号, 〔2024〕12号, 〔2025〕7号).
 */

import { addDays, type LocalDate } from '@hh/kernel/period.ts';
import { workCalendar } from '@hh/organization/calendar/calendar.store.ts';
import { COUNTY } from '../county.ts';
import type { RegisterDemo } from '../seed-registers.ts';

/** The first and the last day off, what it is, and the days that are worked for it. */
const announced: readonly (readonly [first: string, last: string, label: string, ...worked: string[]])[] = [
  ['2024-01-01', '2024-01-01', '元旦'],
  ['2024-02-10', '2024-02-17', '春节', '2024-02-04', '2024-02-18'],
  ['2024-04-04', '2024-04-06', '清明节', '2024-04-07'],
  ['2024-05-01', '2024-05-05', '劳动节', '2024-04-28', '2024-05-11'],
  ['2024-06-10', '2024-06-10', '端午节'],
  ['2024-09-15', '2024-09-17', '中秋节', '2024-09-14'],
  ['2024-10-01', '2024-10-07', '国庆节', '2024-09-29', '2024-10-12'],
  ['2025-01-01', '2025-01-01', '元旦'],
  ['2025-01-28', '2025-02-04', '春节', '2025-01-26', '2025-02-08'],
  ['2025-04-04', '2025-04-06', '清明节'],
  ['2025-05-01', '2025-05-05', '劳动节', '2025-04-27'],
  ['2025-05-31', '2025-06-02', '端午节'],
  ['2025-10-01', '2025-10-08', '国庆节、中秋节', '2025-09-28', '2025-10-11'],
  ['2026-01-01', '2026-01-03', '元旦', '2026-01-04'],
  ['2026-02-15', '2026-02-23', '春节', '2026-02-14', '2026-02-28'],
  ['2026-04-04', '2026-04-06', '清明节'],
  ['2026-05-01', '2026-05-05', '劳动节', '2026-05-09'],
  ['2026-06-19', '2026-06-21', '端午节'],
  ['2026-09-25', '2026-09-27', '中秋节'],
  ['2026-10-01', '2026-10-07', '国庆节', '2026-09-20', '2026-10-10'],
];

const days = announced.flatMap(([first, last, label, ...worked]) => {
  const off: { date: LocalDate; working: boolean; label: string }[] = [];
  for (let day = first as LocalDate; day <= last; day = addDays(day, 1)) off.push({ date: day, working: false, label });
  return [...off, ...worked.map((date) => ({ date: date as LocalDate, working: true, label: `${label}调休` }))];
});

/** As deadlines are counted by it. */
export const demoCalendar: ReadonlyMap<string, boolean> = new Map(days.map(({ date, working }) => [date, working]));

export const calendar: readonly RegisterDemo[] = [
  {
    service: 'organization',
    definition: workCalendar,
    entries: () => days.map((day) => ({ id: `workday-${day.date}`, place: COUNTY, input: { county: COUNTY, ...day } })),
  },
];
