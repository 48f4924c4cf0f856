import { describe, expect, test } from '@jest/globals';
import { buildSchema, graphql } from 'graphql';
import {
  accessRules,
  assertEveryRootFieldHasARule,
  assertRuledFieldsAreNullable,
  enforceAccess,
  isAllowed,
} from './access.ts';
import { type Actor, capabilities, type Role } from './actor.ts';
import { createContext } from './context.ts';

const directives = `
  directive @authenticated on OBJECT | FIELD_DEFINITION | SCALAR | ENUM
  directive @requiresScopes(scopes: [[String!]!]!) on OBJECT | FIELD_DEFINITION | SCALAR | ENUM
  directive @policy(policies: [[String!]!]!) on OBJECT | FIELD_DEFINITION | SCALAR | ENUM
  directive @tag(name: String!) repeatable on FIELD_DEFINITION
`;

const sdl = `${directives}
  type Query {
    open: String @tag(name: "public")
    signedIn: String @authenticated
    both: String @authenticated @requiresScopes(scopes: [["books:read", "people:read"]])
    either: String @requiresScopes(scopes: [["books:read"], ["entries:post"]])
    step: String @policy(policies: [["system"]])
    vault: Vault
    secret: Secret
    shade: Shade
  }
  type Vault @authenticated { gold: String @requiresScopes(scopes: [["books:read"]]) silver: String }
  scalar Secret @requiresScopes(scopes: [["audit:read"]])
  enum Shade @authenticated { DARK }
`;

function person(...roles: Role[]): Actor {
  return { kind: 'PERSON', id: 'p', grants: roles.map((role) => ({ role, scope: '371322' })) };
}
const actors: Record<string, Actor | null> = {
  nobody: null,
  resident: person('RESIDENT'),
  auditor: person('AUDITOR'),
  admin: person('ADMIN'),
  partner: person('PARTNER'),
  machine: { kind: 'MACHINE', id: 'm', grants: [{ role: 'PARTNER', scope: '91371322MA3C000001' }] },
  system: { kind: 'SYSTEM', id: 's', grants: [] },
};

describe('the rules of a field', () => {
  test.each([
    ['Query.open', 'nobody resident auditor admin partner machine system'],
    ['Query.signedIn', 'resident auditor admin partner machine system'],
    ['Query.both', 'auditor system'],
    ['Query.either', 'auditor partner machine system'],
    ['Query.step', 'system'],
    ['Query.vault', 'resident auditor admin partner machine system'],
    ['Vault.silver', 'resident auditor admin partner machine system'],
    ['Vault.gold', 'auditor system'],
    ['Query.secret', 'auditor admin system'],
    ['Query.shade', 'resident auditor admin partner machine system'],
  ])('%s is for %s', (coordinate, expected) => {
    const [type = '', field = ''] = coordinate.split('.');
    const rules = accessRules(sdl).of(type, field);
    const allowed = Object.keys(actors).filter((name) => isAllowed(actors[name] ?? null, rules));
    expect(allowed.join(' ')).toBe(expected);
  });

  test('are not known for a field that the supergraph lacks', () => {
    expect(() => accessRules(sdl).of('Vault', 'copper')).toThrow('the supergraph does not know Vault.copper');
    expect(() => accessRules(sdl).of('Cellar', 'wine')).toThrow('Cellar.wine');
  });

  test('name capabilities that exist, and one policy', () => {
    for (const word of capabilities)
      expect(
        accessRules(`${directives} type Query { a: Int @requiresScopes(scopes: [["${word}"]]) }`).of('Query', 'a'),
      ).toEqual([[[word]]]);
    const misspelt = `${directives} type Query { a: Int @requiresScopes(scopes: [["books:raed"]]) }`;
    expect(() => accessRules(misspelt)).toThrow('no capability is called books:raed');
    expect(() => accessRules(misspelt.replaceAll('requiresScopes(scopes', 'policy(policies'))).toThrow(
      'no policy is called',
    );
  });
});

describe('a supergraph', () => {
  test('has a rule or the tag public on every root field', () => {
    expect(() => assertEveryRootFieldHasARule(sdl)).not.toThrow();
    const careless = `${sdl} type Mutation { pay: Int tagged: Int @tag(name: "internal") open: Int @tag(name: "public") }`;
    expect(() => assertEveryRootFieldHasARule(careless)).toThrow(
      'root fields with neither a rule nor @tag(name: "public"): Mutation.pay, Mutation.tagged',
    );
  });

  test('can leave out what it refuses', () => {
    expect(() => assertRuledFieldsAreNullable(sdl)).not.toThrow();
    const blanking = sdl.replace('silver: String', 'silver: String! copper: Int! @authenticated secret: Secret!');
    expect(() => assertRuledFieldsAreNullable(blanking)).toThrow(
      'fields with a rule have to be nullable: Vault.copper, Vault.secret',
    );
  });
});

describe('enforcement around resolvers', () => {
  const ask = async (actor: Actor | null, source: string) => {
    const schema = enforceAccess(buildSchema(sdl), accessRules(sdl));
    const rootValue = { open: 'o', signedIn: 's', step: () => 'done', vault: { gold: 'g', silver: 's' } };
    const contextValue = createContext({ actor, language: 'zh', requestId: 'r' });
    const { data, errors } = await graphql({ schema, source, rootValue, contextValue });
    return { data: JSON.parse(JSON.stringify(data)), codes: errors?.map(({ extensions }) => extensions.code) };
  };

  test('tells who is nobody from who lacks a right', async () => {
    const source = '{ open step vault { gold silver } }';
    expect(await ask(null, source)).toEqual({
      data: { open: 'o', step: null, vault: null },
      codes: ['UNAUTHENTICATED', 'UNAUTHENTICATED'],
    });
    expect(await ask(person('RESIDENT'), source)).toEqual({
      data: { open: 'o', step: null, vault: { gold: null, silver: 's' } },
      codes: ['FORBIDDEN', 'FORBIDDEN'],
    });
  });

  test('lets methods of the parent run as they were', async () => {
    expect(await ask(actors.system ?? null, '{ step vault { gold } }')).toEqual({
      data: { step: 'done', vault: { gold: 'g' } },
      codes: undefined,
    });
  });
});
