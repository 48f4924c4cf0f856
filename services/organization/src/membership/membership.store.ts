import { defineRegister } from '@hh/service/register/register.ts';
import type { RegisterStore } from '@hh/service/register/store.ts';
import { admitted, membershipExtra, membershipFields, membershipStates } from './membership.ts';

export const memberships = defineRegister({
  type: 'PartyMembership',
  collection: 'party_memberships',
  fields: membershipFields,
  extra: membershipExtra,
  place: { of: 'unit' },
  create: { mutation: 'admitMember', may: 'party:organize', decide: admitted },
  states: membershipStates,
  unique: [{ name: 'one membership a person', fields: ['person'], where: { state: 'IN_FORCE' } }],
  indexes: [
    { name: 'unit', key: { unit: 1, since: 1, _id: 1 } },
    { name: 'group', key: { group: 1, since: 1, _id: 1 } },
  ],
  read: 'party:read',
  readBy: ['person'],
  order: ['since'],
});

/** For loaders: how many members each branch has, and how many of them are full members. */
export const countsOf =
  (store: RegisterStore) =>
  async (
    branches: readonly string[],
  ): Promise<ReadonlyMap<string, { readonly full: number; readonly all: number }>> => {
    const rows = await store.find({ unit: { $in: [...branches] }, state: 'IN_FORCE' });
    const ofBranch = Map.groupBy(rows, ({ unit }) => String(unit));
    return new Map(
      branches.map((branch) => {
        const own = ofBranch.get(branch) ?? [];
        return [branch, { full: own.filter(({ kind }) => kind === 'FULL').length, all: own.length }];
      }),
    );
  };
