/**
 * Who acts, and where they may. A grant is a role at a scope: a place of the tree (county 6 digits, street 9,
 * community 12, compound 14: a place contains those whose code begins with its own), an enterprise (its unified
 * social credit code), a company or a team. A role carries capabilities; a rule in the SDL names a capability.
 */

export type Role =
  | 'RESIDENT'
  | 'OWNER'
  | 'VOLUNTEER'
  | 'GRID_WORKER'
  | 'BUILDING_CHIEF'
  | 'SOCIAL_WORKER'
  | 'BRANCH_SECRETARY'
  | 'COMMUNITY_SECRETARY'
  | 'STREET_OFFICER'
  | 'COUNTY_OFFICER'
  | 'DEPARTMENT'
  | 'COMMITTEE_DIRECTOR'
  | 'PROPERTY_MANAGER'
  | 'COMPANY_MANAGER'
  | 'PARTNER'
  | 'FINANCE_MAKER'
  | 'FINANCE_CHECKER'
  | 'AUDITOR'
  | 'ADMIN';

export interface Grant {
  readonly role: Role;
  readonly scope: string;
}

export interface Actor {
  /** A person signs in; a machine holds an enterprise's client credentials; the system runs workflow steps. */
  readonly kind: 'PERSON' | 'MACHINE' | 'SYSTEM';
  /** The person's id, the client's id, or the workflow's. Persons are compared by it, never grants. */
  readonly id: string;
  readonly grants: readonly Grant[];
}

const officers = ['COUNTY_OFFICER', 'STREET_OFFICER', 'COMMUNITY_SECRETARY'] as const;
/** Who holds requests of level 1. */
const handlers = ['GRID_WORKER', 'BUILDING_CHIEF', 'SOCIAL_WORKER', 'BRANCH_SECRETARY'] as const;
const finance = ['FINANCE_MAKER', 'FINANCE_CHECKER'] as const;
const noticeWriters = ['SOCIAL_WORKER', 'BRANCH_SECRETARY', 'COMMITTEE_DIRECTOR', 'COMPANY_MANAGER'] as const;

/** Which roles carry a capability: the one table of rights. `docs/decisions` says why each is here. */
const rolesByCapability = {
  'agreements:read': [...finance, 'AUDITOR', ...officers, 'COMPANY_MANAGER', 'PARTNER'],
  'agreements:draft': ['FINANCE_MAKER'],
  'agreements:activate': ['FINANCE_CHECKER'],
  'entries:read': [...finance, 'AUDITOR', 'PARTNER'],
  'entries:post': ['PARTNER'],
  'entries:dispute': [...finance],
  'periods:close': ['FINANCE_MAKER'],
  'periods:reopen': ['FINANCE_CHECKER'],
  'allocations:read': [...finance, 'AUDITOR', ...officers, 'PARTNER'],
  'allocations:simulate': [...finance, 'AUDITOR'],
  'allocations:approve': ['FINANCE_CHECKER'],
  'declarations:settle': ['FINANCE_CHECKER'],
  'books:read': [...finance, 'AUDITOR'],
  'books:propose-sealing': ['FINANCE_MAKER'],
  'books:seal': ['FINANCE_CHECKER'],
  'books:assert': [...finance, 'AUDITOR'],
  'bank-accounts:read': [...finance, 'AUDITOR'],
  'bank-accounts:open': ['FINANCE_CHECKER'],
  'bank-statements:import': ['FINANCE_MAKER'],
  'bank-lines:match': ['FINANCE_MAKER'],
  'write-offs:approve': ['FINANCE_CHECKER'],
  'bank-statements:sign': ['FINANCE_CHECKER'],
  'bank-statements:reopen': ['FINANCE_CHECKER'],
  'breaks:work': [...finance],
  'public-revenue:read': [...finance, 'AUDITOR', 'OWNER', 'BRANCH_SECRETARY', 'COMMITTEE_DIRECTOR', ...officers],
  'rectification:direct': ['COUNTY_OFFICER'],
  'rectification:inspect': ['COUNTY_OFFICER', 'STREET_OFFICER'],
  'rectification:fix': ['PROPERTY_MANAGER', 'COMMITTEE_DIRECTOR', 'BRANCH_SECRETARY', 'SOCIAL_WORKER'],
  'dwellings:register': [...officers, 'SOCIAL_WORKER'],
  'dwellings:read': [
    ...officers,
    'SOCIAL_WORKER',
    'GRID_WORKER',
    'BUILDING_CHIEF',
    'BRANCH_SECRETARY',
    'COMMITTEE_DIRECTOR',
    'PROPERTY_MANAGER',
    'AUDITOR',
  ],
  'ownerships:record': ['COMMUNITY_SECRETARY', 'SOCIAL_WORKER'],
  'ownerships:read': [...officers, 'SOCIAL_WORKER', 'COMMITTEE_DIRECTOR'],
  'premises:record': [...officers, 'SOCIAL_WORKER'],
  'premises:recover': ['COUNTY_OFFICER', 'STREET_OFFICER'],
  'property-companies:register': ['COUNTY_OFFICER', 'STREET_OFFICER'],
  'property-companies:rate': ['COUNTY_OFFICER', 'STREET_OFFICER'],
  'contracts:record': [...officers, 'SOCIAL_WORKER'],
  'consultations:record': ['BRANCH_SECRETARY', 'SOCIAL_WORKER'],
  'consultations:agree': ['BRANCH_SECRETARY', 'COMMITTEE_DIRECTOR', 'PROPERTY_MANAGER'],
  'volunteering:direct': ['COUNTY_OFFICER', 'STREET_OFFICER'],
  'volunteering:organize': ['STREET_OFFICER', 'COMMUNITY_SECRETARY', 'SOCIAL_WORKER'],
  'wishes:make': ['RESIDENT', 'OWNER', 'BRANCH_SECRETARY', 'SOCIAL_WORKER', 'GRID_WORKER'],
  'wishes:collect': ['BRANCH_SECRETARY', 'SOCIAL_WORKER', 'GRID_WORKER'],
  'wishes:read': ['AUDITOR', ...officers, 'SOCIAL_WORKER', 'GRID_WORKER', 'BRANCH_SECRETARY'],
  'wishes:publish': ['BRANCH_SECRETARY'],
  'wishes:claim': [
    'VOLUNTEER',
    'RESIDENT',
    'OWNER',
    'GRID_WORKER',
    'SOCIAL_WORKER',
    'BRANCH_SECRETARY',
    'COMMUNITY_SECRETARY',
    'COMMITTEE_DIRECTOR',
    'PROPERTY_MANAGER',
    'COMPANY_MANAGER',
  ],
  'services:define': ['COUNTY_OFFICER'],
  'micro-services:record': ['COMMUNITY_SECRETARY', 'SOCIAL_WORKER', 'BRANCH_SECRETARY', 'VOLUNTEER'],
  'projects:propose': ['COMMUNITY_SECRETARY', 'SOCIAL_WORKER', 'BRANCH_SECRETARY'],
  'projects:confirm': ['STREET_OFFICER', 'COMMUNITY_SECRETARY'],
  'projects:run': ['COMMUNITY_SECRETARY', 'SOCIAL_WORKER', 'BRANCH_SECRETARY'],
  'volunteering:lead': ['VOLUNTEER', 'SOCIAL_WORKER', 'COMMUNITY_SECRETARY'],
  'volunteering:take-part': ['VOLUNTEER'],
  'attendance:read': ['AUDITOR', ...officers, 'SOCIAL_WORKER', 'GRID_WORKER', 'BRANCH_SECRETARY', 'VOLUNTEER'],
  'volunteers:read': ['AUDITOR', ...officers, 'SOCIAL_WORKER', 'GRID_WORKER', 'BRANCH_SECRETARY'],
  'party:read': [...officers, 'SOCIAL_WORKER', 'BRANCH_SECRETARY'],
  'party:found': ['COUNTY_OFFICER', 'STREET_OFFICER'],
  'party:organize': [...officers, 'BRANCH_SECRETARY'],
  'appointments:read': [...officers],
  'appointments:propose': ['STREET_OFFICER'],
  'appointments:decide': ['COUNTY_OFFICER'],
  'posts:assign': [...officers],
  'grids:draw': [...officers, 'SOCIAL_WORKER'],
  'companies:found': [...officers],
  'companies:run': ['COMPANY_MANAGER'],
  'companies:decide': ['COMMUNITY_SECRETARY'],
  'companies:read': [...finance, 'AUDITOR', ...officers, 'COMPANY_MANAGER'],
  'cooperation:agree': ['COMPANY_MANAGER', 'COMMUNITY_SECRETARY'],
  'cooperation:read': [...finance, 'AUDITOR', ...officers, 'COMPANY_MANAGER', 'PARTNER'],
  'discounts:offer': ['PARTNER', 'COMPANY_MANAGER'],
  'discounts:override': ['COUNTY_OFFICER'],
  'jobs:post': ['PARTNER'],
  'jobs:check': ['STREET_OFFICER'],
  'jobs:read': [...officers, 'SOCIAL_WORKER', 'PARTNER'],
  'talents:register': ['SOCIAL_WORKER', 'COMMUNITY_SECRETARY', 'RESIDENT', 'OWNER'],
  'talents:read': [...officers, 'SOCIAL_WORKER'],
  'hires:confirm': ['COMMUNITY_SECRETARY', 'SOCIAL_WORKER'],
  'parameters:set': ['COUNTY_OFFICER'],
  'calendar:keep': ['COUNTY_OFFICER'],
  'notices:draft': [...officers, ...noticeWriters, 'FINANCE_MAKER'],
  'notices:read': [...officers, ...noticeWriters, ...finance],
  'notices:publish': [...officers, 'BRANCH_SECRETARY', 'COMMITTEE_DIRECTOR', 'FINANCE_CHECKER'],
  'objections:file': ['RESIDENT', 'OWNER'],
  'objections:read': [
    ...officers,
    'BRANCH_SECRETARY',
    'COMMITTEE_DIRECTOR',
    'COMPANY_MANAGER',
    'FINANCE_CHECKER',
    'AUDITOR',
  ],
  'objections:decide': [...officers, 'BRANCH_SECRETARY', 'COMMITTEE_DIRECTOR', 'COMPANY_MANAGER', 'FINANCE_CHECKER'],
  'stations:keep': [...officers],
  'stations:assess': ['COUNTY_OFFICER', 'STREET_OFFICER'],
  'initiatives:direct': ['COUNTY_OFFICER'],
  'initiatives:work': [...officers],
  'partners:keep': [...officers, 'SOCIAL_WORKER'],
  'votes:organize': ['COMMITTEE_DIRECTOR', 'STREET_OFFICER'],
  'votes:operate': ['STREET_OFFICER', 'COMMUNITY_SECRETARY'],
  'votes:confirm': ['COMMUNITY_SECRETARY'],
  'votes:invalidate': ['STREET_OFFICER'],
  'ballots:cast': ['OWNER'],
  'ballots:record': ['COMMUNITY_SECRETARY', 'SOCIAL_WORKER', 'COMMITTEE_DIRECTOR'],
  'nominations:read': [...officers],
  'nominations:submit': [
    ...officers,
    'BRANCH_SECRETARY',
    'SOCIAL_WORKER',
    'GRID_WORKER',
    'BUILDING_CHIEF',
    'RESIDENT',
    'OWNER',
  ],
  'nominations:recommend': ['COMMUNITY_SECRETARY'],
  'nominations:review': ['STREET_OFFICER'],
  'nominations:decide': ['STREET_OFFICER', 'COUNTY_OFFICER'],
  'ladder:define': ['COUNTY_OFFICER'],
  'promotions:read': [...officers],
  'promotions:propose': ['STREET_OFFICER'],
  'promotions:decide': ['COUNTY_OFFICER'],
  'talent-pool:keep': [...officers],
  'flags:read': [...officers, 'BRANCH_SECRETARY'],
  'flags:score': ['STREET_OFFICER'],
  'flags:decide': ['COUNTY_OFFICER'],
  'commendations:propose': [...officers],
  'commendations:decide': ['COUNTY_OFFICER'],
  'press:hold': ['BRANCH_SECRETARY', 'COMMUNITY_SECRETARY', 'PROPERTY_MANAGER'],
  'duty:record': ['BRANCH_SECRETARY', 'SOCIAL_WORKER'],
  'visits:record': ['GRID_WORKER', 'BUILDING_CHIEF', 'SOCIAL_WORKER', 'BRANCH_SECRETARY', 'PROPERTY_MANAGER'],
  'requests:read': [...officers, ...handlers, 'AUDITOR'],
  'requests:own': ['RESIDENT', 'OWNER'],
  'requests:raise': [...officers, ...handlers, 'RESIDENT', 'OWNER'],
  'requests:handle': [...officers, ...handlers],
  'requests:call-back': [...officers, 'SOCIAL_WORKER'],
  'requests:reopen': [...officers, 'RESIDENT', 'OWNER'],
  'requests:set': ['COUNTY_OFFICER'],
  'meetings:raise': [...officers],
  'meetings:assign': [...officers],
  'meetings:work': [...officers, 'DEPARTMENT'],
  'committees:prepare': ['COMMUNITY_SECRETARY', 'STREET_OFFICER'],
  'committees:file': ['COUNTY_OFFICER', 'STREET_OFFICER'],
  'publications:prepare': ['FINANCE_MAKER'],
  'publications:publish': ['FINANCE_CHECKER'],
  'spending:propose': ['COMMITTEE_DIRECTOR', 'FINANCE_MAKER'],
  'spending:approve': ['FINANCE_CHECKER'],
  'people:read': [...finance, 'AUDITOR', ...officers, 'SOCIAL_WORKER', 'GRID_WORKER', 'BRANCH_SECRETARY'],
  'people:contact': ['COMMUNITY_SECRETARY', 'SOCIAL_WORKER', 'GRID_WORKER', 'BRANCH_SECRETARY'],
  'people:sensitive': ['COMMUNITY_SECRETARY', 'SOCIAL_WORKER', 'BRANCH_SECRETARY'],
  'people:keep': ['COMMUNITY_SECRETARY', 'SOCIAL_WORKER'],
  'people:decide': ['COUNTY_OFFICER', 'STREET_OFFICER'],
  'workflows:read': [...finance, 'AUDITOR', 'COUNTY_OFFICER', 'ADMIN'],
  'workflows:operate': ['FINANCE_CHECKER', 'ADMIN'],
  'clients:manage': ['PARTNER', 'ADMIN'],
  'audit:read': ['AUDITOR', 'ADMIN'],
  'audit:values': ['AUDITOR'],
  'accounts:manage': ['ADMIN'],
  'operations:read': ['ADMIN'],
} as const satisfies Record<string, readonly Role[]>;

export type Capability = keyof typeof rolesByCapability;
export const capabilities = Object.keys(rolesByCapability) as Capability[];

export function rolesOf(capability: Capability): readonly Role[] {
  return rolesByCapability[capability];
}

export function isCapability(word: string): word is Capability {
  return word in rolesByCapability;
}

/** The scopes at which the actor holds a capability; none for nobody. */
export function scopesOf(actor: Actor | null, capability: Capability): readonly string[] {
  const roles: readonly Role[] = rolesByCapability[capability];
  return actor ? actor.grants.filter((grant) => roles.includes(grant.role)).map((grant) => grant.scope) : [];
}

export function can(actor: Actor | null, capability: Capability): boolean {
  return actor !== null && (actor.kind === 'SYSTEM' || scopesOf(actor, capability).length > 0);
}

/** May the actor do this to an object that lies at these scopes (its place, its enterprise, …)? */
export function canAt(actor: Actor | null, capability: Capability, ...objectScopes: readonly string[]): boolean {
  if (actor?.kind === 'SYSTEM') return true;
  return scopesOf(actor, capability).some((scope) => objectScopes.some((at) => covers(scope, at)));
}

/** A place covers the places whose code begins with its own; any other scope covers itself. */
export function covers(scope: string, at: string): boolean {
  return isPlace(scope) && isPlace(at) ? at.startsWith(scope) : at === scope;
}

export function isPlace(scope: string): boolean {
  return /^\d{6,14}$/.test(scope);
}

/**
 * The rows an actor may see, as a filter on the fields that hold an object's place and enterprise:
 * rows outside it are absent, not forbidden. Matches nothing where the actor holds nothing.
 */
export function rowsVisibleTo(
  actor: Actor | null,
  capability: Capability,
  fields: { readonly place?: string; readonly enterprise?: string },
): object {
  if (actor?.kind === 'SYSTEM') return {};
  const scopes = scopesOf(actor, capability);
  const places = fields.place
    ? scopes.filter(isPlace).map((scope) => ({ [fields.place as string]: { $gte: scope, $lt: `${scope}:` } }))
    : [];
  const enterprises = scopes.filter((scope) => !isPlace(scope));
  const own = fields.enterprise && enterprises.length > 0 ? [{ [fields.enterprise]: { $in: enterprises } }] : [];
  return places.length + own.length > 0 ? { $or: [...places, ...own] } : { _id: { $in: [] } };
}

/** The county an actor works in: every grant of one actor lies in one. */
export function countyOf(actor: Actor | null): string | null {
  return actor?.grants.find((grant) => isPlace(grant.scope))?.scope.slice(0, 6) ?? null;
}

export function parseGrant(text: string): Grant | null {
  const [role, scope] = text.split('@');
  return role && scope ? { role: role as Role, scope } : null;
}

export function formatGrant(grant: Grant): string {
  return `${grant.role}@${grant.scope}`;
}
