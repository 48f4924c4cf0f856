/** What rows refer to in another service is asked of that service, for every field of every register. */
import { ownerOf, owners } from '@hh/service/register/elsewhere.ts';
import { expect, test } from '@jest/globals';
import { definitions } from '../infra/services.ts';
import { referencesOf } from './references.ts';

test.each(definitions)(
  'what registers of $name refer to elsewhere has somebody who is asked for it',
  ({ registers = [] }) => {
    const own = new Set(registers.map(({ type }) => type));
    const unchecked = registers
      .flatMap(referencesOf)
      .filter(({ types }) => types.some((type) => !own.has(type) && ownerOf(type) === null));
    expect(unchecked).toEqual([]);
  },
);

test('who is asked for a type is its one owner, and nobody is asked for what nobody refers to', () => {
  const all = Object.values(owners).flat();
  expect(new Set(all).size).toBe(all.length);
  for (const { name, registers = [] } of definitions)
    expect(registers.filter(({ type }) => ![null, name].includes(ownerOf(type)))).toEqual([]);
  const referred = new Set(
    definitions.flatMap(({ registers = [] }) => registers.flatMap(referencesOf)).flatMap(({ types }) => types),
  );
  expect(all.filter((type) => !referred.has(type))).toEqual([]);
});
