/**
 * The shape of a row: its fields, each with the values it may hold. One table gives the parser of the input, the type in
 * code and the validator of the collection, so that the three cannot differ.
 */
import { type Fen, fitsFen } from './money.ts';
import { type LocalDate, type Period, parseDate, parsePeriod } from './period.ts';
import { isRefusal, type Refusal, refuse, shown } from './refusal.ts';
import { parseUscc } from './uscc.ts';

export interface Field<T> {
  /** The value as it is kept, or why not. */
  parse(value: unknown): T | Refusal;
  /** What the database asserts of it. */
  readonly bson: Readonly<Record<string, unknown>>;
  /** May be left out, and is null then. */
  readonly isOptional?: true;
  /** The type whose key it holds. */
  readonly of?: string;
  /** It holds the code of a place, of which type the code says. */
  readonly isAnyPlace?: true;
  /** Where that type is an interface: the types that it may be. */
  readonly among?: readonly string[];
  /** What an input of the graph says of it, beside what it is: a sentence. */
  readonly says?: string;
  /** How the graph writes it, where that is not the value itself. */
  readonly show?: (value: never) => unknown;
}

export type Shape = Readonly<Record<string, Field<unknown>>>;
export type Shaped<S extends Shape> = { readonly [K in keyof S]: S[K] extends Field<infer T> ? T : never };

/** Each field in the order of the shape; the refusal of the first that is wrong, at its name. What the shape lacks is left out. */
export function parseShape<S extends Shape>(shape: S, input: Readonly<Record<string, unknown>>): Shaped<S> | Refusal {
  const row: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(shape)) {
    const value = parseField(field, input[name]);
    if (isRefusal(value)) return value.at(value.field === null ? name : `${name}.${value.field}`);
    row[name] = value;
  }
  return row as Shaped<S>;
}

function parseField(field: Field<unknown>, value: unknown): unknown {
  if (value !== undefined && value !== null) return field.parse(value);
  return field.isOptional ? null : refuse('VALUE_MISSING');
}

const CONTROL = /\p{Cc}/u;
const CONTROL_IN_LINES = /(?![\n\t])\p{Cc}/u;
const ID_MAX = 100;

/** One line of 1 to `max` characters, trimmed and composed. */
export function text(max: number): Field<string> {
  return textWithout(CONTROL, max);
}

/** The same in several lines. */
export function lines(max: number): Field<string> {
  return textWithout(CONTROL_IN_LINES, max);
}

function textWithout(control: RegExp, max: number): Field<string> {
  return {
    bson: { bsonType: 'string', minLength: 1 },
    parse: (value) => {
      if (typeof value !== 'string') return refuse('VALUE_MISSING');
      const words = value.trim().normalize('NFC');
      if (words === '') return refuse('VALUE_MISSING');
      if ([...words].length > max) return refuse('VALUE_TOO_LONG', { max });
      return control.test(words) ? refuse('TEXT_MALFORMED') : words;
    },
  };
}

/** A code that people use and accounts are named by: letters, digits and hyphens. */
export const code: Field<string> = {
  bson: { bsonType: 'string', pattern: '^[0-9A-Za-z-]{1,32}$' },
  parse: (value) =>
    typeof value === 'string' && /^[0-9A-Za-z-]{1,32}$/.test(value)
      ? value
      : refuse('CODE_MALFORMED', { value: shown(value) }),
};

/** A whole number from `min` to `max`. */
export function integer(min: number, max: number = Number.MAX_SAFE_INTEGER): Field<number> {
  return {
    bson: { bsonType: 'number', minimum: min, maximum: max },
    parse: (value) => {
      const number = typeof value === 'bigint' ? Number(value) : value;
      const isWithin = Number.isSafeInteger(number) && (number as number) >= min && (number as number) <= max;
      return isWithin ? (number as number) : refuse('NUMBER_OUT_OF_RANGE');
    },
  };
}

/** A number with decimals between two bounds, such as a degree of longitude. */
export function decimal(min: number, max: number): Field<number> {
  return {
    bson: { bsonType: 'number', minimum: min, maximum: max },
    parse: (value) =>
      typeof value === 'number' && value >= min && value <= max ? value : refuse('NUMBER_OUT_OF_RANGE'),
  };
}

/** Hundredths of a square metre, from text such as `"136.73"`. */
export const area: Field<number> = {
  bson: { bsonType: 'number', minimum: 0 },
  show: (hundredths: number) => `${Math.trunc(hundredths / 100)}.${String(hundredths % 100).padStart(2, '0')}`,
  parse: (value) => {
    if (typeof value === 'number') return integer(0).parse(value);
    const match = typeof value === 'string' ? /^(\d{1,9})(?:\.(\d{1,2}))?$/.exec(value) : null;
    return match ? Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0')) : refuse('NUMBER_OUT_OF_RANGE');
  },
};

/** An amount above zero, in fen. */
export const money: Field<Fen> = {
  bson: { bsonType: 'long' },
  parse: (value) => {
    if (typeof value !== 'bigint') return refuse('AMOUNT_MALFORMED', { value: shown(value) });
    if (value <= 0n) return refuse('AMOUNT_NOT_POSITIVE');
    return fitsFen(value) ? value : refuse('AMOUNT_TOO_LARGE');
  },
};

export const date: Field<LocalDate> = {
  bson: { bsonType: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' },
  parse: parseDate,
};
export const period: Field<Period> = { bson: { bsonType: 'string', pattern: '^\\d{4}-\\d{2}$' }, parse: parsePeriod };

export const instant: Field<Date> = {
  bson: { bsonType: 'date' },
  parse: (value) => (value instanceof Date ? value : refuse('DATE_MALFORMED', { value: shown(value) })),
};

export const boolean: Field<boolean> = {
  bson: { bsonType: 'bool' },
  parse: (value) => (typeof value === 'boolean' ? value : refuse('VALUE_MISSING')),
};

export function choice<const Word extends string>(...words: readonly Word[]): Field<Word> {
  return {
    bson: { enum: [...words] },
    parse: (value) =>
      words.includes(value as Word)
        ? (value as Word)
        : refuse('CHOICE_UNKNOWN', { value: shown(value), choices: words.join(', ') }),
  };
}

const DIGITS = { County: 6, Street: 9, Community: 12, Compound: 14 } as const;
export type PlaceType = keyof typeof DIGITS;

/** The code of a place of one of these types: each begins with its parent's. */
export function place(...types: readonly [PlaceType, ...PlaceType[]]): Field<string> {
  const lengths = types.map((type) => DIGITS[type]);
  return {
    ...(types.length === 1 ? { of: types[0] } : { isAnyPlace: true as const }),
    bson: { bsonType: 'string', pattern: '^\\d{6,14}$' },
    parse: (value) =>
      typeof value === 'string' && /^\d+$/.test(value) && lengths.includes(value.length as 6)
        ? value
        : refuse('CODE_MALFORMED', { value: shown(value) }),
  };
}

export function placeType(code: string): PlaceType | null {
  return (Object.keys(DIGITS) as PlaceType[]).find((type) => DIGITS[type] === code.length) ?? null;
}

/** The key of an object of this type, or of one of those that an interface stands for. */
export function reference(type: string, among?: readonly string[]): Field<string> {
  return {
    of: type,
    ...(among ? { among } : {}),
    bson: { bsonType: 'string', minLength: 1 },
    parse: (value) =>
      typeof value === 'string' && value !== '' && value.length <= ID_MAX && !CONTROL.test(value)
        ? value
        : refuse('CODE_MALFORMED', { value: shown(value) }),
  };
}

/** A unified social credit code, GB 32100-2015. */
export const uscc: Field<string> = { bson: { bsonType: 'string' }, parse: parseUscc };

export function list<T>(of: Field<T>, min: number, max: number): Field<readonly T[]> {
  return {
    bson: { bsonType: 'array', minItems: min, maxItems: max, items: of.bson },
    ...(of.of ? { of: of.of } : {}),
    parse: (value) => {
      if (!Array.isArray(value) || value.length < min || value.length > max) return refuse('LIST_SIZE', { min, max });
      const items: T[] = [];
      for (const [index, each] of value.entries()) {
        const item = of.parse(each);
        if (isRefusal(item)) return item.at(item.field === null ? String(index) : `${index}.${item.field}`);
        items.push(item);
      }
      return items;
    },
  };
}

/** A row inside of a row. */
export function object<S extends Shape>(shape: S): Field<Shaped<S>> {
  return {
    bson: { bsonType: 'object', ...bsonOf(shape) },
    parse: (value) =>
      typeof value === 'object' && value !== null
        ? parseShape(shape, value as Record<string, unknown>)
        : refuse('VALUE_MISSING'),
  };
}

export function optional<T>(field: Field<T>): Field<T | null> {
  return { ...field, isOptional: true };
}

/** What a `$jsonSchema` says of these fields: each is there, and an optional one may be null. */
export function bsonOf(shape: Shape): { readonly required: string[]; readonly properties: Record<string, object> } {
  const properties = Object.entries(shape).map(([name, { bson, isOptional }]): [string, object] => [
    name,
    isOptional ? { anyOf: [bson, { bsonType: 'null' }] } : bson,
  ]);
  return { required: Object.keys(shape), properties: Object.fromEntries(properties) };
}
