/** From what the graph says of the four tiers to the nodes of a tree. */
import type { Flag, PartyTier } from '../../graph/types.ts';
import type {
  BranchesOfQuery,
  GroupsOfQuery,
  LeaderFragment,
  OrganizationTreeQuery,
} from './organization.generated.ts';

export interface Unit {
  readonly key: string;
  readonly id: string;
  readonly tier: PartyTier;
  readonly name: string;
  readonly leader: string | null;
  readonly leaderSince: string | null;
  readonly foundedOn: string;
  /** The community or compound whose page says more. */
  readonly place: string | null;
  readonly vacant?: boolean;
  readonly flag?: Flag | null;
  readonly buildings?: readonly string[];
  readonly isLeaf: boolean;
  readonly children?: Unit[];
}

export function generalBranchUnits({ county }: OrganizationTreeQuery): readonly Unit[] {
  return (county?.communities ?? []).flatMap(({ code, generalBranch }) =>
    generalBranch ? [{ ...unitOf(generalBranch), place: code }] : [],
  );
}

export function branchUnits(data: BranchesOfQuery | undefined): Unit[] {
  return (data?.community?.generalBranch?.children ?? []).map(({ compound, vacant, flag, ...branch }) => ({
    ...unitOf(branch),
    place: compound.code,
    vacant,
    flag,
  }));
}

/** Groups come with their hub households: there are a handful in each. */
export function groupUnits(data: GroupsOfQuery | undefined): Unit[] {
  return (data?.branch?.children ?? []).map(({ buildings, children, ...group }) => ({
    ...unitOf(group),
    buildings: buildings.flatMap((building) => building?.no ?? []),
    children: children.map(({ id, tier, plateNo, since, member }) => ({
      key: id,
      id,
      tier,
      name: plateNo,
      leader: member?.name ?? null,
      leaderSince: null,
      foundedOn: since,
      place: null,
      isLeaf: true,
    })),
  }));
}

interface Said {
  readonly id: string;
  readonly tier: PartyTier;
  readonly name: string;
  readonly foundedOn: string;
  readonly secretary: LeaderFragment | null;
}

function unitOf({ id, tier, name, secretary, foundedOn }: Said): Unit {
  const [leader, leaderSince] = [secretary?.person?.name ?? null, secretary?.since ?? null];
  return { key: id, id, tier, name, leader, leaderSince, foundedOn, place: null, isLeaf: false };
}

/** The same tree, with what was asked for below one of its nodes. */
export function withChildren(units: readonly Unit[], key: string, children: Unit[]): readonly Unit[] {
  return units.map((unit) => {
    if (unit.key === key) return { ...unit, children };
    return unit.children ? { ...unit, children: withChildren(unit.children, key, children) as Unit[] } : unit;
  });
}
