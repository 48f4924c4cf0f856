/** Every page: where it is, who has it in the menu, and its code, loaded when it is gone to. */
import { type ComponentType, lazy } from 'react';
import type { Text } from './language/text.ts';
import { finance, handlers, hasRole, partner, type Role, residents, spenders, voteRunners } from './session/roles.ts';

type Load = () => Promise<{ default: ComponentType }>;

export interface Route {
  readonly path: string;
  readonly page: ComponentType;
  /** What the menu calls it; a page without one is come to from another. */
  readonly menu?: Text;
  /** Which of those who have signed in the menu offers it to; left out: whose page it is. */
  readonly offeredTo?: readonly Role[];
  /** Whose page it is; left out: everybody's, also of those who have not signed in. */
  readonly roles?: readonly Role[];
  /** Without antd, which weighs more than all of it: for whoever has no more than a phone. */
  readonly isPlain?: true;
}

function at(path: string, load: Load, more: Omit<Route, 'path' | 'page'> = {}): Route {
  return { path, page: lazy(load), ...more };
}

export const routes: readonly Route[] = [
  at('/county', () => import('./pages/county/county.tsx'), { menu: ['全县总览', 'The county'] }),
  at('/public/:code', () => import('./pages/public-revenue/public-revenue.tsx'), { isPlain: true }),
  at('/mine', () => import('./pages/mine/mine.tsx'), {
    menu: ['我的事项', 'My affairs'],
    roles: residents,
    isPlain: true,
  }),
  at('/requests', () => import('./pages/requests/requests.tsx'), { menu: ['诉求办理', 'Requests'], roles: handlers }),
  at('/votes', () => import('./pages/votes/votes.tsx'), { menu: ['业主表决', "Owners' votes"], roles: voteRunners }),
  at('/finance', () => import('./pages/finance/finance.tsx'), { menu: ['月度看板', 'Month board'], roles: finance }),
  at('/finance/closings', () => import('./pages/closings/closings.tsx'), { roles: ['FINANCE_MAKER'] }),
  at('/finance/approvals', () => import('./pages/approvals/approvals.tsx'), {
    menu: ['复核', 'Approvals'],
    roles: finance,
  }),
  at('/spending', () => import('./pages/spending/spending.tsx'), {
    menu: ['公共收益支出', 'Spending'],
    roles: spenders,
  }),
  at('/finance/publications', () => import('./pages/publications/publications.tsx'), {
    menu: ['公示', 'Publications'],
    roles: finance,
  }),
  at('/finance/agreements', () => import('./pages/agreements/agreements.tsx'), {
    menu: ['合作协议', 'Agreements'],
    roles: finance,
  }),
  at('/finance/agreements/new', () => import('./pages/agreements/new-agreement.tsx'), { roles: ['FINANCE_MAKER'] }),
  at('/finance/agreements/:agreement', () => import('./pages/agreements/agreement.tsx'), { roles: finance }),
  at('/finance/periods/:agreement/:period', () => import('./pages/finance-period/finance-period.tsx'), {
    roles: finance,
  }),
  at('/finance/allocations/:agreement/:period', () => import('./pages/allocation/allocation.tsx'), { roles: finance }),
  at('/finance/what-if', () => import('./pages/what-if/what-if.tsx'), {
    menu: ['分成试算', 'What if'],
    roles: finance,
  }),
  at('/partner', () => import('./pages/partner/partner.tsx'), {
    menu: ['我的项目', 'My joint ventures'],
    roles: partner,
  }),
  at('/partner/agreements/:agreement/:part', () => import('./pages/partner-agreement/partner-agreement.tsx'), {
    roles: partner,
  }),
  at('/partner/machines', () => import('./pages/partner-machines/partner-machines.tsx'), {
    menu: ['接口凭据', 'Machine credentials'],
    roles: partner,
  }),
  at('/books', () => import('./pages/books/books.tsx'), { menu: ['账簿', 'Account books'], roles: finance }),
  at('/operations', () => import('./pages/operations/operations.tsx'), {
    menu: ['运行管理', 'Operations'],
    roles: ['ADMIN', ...finance, 'COUNTY_OFFICER'],
  }),
  at('/audit', () => import('./pages/audit/audit.tsx'), {
    menu: ['审计记录', 'Audit trail'],
    roles: ['AUDITOR', 'ADMIN'],
  }),
  at('/reconciliation', () => import('./pages/reconciliation/reconciliation.tsx'), {
    menu: ['对账', 'Reconciliation'],
    roles: finance,
  }),
  at('/reconciliation/:account', () => import('./pages/reconciliation/account.tsx'), { roles: finance }),
  at('/communities/:code', () => import('./pages/community/community.tsx')),
  at('/compounds/:code', () => import('./pages/compound/compound.tsx')),
  at('/developers', () => import('./pages/developers/developers.tsx'), {
    menu: ['开发者', 'Developers'],
    offeredTo: ['ADMIN', ...partner],
  }),
  at('/sign-in', () => import('./pages/sign-in/sign-in.tsx')),
  at('/sign-in/callback', () => import('./pages/sign-in/callback.tsx')),
];

const startPages: readonly (readonly [Role, string])[] = [
  ['FINANCE_MAKER', '/finance'],
  ['FINANCE_CHECKER', '/finance'],
  ['AUDITOR', '/finance'],
  ['PARTNER', '/partner'],
  ['STREET_OFFICER', '/requests'],
  ['GRID_WORKER', '/requests'],
  ['BUILDING_CHIEF', '/requests'],
  ['SOCIAL_WORKER', '/requests'],
  ['ADMIN', '/operations'],
  ['VOLUNTEER', '/mine'],
];

type Grants = readonly { readonly role: Role; readonly scope: string }[];

/** Where somebody begins: by the first of their roles that has a page of its own, else at the place that is theirs. */
export function startPageOf(grants: Grants): string {
  const found = startPages.find(([role]) => hasRole(grants, role));
  return found?.[1] ?? placeOf(grants)?.path ?? '/county';
}

/** The page of the compound or community somebody lives or works in, told by the length of its code. */
export function placeOf(grants: Grants): { readonly path: string; readonly menu: Text } | null {
  const home = grants.find(({ role }) => role === 'OWNER' || role === 'RESIDENT');
  if (home) return { path: `/public/${home.scope}`, menu: ['我的小区', 'My compound'] };
  const compound = grants.find(({ scope }) => /^\d{14}$/.test(scope));
  if (compound) return { path: `/compounds/${compound.scope}`, menu: ['我的小区', 'My compound'] };
  const community = grants.find(({ scope }) => /^\d{12}$/.test(scope));
  return community ? { path: `/communities/${community.scope}`, menu: ['我的社区', 'My community'] } : null;
}

/** What the menu offers: whoever has not signed in may yet be anybody. */
export function isOffered(route: Route, { isSignedIn, grants }: { isSignedIn: boolean; grants: Grants }): boolean {
  const { menu, offeredTo } = route;
  return menu !== undefined && isFor(route, grants) && (!isSignedIn || !offeredTo || hasRole(grants, ...offeredTo));
}

export function isFor(route: Route, grants: readonly { readonly role: Role }[]): boolean {
  return !route.roles || hasRole(grants, ...route.roles);
}
