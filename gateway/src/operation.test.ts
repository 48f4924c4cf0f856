import { describe, expect, test } from '@jest/globals';
import { buildSchema, GraphQLError, type OperationDefinitionNode, parse, print } from 'graphql';
import { createPlainForm, withDefaults } from './operation.ts';

const schema = buildSchema(/* GraphQL */ `
  type Query { place: Place thing: Thing }
  type Place { code: ID name: String street: Place }
  type Refused { code: ID message: String }
  union Thing = Place | Refused
`);

function plain(text: string, name?: string): string {
  return (
    print(createPlainForm(() => new Set())(schema, parse(text), name).document)
      .split('\nfragment ')[0]
      ?.replace(/\s+/g, ' ')
      .trim() ?? ''
  );
}

describe('the plain form of an operation', () => {
  test('a fragment on the type it stands in is opened, wherever it stands', () => {
    expect(
      plain(
        '{ place { ...A street { ... on Place { ... { code } } } } } fragment A on Place { ...B name } fragment B on Place { code }',
      ),
    ).toBe('{ place { code name street { code } } }');
  });

  test('a fragment that asks for a type stays, and a condition goes to the fields that it is about', () => {
    const text =
      'query ($v: Boolean!) { thing { ... on Place { code } } place { code ... @include(if: $v) { name } } }';
    expect(plain(text)).toBe(text.replace('... @include(if: $v) { name }', 'name @include(if: $v)'));
  });

  test('what is said again is said where it was certain first, under the condition it had', () => {
    expect(
      plain(
        'query ($v: Boolean!) { place { street { name } street @include(if: $v) { code } street { street { name } } name name @skip(if: $v) } }',
      ),
    ).toBe('query ($v: Boolean!) { place { street { name code @include(if: $v) street { name } } name } }');
  });

  test('what stood first under a condition keeps its place', () => {
    const text = 'query ($v: Boolean!) { place { name @include(if: $v) code name } }';
    expect(plain(text)).toBe(text);
  });

  test('settled conditions are settled, and no selection becomes empty', () => {
    expect(plain('{ place { name @skip(if: true) code @include(if: true) } }')).toBe('{ place { code } }');
    expect(plain('{ place { name @skip(if: true) } }')).toBe('{ place { __isThere: __typename } }');
    expect(plain('{ place @skip(if: true) { name } }')).toBe('{ place @skip(if: true) { name } }');
  });

  test('of several operations the one that is named is left', () => {
    expect(
      plain(
        'query A { place { ...F } } query B($v: Boolean!) { place { name @skip(if: $v) } } fragment F on Place { code }',
        'A',
      ),
    ).toBe('query A { place { code } }');
  });

  test('an object whose every field has a condition is marked, and the mark taken off the answer', () => {
    const document = parse('query ($v: Boolean!) { place { street { name @include(if: $v) } } }');
    const form = createPlainForm(() => new Set())(schema, document);
    expect(print(form.document)).toContain('name @include(if: $v)\n      __isThere: __typename');
    expect(form.answered({ data: { place: [{ street: { __isThere: 'Place' } }, null] } })).toEqual({
      data: { place: [{ street: {} }, null] },
    });
  });

  test('what is required under a name is asked by callers under another, and answered by theirs', () => {
    const document = parse('{ place { ...F street { name: code } } } fragment F on Place { n: name name }');
    const form = createPlainForm(() => new Set(['name']))(schema, document);
    expect(print(form.document)).toContain(
      'place {\n    n: name\n    __asked_name: name\n    street {\n      __asked_name: code\n    }\n  }',
    );
    const error = new GraphQLError('away', { path: ['place', 0, '__asked_name'], extensions: { code: 'INTERNAL' } });
    const answer = { data: { place: [{ n: 'x', __asked_name: null }] }, errors: [error] };
    const { data, errors } = form.answered(answer);
    expect(data).toEqual({ place: [{ n: 'x', name: null }] });
    expect(errors.map((each) => each.toJSON())).toEqual([
      { message: 'away', path: ['place', 0, 'name'], extensions: { code: 'INTERNAL' } },
    ]);
  });

  test('the same document is looked at once', () => {
    const plainForm = createPlainForm(() => new Set());
    const document = parse('{ place { code } }');
    expect(plainForm(schema, document)).toBe(plainForm(schema, document));
  });
});

test('a variable that is not given takes its default, one that is given as null does not', () => {
  const [operation] = parse(
    'query ($a: Int = 2, $b: Int = 3, $c: Int, $d: Boolean! = true) { place { code } }',
  ).definitions;
  expect(withDefaults(operation as OperationDefinitionNode, { b: null, e: 5 })).toEqual({
    a: 2,
    b: null,
    d: true,
    e: 5,
  });
});
