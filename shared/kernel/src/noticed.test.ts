import { describe, expect, test } from '@jest/globals';
import { type KnownNotice, namedLate, namesNotice, stillPublic, whyNotNamed, whyNotOver } from './noticed.ts';
import type { LocalDate } from './period.ts';

const subject = { type: 'Appointment', id: 'a-1', place: '37132200100101' };
const notice: KnownNotice = {
  id: 'n-1',
  kind: 'APPOINTMENT',
  place: '371322001',
  state: 'PUBLISHED',
  subjectType: 'Appointment',
  subjectId: 'a-1',
  publishedOn: '2025-11-20' as LocalDate,
  lastDay: '2025-11-27' as LocalDate,
  closesAt: new Date('2025-11-28T00:00:00+08:00'),
  needsCorrection: false,
  correctedBy: null,
};
const unpublished = { publishedOn: null, lastDay: null, closesAt: null };

describe('the notice that a row names', () => {
  test.each<[string, Partial<KnownNotice> | null, string | null]>([
    ['about it', {}, null],
    ['objected to', { state: 'OBJECTED' }, null],
    ['of the whole county', { place: '371322' }, null],
    ['that is none', null, 'NOT_FOUND'],
    ['not published', { state: 'DRAFT', ...unpublished }, 'NOTICE_NOT_PUBLIC'],
    ['closed', { state: 'CLOSED' }, 'NOTICE_NOT_PUBLIC'],
    ['withdrawn', { state: 'WITHDRAWN' }, 'NOTICE_NOT_PUBLIC'],
    ['about another row', { subjectId: 'a-2' }, 'NOTICE_OF_ANOTHER'],
    ['about another type', { subjectType: 'Vote' }, 'NOTICE_OF_ANOTHER'],
    ['about nothing', { subjectType: null, subjectId: null }, 'NOTICE_OF_ANOTHER'],
    ['of another kind', { kind: 'COMMENDATION' }, 'NOTICE_OF_ANOTHER_KIND'],
    ['in the next community', { place: '371322001002' }, 'NOTICE_ELSEWHERE'],
    ['in a part of its place', { place: '3713220010010101' }, 'NOTICE_ELSEWHERE'],
    ['wrong in every way', { state: 'DRAFT', subjectId: 'a-2', kind: 'VOTE', place: '1' }, 'NOTICE_NOT_PUBLIC'],
  ])('%s', (_, change, code) => {
    const answer = whyNotNamed(change && { ...notice, ...change }, subject, 'APPOINTMENT');
    expect(answer?.code ?? null).toBe(code);
  });
});

test.each([
  ['PROPOSED', null, ['PROPOSED']],
  ['NOTICED', null, ['NOTICED']],
  ['NOTICED', undefined, ['NOTICED']],
  ['NOTICED', 'n-1', ['PROPOSED']],
  ['IN_FORCE', null, ['PROPOSED']],
])('a row that is %s with the notice %s names one from %j', (state, named, from) => {
  const transition = { from: ['PROPOSED'], to: 'NOTICED', ...namesNotice('APPOINTMENT') };
  const row = named === undefined ? { state } : { state, notice: named };
  expect(namedLate(transition, row).from).toEqual(from);
  expect(namedLate({ from: ['PROPOSED'], to: 'NOTICED' }, row).from).toEqual(['PROPOSED']);
  expect(namedLate({ ...transition, to: 'APPROVED' }, { ...row, state: 'APPROVED' }).from).toEqual(['PROPOSED']);
});

describe('the notice that a decision waits for', () => {
  test.each<[string, Partial<KnownNotice> | null, string, string | null]>([
    ['in its last moment', {}, '2025-11-27T23:59:59.999+08:00', 'NOTICE_NOT_OVER'],
    ['over', {}, '2025-11-28T00:00:00+08:00', null],
    ['closed', { state: 'CLOSED' }, '2025-11-28T00:00:00+08:00', null],
    ['objected to', { state: 'OBJECTED' }, '2025-12-28T00:00:00+08:00', 'OBJECTION_OPEN'],
    ['found wrong', { needsCorrection: true }, '2025-12-28T00:00:00+08:00', 'CORRECTION_DUE'],
    ['withdrawn', { state: 'WITHDRAWN' }, '2025-12-28T00:00:00+08:00', 'NOTICE_WITHDRAWN'],
    ['about another row', { subjectId: 'a-2' }, '2025-12-28T00:00:00+08:00', 'NOTICE_OF_ANOTHER'],
    ['that is none', null, '2025-12-28T00:00:00+08:00', 'NOT_FOUND'],
    ['not published', { state: 'DRAFT', ...unpublished }, '2025-12-28T00:00:00+08:00', 'NOTICE_NOT_OVER'],
  ])('%s', (_, change, now, code) => {
    const answer = whyNotOver(change && { ...notice, ...change }, subject, new Date(now));
    expect(answer?.code ?? null).toBe(code);
  });

  test.each([
    ['2025-11-27', 'NOTICE_NOT_OVER'],
    ['2025-11-28', null],
  ])('on %s, by what the row keeps of it', (today, code) => {
    expect(stillPublic({ notice: 'n-1', noticedUntil: '2025-11-27' }, today)?.code ?? null).toBe(code);
    expect(stillPublic({ notice: 'n-1', noticedUntil: null }, today)).toBeNull();
    expect(stillPublic({ notice: null, noticedUntil: null }, today)?.code).toBe('NOTICE_MISSING');
  });
});
