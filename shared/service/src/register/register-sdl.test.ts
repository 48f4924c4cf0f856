import { reason } from '@hh/kernel/reason.ts';
import { date, optional, reference, text } from '@hh/kernel/shape.ts';
import { describe, expect, test } from '@jest/globals';
import { buildSchema, type GraphQLInputObjectType, type GraphQLObjectType, type GraphQLUnionType } from 'graphql';
import { defineRegister } from './register.ts';
import { withRegisters } from './register-sdl.ts';

const visits = defineRegister({
  type: 'Visit',
  collection: 'visits',
  fields: { place: text(14), host: reference('Person'), on: optional(date) },
  extra: { reply: optional(text(9)) },
  place: 'place',
  create: { mutation: 'recordVisit', may: 'rectification:inspect', state: 'OPEN' },
  states: {
    answerVisit: { from: ['OPEN'], to: 'DONE', may: 'rectification:fix', takes: { reply: text(9), reason } },
    closeVisit: { from: ['DONE'], to: 'CLOSED', may: 'system' },
  },
});

const COMMON = `
  directive @key(fields: String!, resolvable: Boolean) on OBJECT
  directive @requiresScopes(scopes: [[String!]!]!) on FIELD_DEFINITION
  directive @policy(policies: [[String!]!]!) on FIELD_DEFINITION
  directive @tag(name: String!) on FIELD_DEFINITION
  directive @listSize(assumedSize: Int) on FIELD_DEFINITION
  scalar Date scalar DateTime
  type Refused { code: String } type AllowedTransition { to: String }
  type Query { any: Int }
`;
const SLICE = `
  "A visit 走访." type Visit @key(fields: "id") {
    "Where 地点." place: String!
    "Who 主人." host: Person
    "When 日期." on: Date
    "What was said 答复." reply: String
    "Its state 状态." state: String!
  }
  type Mutation {
    "Records a visit 登记走访." recordVisit: VisitResult
    "Answers 答复走访." answerVisit: VisitResult
    "Closes 结束走访." closeVisit: VisitResult
  }
`;

describe('the SDL of a register', () => {
  const sdl = withRegisters(COMMON + SLICE, [visits]);
  const schema = buildSchema(sdl);
  const input = (name: string) =>
    Object.values((schema.getType(name) as GraphQLInputObjectType).getFields()).map(
      ({ name: field, type, description }) => `${field}: ${type} ${description}`,
    );

  test('takes what the shape says, in the words of the type, what is an object by its key', () => {
    expect(input('RecordVisitInput')).toEqual([
      "clientMutationId: ID! The caller's key 请求标识: the same again answers the first.",
      'place: String! Where 地点.',
      'host: ID! Who 主人.',
      'on: Date When 日期.',
    ]);
    expect(input('AnswerVisitInput')).toEqual([
      'id: ID! Which one 编号.',
      'version: Int The version that the caller saw 版本; another one is refused.',
      'reply: String! What was said 答复.',
      'reason: String! Why 原因. At most 500 characters.',
    ]);
  });

  test('says who may, as the table does', () => {
    const rights = ['recordVisit', 'answerVisit', 'closeVisit'].map((name) =>
      schema
        .getMutationType()
        ?.getFields()
        [name]?.astNode?.directives?.map((each) => each.name.value)
        .join(' '),
    );
    expect(rights).toEqual(['requiresScopes', 'requiresScopes', 'policy tag']);
    expect(sdl).toContain('@requiresScopes(scopes: [["rectification:fix"]])');
  });

  test('answers the row or why not, and every row has what rows have', () => {
    const result = schema.getType('VisitResult') as GraphQLUnionType;
    expect(result.getTypes().map(({ name }) => name)).toEqual(['Visit', 'Refused']);
    const fields = Object.keys((schema.getType('Visit') as GraphQLObjectType).getFields());
    expect(fields).toEqual(expect.arrayContaining(['id', 'version', 'createdAt', 'allowedTransitions', 'reply']));
  });

  test('knows what belongs to other services by its key', () => {
    expect(Object.keys((schema.getType('Person') as GraphQLObjectType).getFields())).toEqual(['id']);
  });

  test('takes a value for an object that the slice has an input for', () => {
    const own = 'input SpotInput { "Its name 名称." name: String } type Spot { "Its name 名称." name: String }';
    const taken = buildSchema(withRegisters(COMMON + SLICE.replace('host: Person', 'host: Spot') + own, [visits]));
    const { host } = (taken.getType('RecordVisitInput') as GraphQLInputObjectType).getFields();
    expect(String(host?.type)).toBe('SpotInput!');
  });

  test('keeps what the slice has written out', () => {
    const own =
      '"Mine 自定." input RecordVisitInput { "Its key 编号." any: ID } "Mine 自定." union VisitResult = Visit';
    const kept = buildSchema(withRegisters(COMMON + SLICE + own, [visits]));
    expect(Object.keys((kept.getType('RecordVisitInput') as GraphQLInputObjectType).getFields())).toEqual(['any']);
    expect((kept.getType('VisitResult') as GraphQLUnionType).getTypes()).toHaveLength(1);
  });

  test.each([
    ['no type', SLICE.replace('type Visit @key', 'type Other @key'), 'has no type in the SDL'],
    ['a field that the type lacks', SLICE.replace('"Where 地点." place: String!', ''), 'Visit.place'],
    ['a mutation that is not there', SLICE.replace('"Answers 答复走访." answerVisit: VisitResult', ''), 'answerVisit'],
  ])('with %s stops the composition', (_, slice, message) => {
    expect(() => withRegisters(COMMON + slice, [visits])).toThrow(message);
  });
});
