/** What residents, owners and volunteers do with nothing but a phone. */
import { requestsOfResidents } from './mine-requests.ts';
import { volunteeringOfVolunteers } from './mine-volunteering.ts';
import { votesOfOwners } from './mine-votes.ts';
import { wishesOfResidents } from './mine-wishes.ts';
import type { Site } from './site.ts';

export function minePages(site: () => Site): void {
  requestsOfResidents(site);
  votesOfOwners(site);
  volunteeringOfVolunteers(site);
  wishesOfResidents(site);
}
