import { describe, expect, test } from '@jest/globals';
import { asItIs, copied, type Entity, merge } from './objects.ts';

function merged(into: Entity, from: Entity): Entity {
  merge(into, from, asItIs);
  return into;
}

describe('what two subgraphs say of one object', () => {
  test.each<[string, Entity, Entity, Entity]>([
    ['stands side by side', { a: 1 }, { b: 2 }, { a: 1, b: 2 }],
    ['is merged in depth', { a: { b: 1 } }, { a: { c: 2 } }, { a: { b: 1, c: 2 } }],
    ['is merged element by element', { a: [{ b: 1 }, null] }, { a: [{ c: 2 }, null] }, { a: [{ b: 1, c: 2 }, null] }],
    ['is merged in lists of lists', { a: [[{ b: 1 }]] }, { a: [[{ c: 2 }]] }, { a: [[{ b: 1, c: 2 }]] }],
    ['of two lengths is the later', { a: [{ b: 1 }] }, { a: [{ c: 1 }, { c: 2 }] }, { a: [{ c: 1 }, { c: 2 }] }],
    ['is nothing where the later says so', { a: { b: 1 } }, { a: null }, { a: null }],
    ['stays where the later does not say', { a: 1 }, { a: undefined }, { a: 1 }],
  ])('%s', (_, into, from, both) => {
    expect(merged(into, from)).toEqual(both);
  });

  test('is its own, whatever it is called', () => {
    const from = JSON.parse('{"__proto__": {"isAdmin": true}, "constructor": 1}');
    const into = merged({}, from);
    expect(Object.keys(into)).toEqual(['__proto__', 'constructor']);
    expect(Object.getPrototypeOf(into)).toBe(Object.prototype);
    expect({}).not.toHaveProperty('isAdmin');
    expect(JSON.stringify(copied(from))).toBe(JSON.stringify(from));
  });

  test('is copied where it stands in two places', () => {
    const answer = { box: { rows: [{ left: 1 }] } };
    const [one, other]: [Entity, Entity] = [{}, {}];
    merge(one, answer, asItIs);
    merge(other, answer, copied);
    merge(one, { box: { rows: [{ right: 2 }] } }, asItIs);
    expect([one, other]).toEqual([{ box: { rows: [{ left: 1, right: 2 }] } }, { box: { rows: [{ left: 1 }] } }]);
  });
});
