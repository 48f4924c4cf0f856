import type { LocalDate, Period } from '@hh/kernel/period.ts';
import fc from '@hh/testing/property.ts';
import { describe, expect, test } from '@jest/globals';
import { effectOf, isUnreadable, type ParsedEntry, parseEntry, type RawEntry, type UnreadableEntry } from './entry.ts';
import { type Decision, decideEntries, periodFor, type StatementFacts, type Totals } from './statement.ts';

type Row = ParsedEntry | UnreadableEntry;

const nothing: StatementFacts = {
  agreement: { state: 'ACTIVE', startsIn: '2025-01' as Period, endsOn: null },
  earliestOpen: '2025-03' as Period,
  today: '2025-04-10' as LocalDate,
  posted: new Map(),
  reversed: new Set(),
  totals: new Map(),
};

/** `A revenue 10.00 2025-03-05`, `A! revenue 10.00 2025-03-06 reverses A`. */
function row(text: string): Row {
  const [externalRef, kind, amount, occurredOn, , reverses] = text.split(' ');
  return parseEntry({ externalRef, kind, amount, occurredOn, reverses } as RawEntry);
}

/** One line a row: its reference, what becomes of it, and where it goes or what is wrong. */
function story(decisions: readonly Decision[]): string[] {
  return decisions.map((decision) => {
    if (decision.outcome === 'REJECTED') {
      return `${decision.externalRef}: ${decision.problems.map(({ code, field }) => `${code} ${field}`).join(', ')}`;
    }
    if (decision.outcome === 'DUPLICATE') return `${decision.externalRef}: DUPLICATE`;
    const { externalRef, period, late } = decision.entry;
    return `${externalRef}: POSTED in ${period}${late ? ', late' : ''}`;
  });
}

function decided(rows: readonly string[], facts: Partial<StatementFacts> = {}): string[] {
  return story(decideEntries(rows.map(row), { ...nothing, ...facts }));
}

const agreement = (change: Partial<StatementFacts['agreement']>) => ({
  agreement: { ...nothing.agreement, ...change },
});

describe('where an entry goes', () => {
  test.each([
    ['into its own month while that is open', 'A revenue 1 2025-03-01', 'A: POSTED in 2025-03'],
    ['into a later open month', 'A revenue 1 2025-04-10', 'A: POSTED in 2025-04'],
    ['late into the earliest open one', 'A revenue 1 2025-02-28', 'A: POSTED in 2025-03, late'],
    ['nowhere before the agreement starts', 'A revenue 1 2024-12-31', 'A: BEFORE_AGREEMENT occurredOn'],
    ['nowhere in the future', 'A revenue 1 2025-04-11', 'A: DATE_IN_FUTURE occurredOn'],
  ])('%s', (_, text, answer) => {
    expect(decided([text])).toEqual([answer]);
  });

  test('a row that cannot be read is told what is wrong with its day as well', () => {
    expect(decided(['A revenue x 2025-04-11', 'B revenue 0 2024-12-31'])).toEqual([
      'A: AMOUNT_MALFORMED amount, DATE_IN_FUTURE occurredOn',
      'B: AMOUNT_NOT_POSITIVE amount, BEFORE_AGREEMENT occurredOn',
    ]);
  });

  test('a late entry keeps its own day and the month it belongs to', () => {
    const [decision] = decideEntries([row('A cost 1 2025-01-31')], nothing);
    expect(decision).toMatchObject({ entry: { occurredOn: '2025-01-31', belongsTo: '2025-01', period: '2025-03' } });
  });

  test('after the end of the agreement nothing is taken, before it everything', () => {
    const ending = agreement({ endsOn: '2025-03-15' as LocalDate });
    const rows = ['A revenue 1 2025-03-15', 'B revenue 1 2025-03-16'];
    expect(decided(rows, ending)).toEqual(['A: POSTED in 2025-03', 'B: AFTER_AGREEMENT occurredOn']);
  });

  test('once the period of its last day is closed, nothing is taken', () => {
    const over = { ...agreement({ endsOn: '2025-03-31' as LocalDate }), earliestOpen: '2025-04' as Period };
    expect(decided(['A revenue 1 2025-03-15'], over)).toEqual(['A: AGREEMENT_NOT_ACTIVE agreement']);
  });

  test.each(['DRAFT', 'ENDED'] as const)('an agreement that is %s takes nothing', (state) => {
    expect(decided(['A revenue 1 2025-03-15'], agreement({ state }))).toEqual(['A: AGREEMENT_NOT_ACTIVE agreement']);
  });
});

describe('the key of an entry', () => {
  const first = row('A revenue 10 2025-03-05') as ParsedEntry;
  const posted = { posted: new Map([['A', first]]) };

  test('the same entry again is a duplicate, even when the agreement has ended meanwhile', () => {
    expect(decided(['A 收入 10.0 2025/3/5'], { ...posted, ...agreement({ state: 'ENDED' }) })).toEqual([
      'A: DUPLICATE',
    ]);
  });

  test.each([
    ['A cost 10 2025-03-05', 'kind'],
    ['A revenue 10.01 2025-03-05', 'amount'],
    ['A revenue 10 2025-03-06', 'occurredOn'],
    ['A revenue 10 2025-03-05 reverses B', 'reverses'],
  ])('%s: the %s differs', (text, field) => {
    expect(decided([text], posted)).toEqual([`A: ENTRY_DIFFERS ${field}`]);
  });

  test('every field that differs is named', () => {
    const other = parseEntry({ ...raw(first), projectCode: 'P1', memo: 'x', amount: '11' });
    expect(story(decideEntries([other], { ...nothing, ...posted }))).toEqual([
      'A: ENTRY_DIFFERS amount, ENTRY_DIFFERS projectCode, ENTRY_DIFFERS memo',
    ]);
  });

  test('twice in one batch it is posted once', () => {
    const rows = ['A revenue 1 2025-03-05', 'A revenue 1 2025-03-05', 'A revenue 2 2025-03-05'];
    expect(decided(rows)).toEqual(['A: POSTED in 2025-03', 'A: DUPLICATE', 'A: ENTRY_DIFFERS amount']);
  });

  test('a rejected row does not use it up', () => {
    const rows = ['A revenue abc 2025-03-05', 'A revenue 1 2025-05-01', 'A revenue 1 2025-03-05'];
    expect(decided(rows)).toEqual([
      'A: AMOUNT_MALFORMED amount',
      'A: DATE_IN_FUTURE occurredOn',
      'A: POSTED in 2025-03',
    ]);
  });
});

describe('a reversal', () => {
  const original = 'A revenue 10 2025-03-05';

  test('may follow its original in the same batch', () => {
    expect(decided([original, 'R revenue 10 2025-03-06 reverses A'])).toEqual([
      'A: POSTED in 2025-03',
      'R: POSTED in 2025-03',
    ]);
  });

  test.each([
    [
      'must not come before its original',
      ['R revenue 10 2025-03-05 reverses A', original],
      0,
      'REVERSAL_UNKNOWN reverses',
    ],
    ['needs an original', [original, 'R revenue 10 2025-03-05 reverses B'], 1, 'REVERSAL_UNKNOWN reverses'],
    ['cannot reverse itself', ['R revenue 10 2025-03-05 reverses R'], 0, 'REVERSAL_UNKNOWN reverses'],
    ['has its kind', [original, 'R cost 10 2025-03-05 reverses A'], 1, 'REVERSAL_DIFFERS kind'],
    ['has its amount', [original, 'R revenue 9 2025-03-05 reverses A'], 1, 'REVERSAL_DIFFERS amount'],
    [
      'is not dated before it',
      [original, 'R revenue 10 2025-03-04 reverses A'],
      1,
      'REVERSAL_BEFORE_ORIGINAL occurredOn',
    ],
    [
      'happens once',
      [original, 'R revenue 10 2025-03-05 reverses A', 'S revenue 10 2025-03-05 reverses A'],
      2,
      'REVERSED_ALREADY reverses',
    ],
    [
      'cannot be reversed itself',
      [original, 'R revenue 10 2025-03-05 reverses A', 'S revenue 10 2025-03-05 reverses R'],
      2,
      'REVERSAL_OF_REVERSAL reverses',
    ],
  ])('%s', (_, rows, line, problem) => {
    expect(decided(rows)[line]).toMatch(new RegExp(`: ${problem}$`));
  });

  test('of an entry that was reversed before this batch is refused', () => {
    const posted = new Map([['A', row(original) as ParsedEntry]]);
    expect(decided(['R revenue 10 2025-03-06 reverses A'], { posted, reversed: new Set(['A']) })).toEqual([
      'R: REVERSED_ALREADY reverses',
    ]);
  });

  test('again is a duplicate, not a second reversal', () => {
    const rows = [original, 'R revenue 10 2025-03-06 reverses A', 'R revenue 10 2025-03-06 reverses A'];
    expect(decided(rows)[2]).toBe('R: DUPLICATE');
  });

  test('of a late entry counts against its own day', () => {
    const rows = ['A revenue 10 2025-02-05', 'R revenue 10 2025-04-01 reverses A'];
    expect(decided(rows)).toEqual(['A: POSTED in 2025-03, late', 'R: POSTED in 2025-04']);
  });
});

test('an entry that would carry its period beyond int64 is rejected, and its neighbours are not', () => {
  const totals = new Map<Period, Totals>([['2025-03' as Period, { revenue: 2n ** 63n - 101n, cost: 0n }]]);
  const rows = [
    'A revenue 1.01 2025-03-05',
    'B revenue 1 2025-03-05',
    'C revenue 0.01 2025-03-05',
    'D cost 5 2025-03-05',
  ];
  expect(decided(rows, { totals })).toEqual([
    'A: AMOUNT_TOO_LARGE amount',
    'B: POSTED in 2025-03',
    'C: AMOUNT_TOO_LARGE amount',
    'D: POSTED in 2025-03',
  ]);
});

function raw({ amount, ...entry }: ParsedEntry): RawEntry {
  return { ...entry, amount: `${amount / 100n}.${String(amount % 100n).padStart(2, '0')}` };
}

/** What a store would hold after these decisions. */
function after(facts: StatementFacts, decisions: readonly Decision[]): StatementFacts {
  const posted = new Map(facts.posted);
  const reversed = new Set(facts.reversed);
  const totals = new Map(facts.totals);
  for (const decision of decisions) {
    if (decision.outcome !== 'POSTED') continue;
    const { entry } = decision;
    posted.set(entry.externalRef, entry);
    if (entry.reverses !== null) reversed.add(entry.reverses);
    const before = totals.get(entry.period) ?? { revenue: 0n, cost: 0n };
    const { revenue, cost } = effectOf(entry);
    totals.set(entry.period, { revenue: before.revenue + revenue, cost: before.cost + cost });
  }
  return { ...facts, posted, reversed, totals };
}

/** Few keys, few days, many reversals: so that rows meet. */
const rows = fc.array(
  fc
    .record({
      externalRef: fc.constantFrom('A', 'B', 'C', 'D', 'E', ''),
      kind: fc.constantFrom('REVENUE', 'COST'),
      amount: fc.constantFrom('1', '2.50', '92233720368547758.07', 'x'),
      occurredOn: fc.constantFrom('2024-12-31', '2025-01-05', '2025-03-05', '2025-04-10', '2025-04-11'),
      reverses: fc.option(fc.constantFrom('A', 'B', 'C')),
    })
    .map((each) => parseEntry(each)),
  { maxLength: 30 },
);

describe('whatever is posted', () => {
  test('a statement posted whole is the statement posted in any split', () => {
    fc.assert(
      fc.property(rows, fc.array(fc.nat({ max: 30 })), (all, cuts) => {
        const whole = decideEntries(all, nothing);
        let facts = nothing;
        const inParts: Decision[] = [];
        const edges = [0, ...cuts.map((cut) => Math.min(cut, all.length)), all.length].sort((a, b) => a - b);
        edges.slice(1).forEach((edge, index) => {
          const part = decideEntries(all.slice(edges[index], edge), facts);
          facts = after(facts, part);
          inParts.push(...part);
        });
        expect(story(inParts)).toEqual(story(whole));
      }),
    );
  });

  test('posted again, it posts nothing that was posted already', () => {
    fc.assert(
      fc.property(rows, (all) => {
        const first = decideEntries(all, nothing);
        const again = decideEntries(all, after(nothing, first));
        first.forEach(({ outcome }, index) => {
          if (outcome !== 'REJECTED') expect(again[index]?.outcome).toBe('DUPLICATE');
        });
      }),
    );
  });

  test('every row has an outcome, every key and every reversal counts once', () => {
    fc.assert(
      fc.property(rows, (all) => {
        const decisions = decideEntries(all, nothing);
        expect(decisions).toHaveLength(all.length);
        const taken = decisions.flatMap((each) => (each.outcome === 'POSTED' ? [each.entry] : []));
        const reversed = taken.flatMap(({ reverses }) => reverses ?? []);
        expect(new Set(taken.map(({ externalRef }) => externalRef)).size).toBe(taken.length);
        expect(new Set(reversed).size).toBe(reversed.length);
        for (const entry of taken) expect(entry.period).toBe(periodFor(entry.occurredOn, nothing.earliestOpen));
        all.forEach((each, index) => {
          if (isUnreadable(each)) expect(decisions[index]?.outcome).toBe('REJECTED');
        });
      }),
    );
  });
});
