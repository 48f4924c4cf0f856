/** Commendations 表彰 of persons: proposed, made public, decided by another. Source: the programme, S76; domain, invariant 6. */
import { namesNotice, noticedFields } from '@hh/kernel/noticed.ts';
import { reason } from '@hh/kernel/reason.ts';
import { date, integer, optional, place, reference, text } from '@hh/kernel/shape.ts';

export const commendationFields = {
  title: text(40),
  person: reference('Person'),
  place: place('County', 'Street', 'Community'),
  year: integer(2000, 2100),
  deeds: text(500),
};

export const commendationExtra = {
  proposedBy: reference('Person'),
  ...noticedFields,
  decidedBy: optional(reference('Person')),
  publishedOn: optional(date),
  reason: optional(reason),
};

export const commendationStates = {
  noticeCommendation: {
    from: ['PROPOSED'],
    to: 'NOTICED',
    may: 'commendations:propose',
    ...namesNotice('COMMENDATION'),
  },
  publishCommendation: {
    from: ['NOTICED'],
    to: 'PUBLISHED',
    may: 'commendations:decide',
    notBy: ['proposedBy', 'person'],
    afterNotice: true,
    marks: { by: 'decidedBy', on: 'publishedOn' },
  },
  rejectCommendation: {
    from: ['PROPOSED', 'NOTICED'],
    to: 'REJECTED',
    may: 'commendations:decide',
    takes: { reason },
  },
} as const;
