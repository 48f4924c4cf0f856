import { describe, expect, test } from '@jest/globals';
import { buildSchema, type GraphQLObjectType, parse, print } from 'graphql';
import { apiSchemaSdl, breakingChanges, brokenPromises, composeSupergraph, describedTwice } from './compose.ts';
import { stripSecurity } from './strip-security.ts';
import { sources } from './testing/federation.ts';
import { withoutSecurity } from './testing/without-security.ts';

describe('the composed supergraph', () => {
  test('keeps the rules of all services', () => {
    const supergraph = composeSupergraph(sources);
    expect(supergraph).toContain('@requiresScopes(scopes: [["people:contact"]])');
    expect(supergraph).toContain('@policy(policies: [["system"]])');
    expect(supergraph).toMatch(/type Account[^{]*@authenticated/s);
  });

  test('stripped of security it is, byte for byte, what composes without it', () => {
    const open = sources.map((source) => ({ ...source, sdl: withoutSecurity(source.sdl) }));
    expect(open.map(({ sdl }) => sdl).join()).not.toMatch(/@authenticated|@requiresScopes|@policy/);
    expect(stripSecurity(composeSupergraph(sources))).toBe(print(parse(composeSupergraph(open))));
  });

  test('says of each thing what its owner says of it, and nothing in two ways', () => {
    const notice = (description: string, field: string) => ({
      name: field,
      url: `http://${field}`,
      sdl: `extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@key"])
        type Query { ${field}: Notice }
        "${description}" type Notice @key(fields: "id") { "Of the ${field}." id: ID! }`,
    });
    const owner = notice('A notice 公示.', 'owner');
    const others = [notice('A notice 公示; owned by owner.', 'one'), notice('Owned by another service.', 'other')];
    expect(describedTwice([...others, owner])).toEqual([]);
    const { Notice } = buildSchema(apiSchemaSdl(composeSupergraph([...others, owner]))).getTypeMap() as {
      Notice: GraphQLObjectType;
    };
    expect(Notice.description).toBe('A notice 公示.');
    expect(Notice.getFields().id?.description).toBe('Of the owner.');
    expect(describedTwice([owner, notice('A sheet 公示.', 'third')])).toHaveLength(2);
  });

  test('tells all that does not compose at once', () => {
    const [first, ...rest] = sources;
    const broken = [{ ...first, sdl: `${first?.sdl}\ntype Posted2 { friend: Stranger }` }, ...rest];
    expect(() => composeSupergraph(broken as typeof sources)).toThrow(/Stranger/);
  });

  test('has no field that could not be refused without blanking its neighbours', () => {
    const blanking = sources.map((source) => ({
      ...source,
      sdl: source.sdl.replace('diary: Diary', 'diary: Diary!'),
    }));
    expect(() => composeSupergraph(blanking)).toThrow('fields with a rule have to be nullable: Person.diary');
  });

  test('shows callers no machinery of federation', () => {
    const sdl = apiSchemaSdl(composeSupergraph(sources));
    expect(sdl).toContain('type Person implements Named');
    expect(sdl).toContain('"The telephone number 电话."');
    expect(sdl).not.toMatch(/join__|link__|@requiresScopes|_entities/);
  });
});

describe('changes to the landed graph', () => {
  const landed = `
    type Query { a(x: Int): Int b: Thing old: Gone @deprecated(reason: "Use a.") }
    type Thing { name: String! kind: Kind }
    type Gone { x: Int }
    enum Kind { ONE TWO @deprecated(reason: "Use ONE.") THREE }
  `;

  test.each([
    ['a new field is welcome', 'a(x: Int): Int b: Thing old: Gone c: Int', []],
    ['a field that was deprecated may go, with the type it led to', 'a(x: Int): Int b: Thing', []],
    ['a field that was not deprecated may not', 'a(x: Int): Int old: Gone', ['Query.b was removed.']],
    [
      'an argument may not become required',
      'a(x: Int!): Int b: Thing old: Gone',
      ['Query.a arg x has changed type from Int to Int!.'],
    ],
  ])('%s', (_, fields, expected) => {
    const next = landed.replace(/type Query \{.*\}/, `type Query { ${fields} }`);
    expect(brokenPromises(landed, next)).toEqual(expected);
  });

  test('a field that was deprecated without a word about what to use instead may not go', () => {
    const silent = landed.replace('@deprecated(reason: "Use a.")', '@deprecated');
    expect(brokenPromises(silent, silent.replace(/old: Gone @deprecated/, ''))).toEqual(['Query.old was removed.']);
  });

  test('a deprecated value of an enum may go, any other not', () => {
    expect(brokenPromises(landed, landed.replace(/TWO @\w+\(.*?\)/, ''))).toEqual([]);
    expect(brokenPromises(landed, landed.replace('THREE', ''))).toEqual(['THREE was removed from enum type Kind.']);
  });

  test('are found between two supergraphs, and rules are none of them', () => {
    const supergraph = composeSupergraph(sources);
    expect(
      breakingChanges(supergraph, supergraph.replace(/ @requiresScopes\(scopes: \[\["books:read"\]\]\)/, '')),
    ).toEqual([]);
    expect(breakingChanges(supergraph, supergraph.replace('headcount: Int', 'headcount: String'))).toEqual([
      'Query.headcount changed type from Int to String.',
    ]);
  });
});
