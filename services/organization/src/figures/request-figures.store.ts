/** What is counted of requests, and of where they come up. */
import { addDays, type LocalDate, startOf } from '@hh/kernel/period.ts';
import type { FigureTable } from '@hh/service/figures.ts';
import { jointMeetingMatters } from '../joint-meeting/joint-meeting.store.ts';
import { pressConferences } from '../press-conference/press-conference.store.ts';
import { requests } from '../request/request.store.ts';

const breakthrough = { mechanism: 'KEY_BREAKTHROUGHS', unit: 'COUNT', finest: 'Compound' } as const;
const request = { ...breakthrough, collection: requests.collection, type: requests.type } as const;

/**
 * Solved is what has been resolved and not reopened. Reopening takes the day away, so of those reopened since, the last step
 * until the end of the day that resolved or reopened them says what they were: few rows, where reading the steps of all
 * would be most of what the county's figures cost.
 */
const reopenedSince = (asOf: LocalDate) => {
  const end = startOf(addDays(asOf, 1));
  const decides = { $in: ['$$step.action', ['resolveRequest', 'reopenRequest']] };
  const steps = { $filter: { input: '$timeline', as: 'step', cond: { $and: [{ $lt: ['$$step.at', end] }, decides] } } };
  return [
    { $match: { reopenings: { $gte: end } } },
    { $set: { last: { $last: steps } } },
    { $match: { 'last.action': 'resolveRequest' } },
    { $set: { resolvedAt: '$last.at' } },
  ];
};
const solved = { ...request, dated: { on: 'resolvedAt' }, formerly: reopenedSince } as const;

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
    titled: 'title',
    dated: { on: 'raisedOn' },
    among: resolvedBy,
    shownOn: 'resolvedOn',
  },
  visitIssuesResolved: { ...solved, row: 'S57', where: { channel: 'BUILDING_VISIT' } },
  secretaryDayOpinions: { ...request, row: 'S60', where: { channel: 'SECRETARY_DAY' }, dated: { on: 'receivedAt' } },
  secretaryDayResolved: { ...solved, row: 'S61', where: { channel: 'SECRETARY_DAY' } },
} as const satisfies FigureTable;
