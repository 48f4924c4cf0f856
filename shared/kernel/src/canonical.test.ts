import fc from '@hh/testing/property.ts';
import { describe, expect, test } from '@jest/globals';
import { type Canonical, canonical, contentHash, textHash } from './canonical.ts';

/** The same value with the keys of every object written the other way round. */
function backwards(value: Canonical): Canonical {
  if (Array.isArray(value)) return value.map(backwards);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([key, each]) => [key, backwards(each)] as const);
  return Object.fromEntries(entries.reverse());
}

function valuesOf(leaf: fc.Arbitrary<Canonical>): fc.Arbitrary<Canonical> {
  return fc.letrec<{ value: Canonical }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      leaf,
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(fc.string({ unit: 'grapheme', maxLength: 4 }), tie('value'), { maxKeys: 5, noNullPrototype: true }),
    ),
  })).value;
}

const knownToJson = fc.oneof(fc.string({ unit: 'binary' }), fc.maxSafeInteger(), fc.boolean(), fc.constant(null));
const anyValue = valuesOf(fc.oneof(knownToJson, fc.bigInt(), fc.constant(undefined)));

describe('the canonical text', () => {
  test('sorts keys at every level, and has no white space', () => {
    expect(canonical({ b: 1, a: { d: [true, 'x', null], c: 2n } })).toBe('{"a":{"c":2,"d":[true,"x",null]},"b":1}');
  });

  test('is one, whatever the order in which the keys were written', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        expect(canonical(backwards(value))).toBe(canonical(value));
      }),
    );
  });

  test('is JSON of the same value, where JSON knows it', () => {
    fc.assert(
      fc.property(valuesOf(knownToJson), (value) => {
        expect(JSON.parse(canonical(value))).toEqual(value);
      }),
    );
  });

  test('does not ask where an object comes from: GraphQL makes some without a prototype', () => {
    expect(canonical(Object.assign(Object.create(null), { b: 1, a: 2 }))).toBe('{"a":2,"b":1}');
  });

  test('keeps every digit of an amount', () => {
    expect(canonical({ amount: 9_223_372_036_854_775_807n })).toBe('{"amount":9223372036854775807}');
  });

  test('does not tell an absent field from an undefined one, but from null', () => {
    expect(canonical({ a: undefined })).toBe(canonical({}));
    expect(canonical({ a: null })).not.toBe(canonical({}));
  });

  test('keeps the place of what a list lacks', () => {
    expect(canonical([undefined, 1, null])).toBe('[null,1,null]');
  });

  test('quotes what JSON quotes', () => {
    expect(canonical({ 'a"b': '小区\n"' })).toBe('{"a\\"b":"小区\\n\\""}');
  });

  test.each([
    ['a fraction', 0.5],
    ['a number that has lost digits', 2 ** 53],
    ['not a number', Number.NaN],
    ['infinity', Number.POSITIVE_INFINITY],
    ['a date, which has no fields', new Date(0)],
    ['a map, which has no fields', new Map([['a', 1]])],
    ['a function', () => 1],
    ['a symbol', Symbol('a')],
    ['any of these inside', { list: [{ at: new Date(0) }] }],
  ])('does not exist for %s', (_, value) => {
    expect(() => canonical(value as Canonical)).toThrow(/canonical text/);
  });
});

describe('the hash of a content', () => {
  test('is the SHA-256 of its canonical text, in lowercase hex', () => {
    expect(contentHash({})).toBe('44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a');
    expect(contentHash({ b: 1, a: 2n })).toBe(contentHash({ a: 2, b: 1n }));
    expect(contentHash({ a: 1 })).not.toBe(contentHash({ a: '1' }));
  });
});

test('the hash of a text is what sha256sum says of a file with it', () => {
  expect(textHash('公示\n')).toBe('8569741907864a21d30817c2e4030067b5cd21accfa0ded6772c16a4b47c6cbe');
});
