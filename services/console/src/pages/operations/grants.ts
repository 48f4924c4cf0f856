/** Which parts of the page somebody has, by their roles: as the graph's descriptions say who may see what. */
import { finance, officers, type Role } from '../../session/roles.ts';
import type { Viewer } from '../../session/viewer.tsx';

function hasOne({ grants }: Viewer, roles: readonly Role[]): boolean {
  return grants.some(({ role }) => roles.includes(role));
}

export const seesHealth = (viewer: Viewer) => hasOne(viewer, ['ADMIN']);
export const managesAccounts = (viewer: Viewer) => hasOne(viewer, ['ADMIN']);
/** Administrators see no business data. */
export const readsAllocations = (viewer: Viewer) => hasOne(viewer, [...finance, ...officers]);
