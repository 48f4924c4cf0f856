/**
 * The press conference of a compound 小区社情发布会: once a quarter, the branch secretary and the property manager say what
 * was done and hear what is wanted. A notice announces it three days before, and one that was not held is missed for good.
 * Source: the programme, S38 to S41; domain, PRC.
 */
import { type KnownNotice, namesNotice, noticedFields } from '@hh/kernel/noticed.ts';
import { addDays, type LocalDate } from '@hh/kernel/period.ts';
import { isRefusal, type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { date, type Field, integer, lines, optional, place, reference, text } from '@hh/kernel/shape.ts';

const NOTICE_DAYS = 3;

/** A quarter of a year, such as `2025-Q3`. */
const quarter: Field<string> = {
  bson: { bsonType: 'string', pattern: '^\\d{4}-Q[1-4]$' },
  parse: (value) =>
    typeof value === 'string' && /^(?:19|[2-9]\d)\d{2}-Q[1-4]$/.test(value)
      ? value
      : refuse('CODE_MALFORMED', { value: String(value).slice(0, 20) }),
};

export const pressFields = { compound: place('Compound'), quarter, plannedFor: date };

export const pressExtra = {
  ...noticedFields,
  heldOn: optional(date),
  secretary: optional(reference('Person')),
  propertyManager: optional(reference('Person')),
  attendance: optional(integer(0, 100_000)),
  minutes: optional(lines(5_000)),
  recordUrl: optional(text(300)),
};

/** The first day of a quarter, and the first one after it. */
export function daysOf(name: string): { readonly first: LocalDate; readonly next: LocalDate } {
  const [year, number] = [Number(name.slice(0, 4)), Number(name.slice(6))];
  const dayOf = (index: number) =>
    `${year + Math.floor(index / 4)}-${String((index % 4) * 3 + 1).padStart(2, '0')}-01` as LocalDate;
  return { first: dayOf(number - 1), next: dayOf(number) };
}

function isWithin(name: string, day: LocalDate): boolean {
  const { first, next } = daysOf(name);
  return day >= first && day < next;
}

interface Conference {
  readonly quarter: string;
  readonly plannedFor: LocalDate;
}
interface Now {
  readonly today: string;
  readonly notice?: KnownNotice | null;
}
type Held = {
  readonly heldOn: LocalDate;
  readonly secretary: string;
  readonly propertyManager: string;
  readonly attendance: number;
};

/** Refuses NOT_IN_QUARTER for a day of another quarter. */
export function decidePlan({ quarter: name, plannedFor }: Conference): Refusal | Record<string, never> {
  return isWithin(name, plannedFor) ? {} : refuse('NOT_IN_QUARTER', { field: 'plannedFor', quarter: name });
}

/** Refuses DATE_IN_FUTURE, NOT_IN_QUARTER, and SAME_PERSON where one speaks for both. */
function decideHeld({ quarter: name }: Conference, held: Held, { today }: Now): Refusal | Held {
  if (held.heldOn > today) return refuse('DATE_IN_FUTURE', { field: 'heldOn', date: held.heldOn });
  if (!isWithin(name, held.heldOn)) return refuse('NOT_IN_QUARTER', { field: 'heldOn', quarter: name });
  return held.secretary === held.propertyManager ? refuse('SPOKESPERSONS_TWO', { field: 'propertyManager' }) : held;
}

export const pressStates = {
  noticePressConference: {
    from: ['PLANNED'],
    to: 'NOTICED',
    may: 'press:hold',
    ...namesNotice('PRESS_CONFERENCE'),
    takes: { notice: reference('Notice'), plannedFor: date },
    decide: ({ quarter: name }: Conference, { plannedFor }: Conference, { today, notice }: Now) => {
      if (plannedFor < today || plannedFor < addDays(notice?.publishedOn as LocalDate, NOTICE_DAYS))
        return refuse('NOTICE_TOO_LATE', { field: 'plannedFor', days: NOTICE_DAYS });
      const planned = decidePlan({ quarter: name, plannedFor });
      return isRefusal(planned) ? planned : { plannedFor };
    },
  },
  holdPressConference: {
    from: ['NOTICED'],
    to: 'HELD',
    may: 'press:hold',
    takes: {
      heldOn: date,
      secretary: reference('Person'),
      propertyManager: reference('Person'),
      attendance: integer(0, 100_000),
    },
    decide: decideHeld,
  },
  publishPressMinutes: {
    from: ['HELD'],
    to: 'MINUTES_PUBLISHED',
    may: 'press:hold',
    takes: { minutes: lines(5_000), recordUrl: optional(text(300)) },
  },
  missPressConference: {
    from: ['PLANNED', 'NOTICED'],
    to: 'MISSED',
    may: 'system',
    guard: ({ quarter: name }: Conference, { today }: Now) =>
      today >= daysOf(name).next ? null : refuse('PERIOD_NOT_OVER', { period: name }),
  },
} as const;
