/**
 * The demonstration several times over, for load: the county has as many streets as its scale says, and each further one is
 * the first again, row by row, under its own codes and ids. What is the county's own is there once.
 */
import { usccFor } from '@hh/kernel/uscc.ts';
import { AND } from '@hh/property/vote/roll.ts';
import { COUNTY, STREET } from './county.ts';
import { people } from './people.ts';
import { residentsOf } from './residents.ts';
import type { RegisterDemo } from './seed-registers.ts';

export interface DemoStreet {
  readonly code: string;
  /** What its steps are remembered by, after what those of the first are. */
  readonly mark: string;
  readonly isFirst: boolean;
  /** What is written of the first street, as it is of this one. */
  readonly rewrite: <T>(value: T) => T;
}

const first: DemoStreet = { code: STREET, mark: '', isFirst: true, rewrite: (value) => value };

export function streetsOf(scale: number, demos: readonly RegisterDemo[]): readonly DemoStreet[] {
  if (scale === 1) return [first];
  // A start that finds everything done has no need of them.
  let found: ReadonlySet<string> | null = null;
  const names = () => {
    found ??= namesIn(demos);
    return found;
  };
  const further = Array.from({ length: scale - 1 }, (_, index) => furtherStreet(index + 2, names));
  return [first, ...further];
}

/** Whoever lives or works in the street, and what has an id, a number or a name there that no other may have. */
function namesIn(demos: readonly RegisterDemo[]): ReadonlySet<string> {
  const names = new Set(
    [...people.filter(({ place }) => place !== COUNTY), ...residentsOf(COUNTY)].map(({ id }) => id),
  );
  for (const { definition, entries } of demos) {
    const { unique = [], numbered } = definition;
    const alone = [
      ...unique.flatMap(({ fields }) => (fields.length === 1 ? fields : [])),
      ...(numbered ? [numbered] : []),
    ];
    for (const { id, place, input, past } of entries(true)) {
      if (place === COUNTY) continue;
      names.add(id);
      for (const field of alone) {
        const value = past?.[field] ?? input[field];
        if (typeof value === 'string') names.add(value);
      }
    }
  }
  return names;
}

const PHONES = 200_000;
const COMPANIES = 100;
/** Further streets lie ten to a row, each beyond the other's circles. */
const [DEGREES, IN_A_ROW] = [0.08, 10];

function furtherStreet(nth: number, names: () => ReadonlySet<string>): DemoStreet {
  const code = `${COUNTY}${String(nth).padStart(3, '0')}`;
  const further = nth - 1;
  const word = (text: string): string => {
    if (text.includes(STREET)) return text.replaceAll(STREET, code);
    if (/^199\d{8}$/.test(text)) return String(Number(text) + further * PHONES);
    if (!names().has(text)) return text.includes(AND) ? text.split(AND).map(word).join(AND) : text;
    const company = /^91371322(M[A-Z])(\d{6})..$/.exec(text);
    if (company)
      return usccFor(COUNTY, `${company[1]}${String(Number(company[2]) + further * COMPANIES).padStart(6, '0')}`);
    return `s${String(nth).padStart(2, '0')}-${text}`;
  };
  const rewrite = (value: unknown): unknown => {
    if (typeof value === 'string') return word(value);
    if (typeof value !== 'object' || value === null || value instanceof Date) return value;
    if (Array.isArray(value)) return value.map(rewrite);
    if ('latitude' in value && 'longitude' in value)
      return {
        latitude: moved(value.latitude, Math.floor(further / IN_A_ROW)),
        longitude: moved(value.longitude, further % IN_A_ROW),
      };
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, rewrite(each)]));
  };
  return { code, mark: ` street ${code}`, isFirst: false, rewrite: rewrite as DemoStreet['rewrite'] };
}

function moved(degrees: unknown, by: number): number {
  return Number((Number(degrees) + by * DEGREES).toFixed(6));
}
