/** What the demonstration has decided was made public before it, by a notice that is about it. */
import { textHash } from '@hh/kernel/canonical.ts';
import { whyNotNamed } from '@hh/kernel/noticed.ts';
import { dateOf } from '@hh/kernel/period.ts';
import { canonicalText, type Notice } from '@hh/organization/notice/notice.ts';
import { describe, expect, test } from '@jest/globals';
import { type DemoEntry, registerDemos } from './seed-registers.ts';

const demosOf = (type: string) => registerDemos.filter(({ definition }) => definition.type === type);
const rowsOf = (type: string) => demosOf(type).flatMap(({ entries }) => entries());
const notices = new Map(
  rowsOf('Notice').map(({ id, input, past }) => [
    id,
    { corrects: null, correctedBy: null, ...input, ...past, id } as unknown as Notice & {
      readonly contentHash: string;
    },
  ]),
);

/** The states that nothing comes to without a notice, and the first day on which it can be decided. */
const waiting: Readonly<Record<string, readonly [states: readonly string[], on: (row: DemoEntry) => unknown]>> = {
  Appointment: [['NOTICED', 'IN_FORCE', 'ENDED'], ({ input }) => input.since],
  Nomination: [['NOTICED', 'APPOINTED'], () => null],
  Promotion: [['NOTICED', 'DECIDED', 'DONE'], () => null],
  Commendation: [['NOTICED', 'PUBLISHED'], ({ past }) => past?.publishedOn],
  PressConference: [['NOTICED', 'HELD', 'MINUTES_PUBLISHED'], ({ past }) => past?.heldOn],
  RuleList: [['NOTICED', 'IN_FORCE', 'SUPERSEDED'], ({ input }) => input.effectiveFrom],
  Vote: [
    ['NOTICED', 'OPEN', 'CLOSED', 'TALLIED', 'CONFIRMED', 'ANNOUNCED', 'FILED', 'INVALID'],
    ({ past }) => dateOf(past?.opensAt as Date),
  ],
};

describe.each(Object.entries(waiting))('every %s', (type, [states, decidedOn]) => {
  const names = Object.values(demosOf(type)[0]?.definition.states ?? {}).flatMap((each) => each.names ?? []);
  const noticed = rowsOf(type).filter(({ past }) => states.includes(String(past?.state)));

  test('that was made public names a notice that it could name on that day, and was decided after it', () => {
    expect(noticed.length).toBeGreaterThan(0);
    const nominations = new Map(rowsOf('Nomination').map((row) => [row.id, row]));
    for (const row of noticed) {
      const { id, place, past = {} } = row;
      const notice = notices.get(String(past.notice)) as Notice;
      // Who was nominated was made public as that.
      const nominated = type === 'Appointment' ? nominations.get(String(notice.subjectId)) : undefined;
      if (nominated) expect(nominated.input.person).toBe(row.input.person);
      const subject = nominated ? { type: 'Nomination', id: nominated.id, place } : { type, id, place };
      expect(whyNotNamed({ ...notice, state: 'PUBLISHED' }, subject, names[0]?.kind ?? '')).toBeNull();
      const kept = { notice: notice.id, noticedOn: notice.publishedOn, noticedUntil: notice.lastDay };
      expect(past).toMatchObject(kept);
      expect(past.state === 'NOTICED' || notice.state === 'CLOSED').toBe(true);
      const on = decidedOn(row);
      if (on) expect(String(on) > String(notice.lastDay)).toBe(true);
    }
  });

  test('that was not has none, and none is about what is not there', () => {
    const others = rowsOf(type).filter(({ past }) => !states.includes(String(past?.state)));
    expect(others.flatMap(({ id, past }) => (past?.notice ? [id] : []))).toEqual([]);
    const ids = new Set(rowsOf(type).map(({ id }) => id));
    const about = [...notices.values()].filter(({ subjectType }) => subjectType === type);
    expect(about.flatMap(({ subjectId }) => (ids.has(String(subjectId)) ? [] : [subjectId]))).toEqual([]);
  });
});

test('the result of each vote that is announced has a notice of its own, on the day of it', () => {
  const announced = rowsOf('Vote').filter(({ past }) => ['ANNOUNCED', 'FILED'].includes(String(past?.state)));
  expect(announced.length).toBeGreaterThan(0);
  for (const { id, place, past = {} } of announced) {
    const notice = notices.get(String(past.resultNotice)) as Notice;
    expect(whyNotNamed({ ...notice, state: 'PUBLISHED' }, { type: 'Vote', id, place }, 'VOTE_RESULT')).toBeNull();
    expect(notice.publishedOn).toBe(past.announcedOn);
  }
});

test('twelve secretaries were made public as nominees', () => {
  const appointments = rowsOf('Appointment').filter(
    ({ past }) => notices.get(String(past?.notice))?.subjectType !== 'Appointment',
  );
  expect(appointments).toHaveLength(12);
});

test('every notice has the hash of its text, and a number of its own', () => {
  const all = [...notices.values()];
  expect(new Set(all.map(({ no }) => no)).size).toBe(all.length);
  const wrong = all.filter((notice) => {
    const { publishedOn, lastDay } = notice;
    const text = canonicalText({ ...notice, publishedOn: String(publishedOn), lastDay: String(lastDay) });
    return textHash(text) !== notice.contentHash;
  });
  expect(wrong.map(({ id }) => id)).toEqual([]);
});
