/** What rows refer to in another service is asked of that service, for every field of every register. */
import type { Field, Shape } from '@hh/kernel/shape.ts';
import { ownerOf, owners } from '@hh/service/register/elsewhere.ts';
import type { Register } from '@hh/service/register/register.ts';
import { expect, test } from '@jest/globals';
import { definitions } from '../infra/services.ts';

const PLACES = ['County', 'Street', 'Community', 'Compound'];

/** Every field that people fill in or that rules write, with the types whose keys it may hold. */
function referencesOf({ type, fields, extra = {}, states = {} }: Register): (readonly [string, string])[] {
  const shapes: Shape[] = [fields, extra, ...Object.values(states).map(({ takes = {} }) => takes)];
  return shapes.flatMap((shape) =>
    Object.entries(shape).flatMap(([name, field]) => typesOf(field).map((each) => [`${type}.${name}`, each] as const)),
  );
}

function typesOf({ of, among, isAnyPlace }: Field<unknown>): readonly string[] {
  if (isAnyPlace) return PLACES;
  return among ?? (of ? [of] : []);
}

test.each(definitions)(
  'what registers of $name refer to elsewhere has somebody who is asked for it',
  ({ registers = [] }) => {
    const own = new Set(registers.map(({ type }) => type));
    const unchecked = registers.flatMap(referencesOf).filter(([, type]) => !own.has(type) && ownerOf(type) === null);
    expect(unchecked).toEqual([]);
  },
);

test('who is asked for a type is its one owner, and nobody is asked for what nobody refers to', () => {
  const all = Object.values(owners).flat();
  expect(new Set(all).size).toBe(all.length);
  for (const { name, registers = [] } of definitions)
    expect(registers.filter(({ type }) => ![null, name].includes(ownerOf(type)))).toEqual([]);
  const referred = new Set(
    definitions.flatMap(({ registers = [] }) => registers.flatMap(referencesOf)).map(([, type]) => type),
  );
  expect(all.filter((type) => !referred.has(type))).toEqual([]);
});
