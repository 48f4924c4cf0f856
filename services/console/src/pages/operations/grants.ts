/** Which parts of the page somebody has, by their roles: as the graph's descriptions say who may see what. */
import { hasRole } from '../../session/roles.ts';
import type { Viewer } from '../../session/viewer.tsx';

export const seesHealth = ({ grants }: Viewer) => hasRole(grants, 'ADMIN');
export const managesAccounts = ({ grants }: Viewer) => hasRole(grants, 'ADMIN');
