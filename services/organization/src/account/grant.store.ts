import { defineRegister } from '@hh/service/register/register.ts';
import type { RegisterStore } from '@hh/service/register/store.ts';
import { grantExtra, granted, grantFields, grantStates } from './grant.ts';

export const accountGrants = defineRegister({
  type: 'AccountGrant',
  collection: 'account_grants',
  fields: grantFields,
  extra: grantExtra,
  place: 'county',
  create: { mutation: 'grantRole', may: 'accounts:manage', decide: (draft, facts) => granted(draft, facts) as never },
  states: grantStates,
  unique: [{ name: 'a role at a scope once', fields: ['person', 'role', 'scope'], where: { state: 'IN_FORCE' } }],
  indexes: [{ name: 'person', key: { person: 1, _id: 1 } }],
  read: 'accounts:manage',
  readBy: ['person'],
  order: ['since'],
});

/** The grants in force of these persons, each as ROLE@scope: what their next token says beside what it says already. */
export const grantsInForce =
  ({ find }: RegisterStore) =>
  async (persons: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> => {
    const rows = await find({ person: { $in: [...persons] }, state: 'IN_FORCE' });
    const byPerson = Map.groupBy(rows, ({ person }) => String(person));
    return new Map([...byPerson].map(([person, own]) => [person, own.map(({ role, scope }) => `${role}@${scope}`)]));
  };
