import { expect, test } from '@jest/globals';
import { GraphQLError } from 'graphql';
import { Told } from './told.ts';

const at = (...path: (string | number)[]) => new GraphQLError('x', { path });

test('nothing at a place is explained by an error there, above it or beneath it', () => {
  const told = new Told();
  expect(told.explains(['a'])).toBe(false);
  told.add(at('a', 0, 'b'));
  expect([['a'], ['a', 0], ['a', 0, 'b'], ['a', 0, 'b', 'c']].map((path) => told.explains(path))).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect([['b'], ['a', 1], ['a', 0, 'c'], ['a', 0, 'bb']].map((path) => told.explains(path))).toEqual([
    false,
    false,
    false,
    false,
  ]);
});

test('what is missing beside an error is explained where nothing came of the object itself', () => {
  const told = new Told();
  told.add(at('a', 0, 'b'));
  told.lost(['a', 0]);
  expect(
    [
      ['a', 0, 'c'],
      ['a', 0, 'c', 'd'],
      ['a', 1, 'c'],
    ].map((path) => told.explains(path)),
  ).toEqual([true, true, false]);
});

test('an error that cannot say where explains everything', () => {
  const told = new Told();
  told.add(new GraphQLError('x'));
  expect(told.explains(['a', 3])).toBe(true);
});
