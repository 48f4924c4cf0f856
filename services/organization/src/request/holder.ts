/**
 * Who holds a request: one post at a place, and the person who is in it where that is known. Level 1 is chosen by what
 * the request is about; the levels above are the secretary of the community, the street and the county. Whoever is in
 * the post acts as the holder, so a request is never lost with a person who leaves.
 */
export const posts = [
  'GRID_WORKER',
  'BUILDING_CHIEF',
  'SOCIAL_WORKER',
  'BRANCH_SECRETARY',
  'COMMUNITY_SECRETARY',
  'STREET_OFFICER',
  'COUNTY_OFFICER',
] as const;
export type PostRole = (typeof posts)[number];

export interface Holder {
  readonly role: PostRole;
  readonly place: string;
  readonly person: string | null;
}

/** Who is in a post now; null where nobody is known to be. */
export type InPost = (role: PostRole, place: string) => string | null;

export interface Acting {
  readonly kind: string;
  readonly id: string;
  readonly grants: readonly { readonly role: string; readonly scope: string }[];
}

export const categories = ['GOVERNANCE', 'LIVELIHOOD', 'NEIGHBOURS', 'PROPERTY_SERVICE', 'SAFETY', 'OTHER'] as const;
export type Category = (typeof categories)[number];

/** The post that a request goes to first, by what it is about. */
const routes: Readonly<Record<Category, PostRole>> = {
  GOVERNANCE: 'BRANCH_SECRETARY',
  LIVELIHOOD: 'GRID_WORKER',
  NEIGHBOURS: 'GRID_WORKER',
  PROPERTY_SERVICE: 'BRANCH_SECRETARY',
  SAFETY: 'COMMUNITY_SECRETARY',
  OTHER: 'SOCIAL_WORKER',
};

const LEVELS: Readonly<Record<PostRole, number>> = {
  GRID_WORKER: 1,
  BUILDING_CHIEF: 1,
  SOCIAL_WORKER: 1,
  BRANCH_SECRETARY: 1,
  COMMUNITY_SECRETARY: 2,
  STREET_OFFICER: 3,
  COUNTY_OFFICER: 4,
};
/** How many digits of a compound's code name the place of a post. */
const DIGITS: Readonly<Record<PostRole, number>> = {
  GRID_WORKER: 12,
  BUILDING_CHIEF: 14,
  SOCIAL_WORKER: 12,
  BRANCH_SECRETARY: 14,
  COMMUNITY_SECRETARY: 12,
  STREET_OFFICER: 9,
  COUNTY_OFFICER: 6,
};
const ABOVE: readonly PostRole[] = ['COMMUNITY_SECRETARY', 'STREET_OFFICER', 'COUNTY_OFFICER'];
const TOP = 4;

export function routeOf(category: Category): PostRole {
  return routes[category];
}

/** The post of this kind that a compound belongs to, with who is in it. */
export function postAt(role: PostRole, compound: string, inPost: InPost): Holder {
  const place = compound.slice(0, DIGITS[role]);
  return { role, place, person: inPost(role, place) };
}

export function levelOf(role: PostRole): number {
  return LEVELS[role];
}

/** The post one level up; the county's own at the top. */
export function above(level: number, compound: string, inPost: InPost): Holder {
  return postAt(ABOVE[Math.min(level, TOP - 1) - 1] as PostRole, compound, inPost);
}

export function isHolder(actor: Acting, { role, place, person }: Holder): boolean {
  if (actor.kind === 'SYSTEM' || (person !== null && actor.id === person)) return true;
  return actor.grants.some((grant) => grant.role === role && grant.scope === place);
}

/** The highest level that somebody has over a place; 0 for none. */
export function levelAt({ kind, grants }: Acting, place: string): number {
  if (kind === 'SYSTEM') return TOP;
  const levels = grants.flatMap(({ role, scope }) =>
    place.startsWith(scope) && role in LEVELS ? [LEVELS[role as PostRole]] : [],
  );
  return Math.max(0, ...levels);
}

export function isAbove(actor: Acting, { level, place }: { readonly level: number; readonly place: string }): boolean {
  return levelAt(actor, place) >= Math.min(level + 1, TOP);
}

export function isTop(level: number): boolean {
  return level >= TOP;
}
