/** Files that are generated and kept in git say what the sources say, and break no caller of the graph that landed. */
import { existsSync, readFileSync } from 'node:fs';
import { apiSchemaSdl, breakingChanges, composeSupergraph } from '@hh/gateway/compose.ts';
import { stripSecurity } from '@hh/gateway/strip-security.ts';
import { withoutSecurity } from '@hh/gateway/testing/without-security.ts';
import { accessRules, isAllowed } from '@hh/service/access.ts';
import { expect, test } from '@jest/globals';
import { buildSchema, type GraphQLNamedType, getNamedType, isAbstractType, isObjectType, parse, print } from 'graphql';
import { composeFromSources, landedFile, queryPlans, subgraphSources, supergraphFile } from '../infra/compose.ts';

const composed = composeFromSources();

test('the supergraph in git is what the SDL files compose to (npm run compose)', () => {
  expect(readFileSync(supergraphFile, 'utf8')).toBe(composed);
});

test('what the gateway executes is, byte for byte, what composes without security', () => {
  const open = subgraphSources().map((source) => ({ ...source, sdl: withoutSecurity(source.sdl) }));
  expect(composed).toMatch(/@authenticated|@requiresScopes|@policy/);
  expect(stripSecurity(composed)).toBe(print(parse(composeSupergraph(open))));
});

test('nothing that callers of the landed graph use is gone or has changed its type', () => {
  expect(existsSync(landedFile)).toBe(true);
  expect(breakingChanges(readFileSync(landedFile, 'utf8'), composed)).toEqual([]);
});

/** What everybody may ask, listed by hand: whoever adds a field to it shows that nothing personal stands there. */
const PUBLIC = {
  Query: 'county street community compound compounds',
  County: 'code name streets communities',
  Street: 'code name county communities',
  Community: 'code name street compounds zone',
  VolunteerZone: 'code name communities',
  Compound: 'code name community households grossAreaM2 buildings publicRevenue',
  BuildingConnection: 'edges pageInfo totalCount',
  BuildingEdge: 'cursor node',
  Building: 'id no units floors compound',
  PublicRevenue: 'balance balanceAsOf available entries',
  PublicRevenueEntryConnection: 'edges pageInfo totalCount',
  PublicRevenueEntryEdge: 'cursor node',
  PublicRevenueEntry: 'occurredOn amount kind memo voucherNumber',
  PageInfo: 'hasNextPage hasPreviousPage startCursor endCursor',
};

test('nobody reaches other fields than those listed here', () => {
  const schema = buildSchema(apiSchemaSdl(composed));
  const rules = accessRules(composed);
  const reached = new Map<string, string>();
  const waiting: GraphQLNamedType[] = [schema.getQueryType() as GraphQLNamedType];
  for (let type = waiting.shift(); type; type = waiting.shift()) {
    if (isAbstractType(type)) waiting.push(...schema.getPossibleTypes(type));
    if (!isObjectType(type) || reached.has(type.name)) continue;
    const { name } = type;
    const open = Object.values(type.getFields()).filter((field) => isAllowed(null, rules.of(name, field.name)));
    reached.set(name, open.map((field) => field.name).join(' '));
    waiting.push(...open.map((field) => getNamedType(field.type)));
  }
  expect(Object.fromEntries(reached)).toEqual(PUBLIC);
});

test('the operations that front ends rely on are fetched as the plans in git say (npm run compose)', () => {
  const plans = queryPlans(composed);
  expect(plans.length).toBeGreaterThan(0);
  for (const { file, plan } of plans)
    expect({ file: file.pathname, plan: readFileSync(file, 'utf8') }).toEqual({ file: file.pathname, plan });
});
