/** Which fields of which registers refer to what, and whether what all rows refer to is there. */
import { type Field, placeType, type Shape } from '@hh/kernel/shape.ts';
import { missingElsewhere } from '@hh/service/register/elsewhere.ts';
import type { Register } from '@hh/service/register/register.ts';
import { type Embedded, platformOf } from '../infra/embedded.ts';
import { definitions } from '../infra/services.ts';

const PLACES = ['County', 'Street', 'Community', 'Compound'];

interface Reference {
  readonly field: string;
  /** Of one of which each key is. */
  readonly types: readonly string[];
}

/** Every field that people fill in or that rules write and that holds keys. */
export function referencesOf(register: Register): readonly Reference[] {
  const { fields, extra = {}, states = {} } = register;
  const shapes: Shape[] = [fields, extra, ...Object.values(states).map(({ takes = {} }) => takes)];
  return shapes
    .flatMap((shape) => Object.entries(shape))
    .map(([field, each]) => ({ field, types: typesOf(each) }))
    .filter(({ types }) => types.length > 0);
}

function typesOf({ of, among, isAnyPlace }: Field<unknown>): readonly string[] {
  if (isAnyPlace) return PLACES;
  return among ?? (of ? [of] : []);
}

/** How many keys rows hold, and `Type.field: Type key` of each that nobody has a row of, in whichever service. */
export async function lostReferences(embedded: Embedded): Promise<{ readonly keys: number; readonly lost: string[] }> {
  const asked = missingElsewhere(embedded.ask);
  const all = definitions.flatMap(({ name, registers = [] }) => {
    const { connection } = platformOf(embedded, name);
    return registers.map((register) => ({
      register,
      rows: connection.collection<{ _id: string }>(register.collection),
    }));
  });
  const missing = async (type: string, keys: readonly string[]) => {
    const own = all.find(({ register }) => register.type === type);
    if (!own) return await asked(type, keys);
    const found = new Set(await own.rows.distinct('_id', { _id: { $in: [...keys] } }));
    return keys.filter((key) => !found.has(key));
  };
  /** By the types that may have them, the keys that are named, each by whom first. */
  const named = new Map<string, Map<string, string>>();
  for (const { register, rows } of all)
    for (const { field, types } of referencesOf(register))
      for (const key of (await rows.distinct(field)) as readonly unknown[]) {
        if (typeof key !== 'string') continue;
        const kind = types === PLACES ? String(placeType(key)) : types.join(' ');
        const keys = named.get(kind) ?? new Map<string, string>();
        named.set(kind, keys.set(key, keys.get(key) ?? `${register.type}.${field}`));
      }
  const lost: string[] = [];
  for (const [kind, keys] of named) {
    let left: readonly string[] = [...keys.keys()];
    for (const type of kind.split(' ')) left = await missing(type, left);
    lost.push(...left.map((key) => `${keys.get(key)}: ${kind} ${key}`));
  }
  return { keys: [...named.values()].reduce((sum, { size }) => sum + size, 0), lost };
}
