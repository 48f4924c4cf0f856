import { describe, expect, test } from '@jest/globals';
import { buildSchema } from 'graphql';
import { actionInWords, typeInWords, wordsOf } from './audit-words.ts';

const schema = buildSchema(`
  type Query { any: Int }
  type Mutation {
    "Gives a person a role at a scope 授权; never oneself."
    grantRole: Int
    "Signs it."
    sign: Int
  }
  "A statement of a bank account 对账单, as its file says it."
  type BankStatement { id: ID }
`);

describe('an action', () => {
  test.each([
    ['grantRole', '授权', 'Gives a person a role at a scope'],
    ['sealMonth', '封账', 'Seals a month of the book'],
    ['sign', 'sign', 'sign'],
    ['retiredLongAgo', 'retiredLongAgo', 'retiredLongAgo'],
  ])('%s is called %s', (action, zh, en) => {
    expect(actionInWords(schema, action)).toEqual({ zh, en });
  });
});

test.each([
  ['BankStatement', '对账单', 'Bank statement'],
  ['Place', '地点', 'Place'],
  ['NeverThere', 'NeverThere', 'Never there'],
])('an object of the type %s is a %s', (type, zh, en) => {
  expect(typeInWords(schema, type)).toEqual({ zh, en });
});

test('a term may begin with what it is made of', () => {
  expect(wordsOf('A community and an enterprise that found one another “社区+企业”融合. Public.')).toEqual({
    zh: '“社区+企业”融合',
    en: 'A community and an enterprise that found one another',
  });
});

test('a description over two lines is read as one', () => {
  expect(wordsOf('Announces it by a notice\nthat was published 预告发布会: three days before.')).toEqual({
    zh: '预告发布会',
    en: 'Announces it by a notice that was published',
  });
});
