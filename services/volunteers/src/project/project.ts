/**
 * The ten categories of services 十类服务项目, and convenience projects 便民项目 in them. A project that is the No. 1 of a
 * secretary 书记一号工程 names the branch, and so whoever is its secretary. It counts from the day it is confirmed until it
 * is retired. Source: the programme, S48 to S50; domain, PRJ.
 */
import type { LocalDate } from '@hh/kernel/period.ts';
import { reason } from '@hh/kernel/reason.ts';
import { type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { boolean, date, integer, money, optional, place, reference, text } from '@hh/kernel/shape.ts';

export const categoryFields = { county: place('County'), no: integer(1, 10), name: text(30), since: date };

export const projectFields = {
  category: reference('ProjectCategory'),
  compound: place('Compound'),
  name: text(60),
  secretaryProject: boolean,
  branch: optional(reference('Branch')),
  budget: optional(money),
};

export const projectExtra = {
  confirmedBy: optional(reference('Person')),
  confirmedOn: optional(date),
  inServiceOn: optional(date),
  retiredOn: optional(date),
  reason: optional(reason),
};

/** Refuses VALUE_MISSING for a secretary's project without its branch. */
export function proposeProject({
  secretaryProject,
  branch,
}: {
  secretaryProject: boolean;
  branch: string | null;
}): Readonly<Record<string, unknown>> | Refusal {
  return secretaryProject && branch === null ? refuse('VALUE_MISSING', { field: 'branch' }) : {};
}

/** Refuses ENDS_BEFORE_START where it would be retired before it was confirmed. */
export function retireProject(
  { confirmedOn }: { confirmedOn: LocalDate },
  taken: { retiredOn: LocalDate; reason: string },
): Readonly<Record<string, unknown>> | Refusal {
  return taken.retiredOn < confirmedOn ? refuse('ENDS_BEFORE_START', { field: 'retiredOn' }) : taken;
}

export const projectStates = {
  confirmProject: {
    from: ['PROPOSED'],
    to: 'CONFIRMED',
    may: 'projects:confirm',
    notBy: ['createdBy'],
    marks: { by: 'confirmedBy', on: 'confirmedOn' },
  },
  buildProject: { from: ['CONFIRMED'], to: 'BUILDING', may: 'projects:run' },
  putProjectInService: {
    from: ['BUILDING'],
    to: 'IN_SERVICE',
    may: 'projects:run',
    marks: { on: 'inServiceOn' },
  },
  retireProject: {
    from: ['IN_SERVICE'],
    to: 'RETIRED',
    may: 'projects:run',
    takes: { retiredOn: date, reason },
    decide: retireProject,
  },
} as const;
