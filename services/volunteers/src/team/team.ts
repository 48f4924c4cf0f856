/**
 * Volunteer teams 志愿服务队 and their members. A team is of one community and works in the community's zone; its code is
 * the community's, `-T` and a number. A person is a member of a team once at a time. Source: the programme, S34.
 */
import type { LocalDate } from '@hh/kernel/period.ts';
import { reason } from '@hh/kernel/reason.ts';
import { type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { choice, date, list, optional, place, reference, text } from '@hh/kernel/shape.ts';
import { zoneOf } from '../zone/zone.ts';

export const teamFields = {
  code: text(20),
  community: place('Community'),
  name: text(60),
  category: choice('LIVING', 'CHARITY', 'MUTUAL_AID', 'OTHER'),
  leader: optional(reference('Person')),
  since: date,
};
export const teamExtra = { zone: reference('VolunteerZone'), until: optional(date), reason: optional(reason) };

export const memberFields = {
  person: reference('Person'),
  team: reference('VolunteerTeam'),
  since: date,
  skills: list(text(20), 0, 10),
};
export const memberExtra = { until: optional(date) };

/** Refuses CODE_MALFORMED for a code that is not of the community, NOT_FOUND for a community that is in no zone. */
export function formTeam(
  { code, community }: { code: string; community: string },
  { looked }: { looked: ReadonlyMap<string, string> },
): { zone: string } | Refusal {
  if (!new RegExp(`^${community}-T\\d{1,3}$`).test(code))
    return refuse('CODE_MALFORMED', { field: 'code', value: code });
  return zoneOf(community, looked);
}

/** Refuses STATE_NOT_ALLOWED for a team that is no more. */
export function joinTeam(
  _: unknown,
  { found }: { found: { team?: { state: string } } },
): Readonly<Record<string, unknown>> | Refusal {
  const state = found.team?.state ?? '';
  return state === 'ACTIVE' ? {} : refuse('STATE_NOT_ALLOWED', { field: 'team', state });
}

/** Refuses ENDS_BEFORE_START for a day before it began. */
export function endOn<T extends { readonly until: LocalDate }>({ since }: { since: LocalDate }, taken: T): T | Refusal {
  return taken.until < since ? refuse('ENDS_BEFORE_START', { field: 'until' }) : taken;
}
