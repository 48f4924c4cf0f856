/**
 * Who may ask what, as a text for people: below each type its fields by the rule that guards them, and at the end the
 * roles behind each word. It is kept in git, so that a change of rights is a line of a diff.
 */
import { accessRules, type Rule } from '@hh/service/access.ts';
import { capabilities, rolesOf } from '@hh/service/actor.ts';
import { buildSchema, isObjectType } from 'graphql';
import { apiSchemaSdl } from './compose.ts';

export function rightsTable(supergraphSdl: string): string {
  const rules = accessRules(supergraphSdl);
  const types = Object.values(buildSchema(apiSchemaSdl(supergraphSdl)).getTypeMap())
    .filter((type) => isObjectType(type) && !type.name.startsWith('__'))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const tables = types.map((type) => {
    const fields = isObjectType(type) ? Object.keys(type.getFields()) : [];
    const byRule = Map.groupBy(fields, (field) => inWords(rules.of(type.name, field)));
    const lines = [...byRule].map(([rule, names]) => `  ${rule}: ${names.join(' ')}`);
    return [type.name, ...lines.sort()].join('\n');
  });
  const roles = capabilities.map((capability) => `  ${capability}: ${rolesOf(capability).join(' ')}`);
  return `${[...tables, ['roles', ...roles].join('\n')].join('\n\n')}\n`;
}

/** `public`, or what all has to hold, with the alternatives of each. */
function inWords(rules: readonly Rule[]): string {
  const words = rules.map((alternatives) => alternatives.map((all) => all.join(' + ')).join(' or '));
  return words.length === 0 ? 'public' : [...new Set(words)].sort().join(' and ');
}
