/**
 * A person of the register. The name is one text of 2 to 20 characters, `·` and rare characters of GB 18030 included
 * (counted as code points); no national id number is kept. Who may read a name is decided by the person's place.
 */
import { isRefusal, type Refusal, refuse } from '@hh/kernel/refusal.ts';
import type { Field } from '@hh/kernel/shape.ts';
import type { PersonDetails } from '../personal-data/personal-data.ts';

export interface Person {
  readonly id: string;
  readonly county: string;
  readonly name: string;
  readonly phone: string;
  /** The place the person lives or works at: what decides who may read the name. */
  readonly place: string;
  /** What is kept with consent beside these. */
  readonly details?: PersonDetails;
}

const NAME_MIN = 2;
const NAME_MAX = 20;
const PLACE_OF_COUNTY = /^\d{6}(?:\d{3}|\d{6}|\d{8})?$/;
const PHONE = /^(?:1[3-9]\d{9}|0\d{2,3}-?\d{7,8})$/;

export const PURPOSE_MIN = 4;
export const PURPOSE_MAX = 200;

/** Refuses VALUE_MISSING, VALUE_TOO_LONG for the name, CODE_MALFORMED for phone and place, OUT_OF_SCOPE for another county's place. */
export function parsePerson(person: Person): Person | Refusal {
  const name = person.name.trim().normalize('NFC');
  if (person.id === '') return refuse('VALUE_MISSING', { field: 'id' });
  if ([...name].length < NAME_MIN) return refuse('VALUE_MISSING', { field: 'name' });
  if ([...name].length > NAME_MAX) return refuse('VALUE_TOO_LONG', { field: 'name', max: NAME_MAX });
  const number = phone.parse(person.phone);
  if (isRefusal(number)) return number.at('phone');
  if (!PLACE_OF_COUNTY.test(person.place)) return refuse('CODE_MALFORMED', { field: 'place', value: person.place });
  return person.place.startsWith(person.county) ? { ...person, name } : refuse('OUT_OF_SCOPE', { field: 'place' });
}

/** The number is not repeated in the refusal: messages reach logs. */
export const phone: Field<string> = {
  bson: { bsonType: 'string' },
  parse: (value) =>
    typeof value === 'string' && PHONE.test(value) ? value : refuse('CODE_MALFORMED', { value: '***' }),
};

/** Whom somebody means: by the whole number, or by the whole name of somebody at a place. */
export type Whole = { readonly phone: string } | { readonly name: string; readonly place: string };

/** Refuses VALUE_MISSING where it is neither, or a name without a place; CODE_MALFORMED for the number, OUT_OF_SCOPE for another county's place. */
export function parseWhole(
  county: string,
  asked: { readonly phone?: string | null; readonly name?: string | null; readonly place?: string | null },
): Whole | Refusal {
  const [name, place] = [asked.name?.trim().normalize('NFC') ?? '', asked.place ?? ''];
  if (asked.phone) {
    const number = phone.parse(asked.phone.replaceAll(/[\s-]/g, ''));
    return isRefusal(number) ? number.at('phone') : { phone: number };
  }
  if (name === '') return refuse('VALUE_MISSING', { field: 'name' });
  if (place === '') return refuse('VALUE_MISSING', { field: 'place' });
  return place.startsWith(county) ? { name, place } : refuse('OUT_OF_SCOPE', { field: 'place' });
}

/** What a reading of a full number is for, trimmed; null where it says too little or too much. */
export function parsePurpose(purpose: string): string | null {
  const words = purpose.trim().normalize('NFC');
  const length = [...words].length;
  return length >= PURPOSE_MIN && length <= PURPOSE_MAX ? words : null;
}
