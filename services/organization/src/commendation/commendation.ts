/** Commendations 表彰 of persons: proposed, made public, decided by another. Source: the programme, S76; domain, invariant 6. */
import type { LocalDate } from '@hh/kernel/period.ts';
import { date, integer, optional, place, reference, text } from '@hh/kernel/shape.ts';
import { stillPublic } from '../appointment/appointment.ts';

export const commendationFields = {
  title: text(40),
  person: reference('Person'),
  place: place('County', 'Street', 'Community'),
  year: integer(2000, 2100),
  deeds: text(500),
};

export const commendationExtra = {
  proposedBy: reference('Person'),
  noticedOn: optional(date),
  decidedBy: optional(reference('Person')),
  publishedOn: optional(date),
  reason: optional(text(500)),
};

interface Facts {
  readonly actor: { readonly id: string };
  readonly today: string;
}

export const commendationStates = {
  noticeCommendation: {
    from: ['PROPOSED'],
    to: 'NOTICED',
    may: 'commendations:propose',
    marks: { on: 'noticedOn' },
  },
  publishCommendation: {
    from: ['NOTICED'],
    to: 'PUBLISHED',
    may: 'commendations:decide',
    notBy: ['proposedBy', 'person'],
    decide: (row: { readonly noticedOn: LocalDate }, _: unknown, { actor, today }: Facts) =>
      stillPublic(row, today) ?? { decidedBy: actor.id, publishedOn: today },
  },
  rejectCommendation: {
    from: ['PROPOSED', 'NOTICED'],
    to: 'REJECTED',
    may: 'commendations:decide',
    takes: { reason: text(500) },
  },
} as const;
