/** What is counted of requests, and of where they come up. */
import type { FigureTable } from '@hh/service/figures.ts';
import { jointMeetingMatters } from '../joint-meeting/joint-meeting.store.ts';
import { pressConferences } from '../press-conference/press-conference.store.ts';
import { requests } from '../request/request.store.ts';

const breakthrough = { mechanism: 'KEY_BREAKTHROUGHS', unit: 'COUNT', finest: 'Compound' } as const;
const request = { ...breakthrough, collection: requests.collection, type: requests.type } as const;

export const requestFigures = {
  pressConferences: {
    ...breakthrough,
    row: 'S38',
    mechanism: 'JOINT_BUILDING',
    collection: pressConferences.collection,
    type: pressConferences.type,
    dated: { on: 'heldOn' },
  },
  pressIssuesResolved: { ...request, row: 'S41', where: { channel: 'PRESS_CONFERENCE' }, dated: { on: 'resolvedAt' } },
  jointMeetingMattersResolved: {
    ...breakthrough,
    row: 'S55',
    finest: 'County',
    collection: jointMeetingMatters.collection,
    type: jointMeetingMatters.type,
    dated: { on: 'resolvedOn' },
  },
  visitIssuesResolved: { ...request, row: 'S57', where: { channel: 'BUILDING_VISIT' }, dated: { on: 'resolvedAt' } },
  secretaryDayOpinions: { ...request, row: 'S60', where: { channel: 'SECRETARY_DAY' }, dated: { on: 'receivedAt' } },
  secretaryDayResolved: { ...request, row: 'S61', where: { channel: 'SECRETARY_DAY' }, dated: { on: 'resolvedAt' } },
} as const satisfies FigureTable;
