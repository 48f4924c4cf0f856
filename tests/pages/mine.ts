/** What residents, owners and volunteers do with nothing but a phone. */

import { requestsOfResidents } from './mine-requests.ts';
import type { Site } from './site.ts';

export function minePages(site: () => Site): void {
  requestsOfResidents(site);
}
