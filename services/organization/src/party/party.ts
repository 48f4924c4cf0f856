/**
 * The four tiers of the Party organization 四级组织架构: a general branch of each community, a branch of each compound, groups
 * of one or two buildings, hub households. Each lies inside of the one above it. Source: the programme, S03 to S07; domain,
 * 2.1, invariant 3.
 */
import { type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { date, list, optional, place, reference, text } from '@hh/kernel/shape.ts';
import { standsIn } from '../building/building.ts';

const unit = { code: text(20), name: text(60), foundedOn: date };

export const generalBranchFields = { community: place('Community'), ...unit };
export const branchFields = { generalBranch: reference('GeneralBranch'), compound: place('Compound'), ...unit };
export const groupFields = { branch: reference('Branch'), buildings: list(reference('Building'), 1, 10), ...unit };
export const unitExtra = { dissolvedOn: optional(date) };

export const hubHouseholdFields = {
  group: reference('Group'),
  building: reference('Building'),
  dwelling: reference('Dwelling'),
  member: reference('Person'),
  plateNo: text(20),
  services: list(text(40), 0, 10),
  since: date,
  presentedOn: optional(date),
};
export const hubHouseholdExtra = { until: optional(date) };

export type Tier = 'GENERAL_BRANCH' | 'BRANCH' | 'GROUP';

/** Which tier a unit is of, by what stands above it. */
export function tierOf(unit: object): Tier {
  if ('generalBranch' in unit) return 'BRANCH';
  return 'branch' in unit ? 'GROUP' : 'GENERAL_BRANCH';
}

interface Standing {
  readonly state: string;
}

/** Nothing is founded below what is dissolved. */
function standing(field: string, unit: Standing): Refusal | null {
  return unit.state === 'IN_FORCE' ? null : refuse('STATE_NOT_ALLOWED', { field, state: unit.state });
}

/** A branch's compound lies in its general branch's community. */
export function foundBranch(
  { compound }: { readonly compound: string },
  { found }: { readonly found: { readonly generalBranch: Standing & { readonly community: string } } },
) {
  const { generalBranch } = found;
  const inside = compound.startsWith(generalBranch.community);
  return standing('generalBranch', generalBranch) ?? (inside ? {} : refuse('OUT_OF_SCOPE', { field: 'compound' }));
}

/** A group's buildings stand in its branch's compound. */
export function foundGroup(
  { buildings }: { readonly buildings: readonly string[] },
  facts: Parameters<typeof standsIn>[3] & {
    readonly found: { readonly branch: Standing & { readonly compound: string } };
  },
) {
  const { branch } = facts.found;
  return standing('branch', branch) ?? standsIn(branch.compound, buildings, 'buildings', facts) ?? {};
}

/** A hub household stands in a building of its group. */
export function nameHubHousehold(
  { building }: { readonly building: string },
  { found }: { readonly found: { readonly group: Standing & { readonly buildings: readonly string[] } } },
) {
  const inside = found.group.buildings.includes(building);
  return standing('group', found.group) ?? (inside ? {} : refuse('OUT_OF_SCOPE', { field: 'building' }));
}

/** Deleting is ending. */
export function dissolved<const May extends string>(mutation: string, may: May) {
  return {
    [mutation]: { from: ['IN_FORCE'], to: 'DISSOLVED', may, takes: { dissolvedOn: date } },
  } as const;
}

export const hubHouseholdStates = {
  presentHubHousehold: {
    from: ['IN_FORCE'],
    to: 'IN_FORCE',
    may: 'party:organize',
    takes: { presentedOn: date },
  },
  endHubHousehold: { from: ['IN_FORCE'], to: 'ENDED', may: 'party:organize', takes: { until: date } },
} as const;
