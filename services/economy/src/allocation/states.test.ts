import { readFileSync } from 'node:fs';
import { reachable, type StateMachine } from '@hh/kernel/state-machine.ts';
import { describe, expect, test } from '@jest/globals';
import { type FieldDefinitionNode, Kind, parse, print } from 'graphql';
import { agreementStates } from '../agreement/agreement.ts';
import { economy } from '../economy.ts';
import { allocationStates } from './states.ts';

const mutations = new Map(
  economy.sdl.flatMap((file) =>
    parse(readFileSync(file, 'utf8')).definitions.flatMap((definition) =>
      definition.kind === Kind.OBJECT_TYPE_EXTENSION && definition.name.value === 'Mutation'
        ? (definition.fields ?? []).map((field): [string, FieldDefinitionNode] => [field.name.value, field])
        : [],
    ),
  ),
);
const machines: [string, StateMachine<string, string>][] = [
  ['agreement', agreementStates],
  ['allocation', allocationStates],
];

describe.each(machines)('the transitions of an %s', (_, machine) => {
  test.each(Object.entries(machine))('%s is a mutation with that right', (mutation, { may }) => {
    const rules = (mutations.get(mutation)?.directives ?? []).map(print).join(' ');
    expect(rules).toContain(may === 'system' ? '@policy(policies: [["system"]])' : `["${may}"]`);
  });
});

test('an agreement comes to its end', () => {
  expect([...reachable(agreementStates, 'DRAFT')]).toEqual(['DRAFT', 'ACTIVE', 'ENDED']);
});

test('an allocation comes as far as the books, or is taken back', () => {
  const states = [...reachable(allocationStates, 'COMPUTED')].sort();
  expect(states).toEqual(['APPROVED', 'COMPUTED', 'CREDITED', 'POSTED', 'REJECTED', 'SUPERSEDED']);
});
