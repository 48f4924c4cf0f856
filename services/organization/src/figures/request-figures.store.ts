/** What is counted of requests, and of where they come up. */
import { addDays, type LocalDate, startOf } from '@hh/kernel/period.ts';
import type { FigureTable } from '@hh/service/figures.ts';
import { jointMeetingMatters } from '../joint-meeting/joint-meeting.store.ts';
import { pressConferences } from '../press-conference/press-conference.store.ts';
import { requests } from '../request/request.store.ts';

const breakthrough = { mechanism: 'KEY_BREAKTHROUGHS', unit: 'COUNT', finest: 'Compound' } as const;
const request = { ...breakthrough, collection: requests.collection, type: requests.type } as const;

/** Of all steps until the end of the day, the last that solved it or reopened it. A reopened one was solved until then. */
const solvedBy = (asOf: LocalDate) => {
  const isUntilThen = { $lt: ['$$step.at', startOf(addDays(asOf, 1))] };
  const decides = { $in: ['$$step.action', ['resolveRequest', 'reopenRequest']] };
  const steps = { $filter: { input: '$timeline', as: 'step', cond: { $and: [isUntilThen, decides] } } };
  return [{ $set: { solved: { $last: steps } } }, { $match: { 'solved.action': 'resolveRequest' } }];
};
const solved = { ...request, dated: { on: 'receivedAt' }, among: solvedBy, shownOn: 'solved.at' } as const;

/** Of matters, those that were resolved until the end of the day, and not sent back until then. */
const resolvedBy = (asOf: LocalDate) => {
  const sentBack = { $elemMatch: { resolvedOn: { $lte: asOf }, sentBackOn: { $gt: asOf } } };
  return [{ $match: { $or: [{ resolvedOn: { $lte: asOf } }, { sentBack }] } }];
};

export const requestFigures = {
  pressConferences: {
    ...breakthrough,
    row: 'S38',
    mechanism: 'JOINT_BUILDING',
    collection: pressConferences.collection,
    type: pressConferences.type,
    dated: { on: 'heldOn' },
  },
  pressIssuesResolved: { ...solved, row: 'S41', where: { channel: 'PRESS_CONFERENCE' } },
  jointMeetingMattersResolved: {
    ...breakthrough,
    row: 'S55',
    finest: 'County',
    collection: jointMeetingMatters.collection,
    type: jointMeetingMatters.type,
    dated: { on: 'raisedOn' },
    among: resolvedBy,
    shownOn: 'resolvedOn',
  },
  visitIssuesResolved: { ...solved, row: 'S57', where: { channel: 'BUILDING_VISIT' } },
  secretaryDayOpinions: { ...request, row: 'S60', where: { channel: 'SECRETARY_DAY' }, dated: { on: 'receivedAt' } },
  secretaryDayResolved: { ...solved, row: 'S61', where: { channel: 'SECRETARY_DAY' } },
} as const satisfies FigureTable;
