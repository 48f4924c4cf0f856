/** The tree of the Party: up and down by one question for each tier, and who leads each unit. */
import { type Actor, canAt } from '@hh/service/actor.ts';
import { load, type RequestContext } from '@hh/service/context.ts';
import type { Row } from '@hh/service/register/register.ts';
import type { Registered, Registers } from '@hh/service/register/registers.ts';
import type { RegisterStore } from '@hh/service/register/store.ts';
import type { Resolvers } from '@hh/service/service.ts';
import type { FindLead } from '../appointment/appointment.store.ts';
import { countsOf, memberships } from '../membership/membership.store.ts';
import { warningsOf } from '../membership/membership.ts';
import { countyCode } from '../place/place.ts';
import { branches, generalBranches, groups, hubHouseholds } from './party.store.ts';

export const party: readonly Registered[] = [
  [generalBranches, {}],
  [branches, { root: 'branch' }],
  [groups, { below: { Compound: 'groups' } }],
  [
    hubHouseholds,
    {
      below: { Compound: 'hubHouseholds', Building: { field: 'hubHouseholds', by: 'building' } },
      hidden: ['dwelling'],
    },
  ],
];

/** For loaders: the rows in force that hold one of these keys in a field, in order, as the graph shows them. */
function inForceBy({ definition, find }: RegisterStore, field: string) {
  const [order = '_id'] = definition.order ?? [];
  return async (keys: readonly string[]): Promise<ReadonlyMap<string, readonly Row[]>> => {
    const county = definition.place === field ? { county: { $in: [...new Set(keys.map(countyCode))] } } : {};
    const rows = await find({ ...county, [field]: { $in: [...keys] }, state: 'IN_FORCE' });
    const inOrder = rows.toSorted((a, b) => (a[order] < b[order] ? -1 : 1));
    const ofKey = (key: string) => inOrder.filter((row) => [row[field]].flat().includes(key));
    return new Map(keys.map((key) => [key, ofKey(key).map((row) => ({ ...row, __typename: definition.type }))]));
  };
}

/** An owners' committee, as property knows it. */
interface Committee {
  readonly inOfficeSince?: string | null;
  readonly inOfficeUntil?: string | null;
  readonly director?: { readonly id: string } | null;
  readonly compound?: { readonly code: string };
}

type Loader = ReturnType<typeof inForceBy>;
type Keyed = Readonly<Record<string, string>>;

export function createPartyResolvers({ store, clock }: Pick<Registers, 'store' | 'clock'>, lead: FindLead): Resolvers {
  const counts = countsOf(store(memberships));
  const all =
    (loader: Loader, key = 'id') =>
    async (parent: Keyed, _: unknown, context: RequestContext) =>
      (await load(context, loader, parent[key] as string)) ?? [];
  const one =
    (loader: Loader, key = 'id') =>
    async (parent: Keyed, _: unknown, context: RequestContext) =>
      (await load(context, loader, parent[key] as string))?.[0] ?? null;
  const above =
    ({ byIds, definition }: RegisterStore, field: string) =>
    async (parent: Keyed, _: unknown, context: RequestContext) => {
      const row = await load(context, byIds, parent[field] as string);
      return row && { __typename: definition.type, ...row };
    };
  const secretary = async (unit: Keyed, _: unknown, context: RequestContext) => (await lead(unit, context)).secretary;
  const led = {
    secretary,
    vacant: async (unit: Keyed, _: unknown, context: RequestContext) => !(await secretary(unit, _, context)),
    vacantSince: async (unit: Keyed, _: unknown, context: RequestContext) => {
      const found = await lead(unit, context);
      return found.secretary ? null : (found.lastUntil ?? unit.foundedOn);
    },
  };
  const [general, branch, group, household] = [
    store(generalBranches),
    store(branches),
    store(groups),
    store(hubHouseholds),
  ];
  const none = () => null;
  const inCompound = one(inForceBy(branch, 'compound'), 'code');
  const inDwelling = one(inForceBy(household, 'dwelling'));

  return {
    PartyUnit: { __resolveType: ({ __typename }: { __typename: string }) => __typename },
    GeneralBranch: {
      ...led,
      tier: () => 'GENERAL_BRANCH',
      parent: none,
      children: all(inForceBy(branch, 'generalBranch')),
    },
    Branch: {
      ...led,
      tier: () => 'BRANCH',
      parent: above(general, 'generalBranch'),
      children: all(inForceBy(group, 'branch')),
      warnings: async ({ id }: Keyed, _: unknown, context: RequestContext) =>
        warningsOf((await load(context, counts, id as string)) ?? { full: 0, all: 0 }),
    },
    Group: {
      secretary,
      tier: () => 'GROUP',
      parent: above(branch, 'branch'),
      children: all(inForceBy(household, 'group')),
    },
    HubHousehold: {
      tier: () => 'HUB_HOUSEHOLD',
      code: ({ plateNo }: Keyed) => plateNo,
      name: ({ plateNo }: Keyed) => `党员中心户 ${plateNo}`,
      parent: above(group, 'group'),
      children: () => [],
      foundedOn: ({ since }: Keyed) => since,
      dissolvedOn: ({ until }: Keyed) => until,
      secretary: none,
      dwelling: ({ dwelling, place }: Keyed, _: unknown, { actor }: RequestContext) =>
        mayKnowHome(actor, place as string) ? { __typename: 'Dwelling', id: dwelling } : null,
    },
    Community: { generalBranch: one(inForceBy(general, 'community'), 'code') },
    Compound: { branch: inCompound },
    Building: { group: one(inForceBy(group, 'buildings')) },
    OwnersCommittee: {
      __resolveReference: (committee: object) => ({ ...committee }),
      concurrentDirector: async (committee: Committee, _: unknown, context: RequestContext) => {
        const { inOfficeSince, inOfficeUntil, director, compound } = committee;
        if (!inOfficeSince || inOfficeUntil || !director || !compound) return false;
        // By the questions that tell of the branch and who leads it: where those are asked too, nothing more is read.
        const own = await inCompound(compound, _, context);
        const leading = own && (await secretary(own as Keyed, _, context));
        return leading?.person === director.id && leading.since <= clock.today();
      },
    },
    Dwelling: {
      hubHousehold: async (dwelling: Keyed, _: unknown, context: RequestContext) => {
        const found = await inDwelling(dwelling, _, context);
        return found && mayKnowHome(context.actor, found.place) ? found : null;
      },
    },
  };
}

/** The public knows of a household its building, and not its door. */
function mayKnowHome(actor: Actor | null, place: string): boolean {
  return canAt(actor, 'people:read', place);
}
