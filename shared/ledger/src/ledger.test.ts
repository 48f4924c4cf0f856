import { manualClock } from '@hh/kernel/clock.ts';
import { firstDay, type LocalDate, type Period } from '@hh/kernel/period.ts';
import { isRefusal, must } from '@hh/kernel/refusal.ts';
import type { Page } from '@hh/service/connection.ts';
import { createTestStore, type TestStore } from '@hh/service/testing/store.ts';
import fc from '@hh/testing/property.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { BalancedLine } from './account-ledger.ts';
import { rowId } from './ledger.store.ts';
import {
  createLedger,
  type JournalDraft,
  type Ledger,
  type LineDraft,
  ledgerCollections,
  type PostedJournal,
} from './ledger.ts';
import { leafHash, rootOfPath } from './merkle.ts';
import { createMonthStore } from './month.store.ts';
import { accounts, company, day, days, drafts, office, transfer } from './testing/drafts.ts';
import { createOracle } from './testing/oracle.ts';
import { verifyStoredBook } from './verify.store.ts';

const clock = manualClock('2026-01-05T09:00:00+08:00');
const months = ['2025-01', '2025-02', '2025-03', '2025-04'] as Period[];
/** Where all of them are sealed, a journal takes effect in the month after. */
const wholeRange = { period: months[0] as Period, through: '2025-05' as Period };
const byTwo = { proposedBy: 'maker', sealedBy: 'checker' };

let store: TestStore;
let books = 0;

beforeAll(async () => {
  store = await createTestStore(ledgerCollections);
});
afterAll(() => store.drop());

/** Another process on the same book. */
function openAgain({ county, book }: Ledger): Ledger {
  return createLedger({ connection: store.connection, county, book, clock });
}

async function aBook(): Promise<Ledger> {
  books += 1;
  const ledger = createLedger({
    connection: store.connection,
    county: `37${String(books).padStart(4, '0')}`,
    book: 'economy',
    clock,
  });
  await ledger.openAccounts(accounts);
  return ledger;
}

async function expectRightBook(ledger: Ledger): Promise<void> {
  expect((await verifyStoredBook(store.connection, ledger)).wrong).toBeNull();
}

function told(answer: PostedJournal | { code: string }): number | string {
  return isRefusal(answer) ? answer.code : (answer as PostedJournal).seq;
}

describe('any run of journals, repetitions, conflicts, sealings and restarts', () => {
  const group = fc.uniqueArray(drafts, { maxLength: 6, selector: (draft) => draft.source.key });
  const steps = fc.array(
    fc.oneof(
      { weight: 5, arbitrary: group.map((these) => ({ kind: 'post' as const, these })) },
      { weight: 2, arbitrary: fc.constant({ kind: 'seal' as const }) },
      { weight: 1, arbitrary: fc.constant({ kind: 'restart' as const }) },
    ),
    { minLength: 1, maxLength: 8 },
  );
  const points = fc.array(fc.record({ on: days, part: fc.integer({ min: 0, max: 100 }) }), {
    minLength: 4,
    maxLength: 4,
  });

  const allSealed: [
    typeof steps extends fc.Arbitrary<infer Run> ? Run : never,
    { on: ReturnType<typeof day>; part: number }[],
  ] = [
    [
      ...months.map(() => ({ kind: 'seal' as const })),
      { kind: 'post', these: [transfer('k1', '2025-01-01', '2241.B02', '1002.BA-0001', 1n)] },
    ],
    months.map((month) => ({ on: firstDay(month), part: 0 })),
  ];

  test('answers as the oracle does: every seq, voucher, balance in both times, and trial balance', async () => {
    await fc.assert(
      fc.asyncProperty(steps, points, async (run, asked) => {
        let ledger = await aBook();
        const oracle = createOracle(accounts, '2026-01-05');
        const toSeal = [...months];
        for (const step of run) {
          if (step.kind === 'restart') ledger = openAgain(ledger);
          if (step.kind === 'post') {
            const answers = await Promise.all(step.these.map((draft) => ledger.post(draft)));
            expect(answers.map(told)).toEqual(step.these.map((draft) => oracle.post(draft)));
          }
          const [month] = toSeal;
          if (step.kind === 'seal' && month) {
            must(await ledger.seal(month, byTwo));
            toSeal.shift();
            oracle.seal(month);
          }
        }
        await expectSameBook(ledger, oracle, asked);
      }),
      { numRuns: 25, examples: [allSealed] },
    );
  });

  async function expectSameBook(
    ledger: Ledger,
    oracle: ReturnType<typeof createOracle>,
    asked: readonly { on: ReturnType<typeof day>; part: number }[],
  ): Promise<void> {
    const journals = await ledger.readFrom(0, 1_000);
    expect(journals.map(({ voucherNumber, effectiveOn }) => [voucherNumber, effectiveOn])).toEqual(
      oracle.journals.map(({ voucher, effectiveOn }) => [voucher, effectiveOn]),
    );
    for (const { code } of accounts) {
      expect(await ledger.balance(code)).toBe(oracle.balance(code));
      for (const { on, part } of asked) {
        const known = Math.round((journals.length * part) / 100);
        expect(await ledger.balanceAsOf(code, { on })).toBe(oracle.balance(code, on));
        expect(await ledger.balanceAsOf(code, { on, knownAtSeq: known })).toBe(oracle.balance(code, on, known));
      }
    }
    for (const month of months)
      for (const owner of [undefined, 'OFFICE', 'C-01']) {
        const { rows, balanced } = await ledger.trialBalance({ period: month, through: month }, owner ? { owner } : {});
        const plain = rows.map(({ account, opening, debit, credit }) => ({
          code: account.code,
          opening,
          debit,
          credit,
        }));
        expect(plain).toEqual(oracle.trialBalance(month, owner));
        expect(balanced).toBe(true);
      }
    for (const code of ['1221', '2241', '2241.B01', '5603', '5001'])
      for (const { on, part } of asked) await expectSameLines(ledger, oracle, code, on, 1 + (part % 4));
    await expectRightBook(ledger);
  }

  /** Page by page from either end, from the month of a day on. */
  async function expectSameLines(
    ledger: Ledger,
    oracle: ReturnType<typeof createOracle>,
    code: string,
    on: ReturnType<typeof day>,
    limit: number,
  ): Promise<void> {
    const range = { ...wholeRange, period: on.slice(0, 7) as Period };
    const expected = oracle.lines(code, firstDay(range.period));
    for (const backwards of [false, true]) {
      const found: BalancedLine[] = [];
      let cursor: (string | number)[] | null = null;
      for (let more = true; more; ) {
        const ends: Pick<Page, 'after' | 'before'> = backwards
          ? { after: null, before: cursor }
          : { after: cursor, before: null };
        const rows = await ledger.accountLines.lines(code, range, { limit, backwards, ...ends });
        more = rows.length > limit;
        found.push(...rows.slice(0, limit));
        const last = found.at(-1);
        cursor = last ? [last.effectiveOn, last.seq, last.line] : null;
      }
      if (backwards) found.reverse();
      expect(found.map(({ effectiveOn, seq, line, balance }) => [effectiveOn, seq, line, balance])).toEqual(expected);
    }
    expect(await ledger.accountLines.count(code, range)).toBe(expected.length);
    const streamed = await ledger.accountLines.read(code, range, async (read) => Array.fromAsync(read?.lines ?? []));
    expect(streamed.map(({ effectiveOn, seq, line, balance }) => [effectiveOn, seq, line, balance])).toEqual(expected);
    const months = (await ledger.accountLedger(code, range))?.months ?? [];
    for (const { period, closing } of months)
      expect(closing).toBe(expected.findLast(([date]) => date.startsWith(period))?.[3]);
    expect(months.length).toBe(new Set(expected.map(([date]) => date.slice(0, 7))).size);
  }
});

describe('several writers on one book', () => {
  test('post what is asked of each, once, without a gap', async () => {
    const first = await aBook();
    const writers = [first, openAgain(first), openAgain(first)];
    const keys = Array.from({ length: 300 }, (_, at) => `k${at % 200}`);
    const answers = await Promise.all(
      keys.map(async (key, at) => {
        if (at % 50 === 0) await new Promise((resolve) => setTimeout(resolve, at / 50));
        return must(await (writers[at % 3] as Ledger).post(transfer(key, '2025-01-01', '5603', '1002.BA-0001', 1n)));
      }),
    );
    expect(new Set(answers.map((journal) => journal.seq)).size).toBe(200);
    expect(await first.headSeq()).toBe(200);
    expect(await first.balance('5603')).toBe(200n);
    await expectRightBook(first);
  });

  test('refuse one of two journals with one source and other content', async () => {
    const first = await aBook();
    const second = openAgain(first);
    const answers = await Promise.all([
      first.post(transfer('k', '2025-01-01', '5603', '1002.BA-0001', 1n)),
      second.post(transfer('k', '2025-01-01', '5603', '1002.BA-0001', 2n)),
    ]);
    expect(answers.map(told).sort()).toEqual([1, 'JOURNAL_CONFLICT']);
  });

  test('wait seconds at most for one that was killed or stopped in the middle of its commit', async () => {
    const ledger = await aBook();
    const head = { _id: rowId(ledger) as never };
    must(await ledger.post(transfer('a', '2025-01-01', '5603', '1002.BA-0001', 1n)));
    const gone = store.connection.getClient().startSession();
    gone.startTransaction();
    await store.connection.collection('ledger_accounts').updateOne(head, { $set: { hash: 'x' } }, { session: gone });
    const asked = performance.now();
    expect(told(await ledger.post(transfer('b', '2025-01-01', '5603', '1002.BA-0001', 1n)))).toBe(2);
    expect(performance.now() - asked).toBeLessThan(10_000); // the server's own limit is a minute
    await expect(gone.commitTransaction()).rejects.toThrow('aborted');
    await gone.endSession();
    await expectRightBook(ledger);
  });

  test('reverse a journal once', async () => {
    const first = await aBook();
    const second = openAgain(first);
    must(await first.post(transfer('k', '2025-01-01', '5603', '1002.BA-0001', 7n)));
    const reversals = [first, second].map((ledger, at) =>
      ledger.reverse(1, { kind: 'undo', key: `u${at}` }, day('2025-01-02'), '冲销'),
    );
    expect((await Promise.all(reversals)).map(told).sort()).toEqual([2, 'REVERSED_ALREADY']);
    expect(await first.balance('5603')).toBe(0n);
    await expectRightBook(first);
  });
});

describe('an account beyond int64', () => {
  test('refuses the journal that takes it there, and no other of the same commit', async () => {
    const ledger = await aBook();
    const group = [
      transfer('a', '2025-01-01', '1221.OPERATOR', '2241.B01', 2n ** 63n - 2n),
      transfer('b', '2025-01-01', '5603', '1002.BA-0001', 1n),
    ];
    expect((await Promise.all(group.map(ledger.post))).map(told)).toEqual([1, 2]);
    const more = ['c', 'd', 'e'].map((key) => transfer(key, '2025-01-01', '1221.OPERATOR', '2241.B02', 1n));
    expect((await Promise.all(more.map(ledger.post))).map(told)).toEqual([3, 'AMOUNT_TOO_LARGE', 'AMOUNT_TOO_LARGE']);
    expect(await ledger.balance('1221.OPERATOR')).toBe(2n ** 63n - 1n);
    expect(await ledger.balanceAsOf('1221.OPERATOR', { on: day('2025-01-15') })).toBe(2n ** 63n - 1n);
    await expectRightBook(ledger);
  });
});

describe('a journal of a thousand lines', () => {
  test('is one document, and adds to an account once', async () => {
    const ledger = await aBook();
    const [debit, credit] = transfer('k', '2025-01-01', '5603', '1002.BA-0001', 3n).lines as [LineDraft, LineDraft];
    const lines = Array.from({ length: 500 }, () => [debit, credit]).flat();
    const draft = { ...transfer('k', '2025-01-01', '5603', '1002.BA-0001', 3n), lines };
    expect(must(await ledger.post(draft)).lines).toHaveLength(1_000);
    expect(await ledger.balance('5603')).toBe(1_500n);
    expect(await ledger.balanceAsOf('5603', { on: day('2025-01-01'), knownAtSeq: 1 })).toBe(1_500n);
    expect(
      (await ledger.reverse(1, { kind: 'undo', key: 'k' }, day('2025-01-02'), '冲销')) as PostedJournal,
    ).toMatchObject({
      seq: 2,
      reverses: 1,
    });
    expect(await ledger.balance('5603')).toBe(0n);
    await expectRightBook(ledger);
  });
});

describe('sealing a month', () => {
  test('takes two persons, also where the second writes past the check', async () => {
    const ledger = await aBook();
    must(await ledger.post(transfer('k', '2025-01-01', '5603', '1002.BA-0001', 1n)));
    expect(told((await ledger.seal(months[0] as Period, { sealedBy: 'checker' })) as never)).toBe(
      'SEALING_NOT_PROPOSED',
    );
    must(await ledger.proposeSealing(months[0] as Period, { proposedBy: 'maker' }));
    expect(told((await ledger.seal(months[0] as Period, { sealedBy: 'maker' })) as never)).toBe('SAME_PERSON');
    const direct = createMonthStore(store.connection, ledger).seal({
      period: months[0] as Period,
      on: { seq: 1, hash: '', sealedThrough: null, vouchers: {} },
      sealedBy: 'maker',
      at: clock.now(),
      rootWith: () => ({ merkleRoot: 'f'.repeat(64), journalCount: 1 }),
    });
    expect(await direct).toBe('MOVED');
    expect(await ledger.month(months[0] as Period)).toMatchObject({ state: 'OPEN', merkleRoot: null, journalCount: 1 });
    expect(must(await ledger.seal(months[0] as Period, { sealedBy: 'checker' }))).toMatchObject({
      state: 'SEALED',
      proposedBy: 'maker',
      sealedBy: 'checker',
      journalCount: 1,
      sealedAtSeq: 1,
    });
  });

  test('waits for an earlier month that gets its first journal at that very moment', async () => {
    const ledger = await aBook();
    const [january, february] = months as [Period, Period];
    must(await ledger.post(transfer('a', '2025-02-01', '5603', '1002.BA-0001', 1n)));
    must(await ledger.proposeSealing(february, { proposedBy: 'maker' }));
    must(await ledger.post(transfer('b', '2025-01-31', '5603', '1002.BA-0001', 1n)));
    const decidedBefore = createMonthStore(store.connection, ledger).seal({
      period: february,
      on: { seq: 1, hash: '', sealedThrough: null, vouchers: { [february]: 1 } },
      sealedBy: 'checker',
      at: clock.now(),
      rootWith: () => ({ merkleRoot: 'f'.repeat(64), journalCount: 1 }),
    });
    expect(await decidedBefore).toBe('MOVED');
    expect(told((await ledger.seal(february, { sealedBy: 'checker' })) as never)).toBe('EARLIER_MONTH_OPEN');
    must(await ledger.seal(january, byTwo));
    must(await ledger.seal(february, { sealedBy: 'checker' }));
    await expectRightBook(ledger);
  });

  test('answers the same again to the one who sealed, and refuses everybody else', async () => {
    const ledger = await aBook();
    const sealed = must(await ledger.seal(months[0] as Period, byTwo));
    expect(await ledger.seal(months[0] as Period, byTwo)).toEqual(sealed);
    expect(told((await ledger.seal(months[0] as Period, { ...byTwo, sealedBy: 'other' })) as never)).toBe(
      'MONTH_SEALED',
    );
  });

  test('while journals come in: each is in before the root, or effective in the next month', async () => {
    const ledger = await aBook();
    const other = openAgain(ledger);
    const posts = Array.from({ length: 60 }, async (_, at) => {
      await new Promise((resolve) => setTimeout(resolve, at * 2));
      return must(await (at % 2 ? ledger : other).post(transfer(`k${at}`, '2025-01-31', '5603', '1002.BA-0001', 1n)));
    });
    await posts[10];
    const sealed = must(await ledger.seal(months[0] as Period, byTwo));
    const days = Map.groupBy(await Promise.all(posts), (journal) => journal.effectiveOn);
    expect(days.get(day('2025-01-31'))).toHaveLength(sealed.journalCount);
    expect(days.get(day('2025-02-01')) ?? []).toHaveLength(60 - sealed.journalCount);
    expect(sealed.journalCount).toBeGreaterThan(0);
    await expectRightBook(ledger);
  });

  test('gives every journal of it a proof that leads to the root, and none to the others', async () => {
    const ledger = await aBook();
    const group = Array.from({ length: 11 }, (_, at) =>
      transfer(`k${at}`, at % 3 ? '2025-01-31' : '2025-02-01', '5603', '1002.BA-0001', 1n),
    );
    await Promise.all(group.map(ledger.post));
    expect(await ledger.inclusionProof(2)).toBeNull();
    const { merkleRoot } = must(await ledger.seal(months[0] as Period, byTwo));
    for (const { seq, hash, month } of await ledger.readFrom(0, 100)) {
      const proof = await ledger.inclusionProof(seq);
      expect(proof === null).toBe(month !== months[0]);
      if (!proof) continue;
      expect(proof).toMatchObject({ root: merkleRoot, leaf: hash });
      expect(leafHash(proof.journal)).toBe(hash);
      expect(rootOfPath(proof.leaf, proof.path)).toBe(merkleRoot);
    }
    expect(await ledger.inclusionProof(99)).toBeNull();
  });
});

describe('a balance as known at a journal', () => {
  test('leaves out what came later into a month that was sealed since, and what belongs there and came after', async () => {
    const ledger = await aBook();
    const post = async (key: string, date: string, amount: bigint) =>
      must(await ledger.post(transfer(key, date, '5603', '1002.BA-0001', amount)));
    await post('a', '2025-01-10', 1n);
    await post('b', '2025-01-20', 10n);
    must(await ledger.seal('2025-01' as Period, byTwo));
    await post('c', '2025-01-30', 100n);
    await post('d', '2025-02-01', 1_000n);
    const balance = (on: string, knownAtSeq?: number) =>
      ledger.balanceAsOf('5603', { on: day(on), ...(knownAtSeq !== undefined && { knownAtSeq }) });
    expect(await Promise.all([0, 1, 2, 3, 4].map((seq) => balance('2025-01-31', seq)))).toEqual([
      0n,
      1n,
      11n,
      11n,
      11n,
    ]);
    expect(await Promise.all([0, 1, 2, 3, 4].map((seq) => balance('2025-02-01', seq)))).toEqual([
      0n,
      1n,
      11n,
      111n,
      1_111n,
    ]);
    expect([await balance('2025-01-15'), await balance('2025-01-31'), await balance('2025-02-28')]).toEqual([
      1n,
      11n,
      1_111n,
    ]);
  });
});

describe('what can be asked of a book', () => {
  let ledger: Ledger;
  const about = (agreement: string, compound?: string) => ({
    agreement,
    period: '2025-01',
    ...(compound && { compound }),
  });

  beforeAll(async () => {
    ledger = await aBook();
    const allocation = (key: string, agreement: string): JournalDraft => ({
      ...transfer(key, '2025-01-31', '1221.OPERATOR', '2241.B01', 100n),
      source: { kind: 'allocation', key },
      lines: [
        { account: '1221.OPERATOR', debit: 100n, dimensions: about(agreement) },
        { account: '2241.B01', credit: 60n, dimensions: about(agreement, 'B01') },
        { account: '2241.B02', credit: 40n, dimensions: about(agreement, 'B02') },
      ],
    });
    const receipt: JournalDraft = {
      ...transfer('r', '2025-02-10', '1002.BA-0001', '1221.OPERATOR', 100n),
      lines: [
        { account: '1002.BA-0001', debit: 100n },
        { account: '1221.OPERATOR', credit: 100n, dimensions: about('JV-0001') },
      ],
    };
    for (const draft of [allocation('a1', 'JV-0001'), allocation('a2', 'JV-0002'), receipt])
      must(await ledger.post(draft));
  });

  test('open items, per account, agreement, period and compound, for many at once', async () => {
    const [first, second] = [
      { agreement: 'JV-0001', period: '2025-01' },
      { agreement: 'JV-0002', compound: 'B02' },
    ];
    const items = await ledger.openItems({ accounts: ['1221', '2241'], dimensions: [first, second] });
    expect(items.map(({ account, agreement, compound, open }) => [account, agreement, compound, open])).toEqual([
      ['1221.OPERATOR', 'JV-0001', null, 0n],
      ['2241.B01', 'JV-0001', 'B01', -60n],
      ['2241.B02', 'JV-0001', 'B02', -40n],
      ['2241.B02', 'JV-0002', 'B02', -40n],
    ]);
    expect(items[0]).toMatchObject({ debit: 100n, credit: 100n });
    expect((await ledger.openItems({ accounts: '1221' })).map((item) => item.open)).toEqual([0n, 100n]);
    expect(await ledger.openItems({ accounts: '1221', dimensions: { agreement: 'JV-0003' } })).toEqual([]);
  });

  test('open items as of the end of a day', async () => {
    const openOn = async (until: string) =>
      (await ledger.openItems({ accounts: '1221', until: until as LocalDate })).map((item) => item.open);
    expect(await openOn('2025-01-30')).toEqual([]);
    expect(await openOn('2025-02-09')).toEqual([100n, 100n]);
    expect(await openOn('2025-02-10')).toEqual([0n, 100n]);
  });

  test('the journals of an account in some months, or in all', async () => {
    const page = { limit: 10, backwards: false, after: null, before: null };
    const countIn = async (months?: readonly Period[]) => {
      const [pages, counts] = [
        await ledger.journalPages(['1221.OPERATOR'], page, months),
        await ledger.journalCounts(['1221.OPERATOR'], months),
      ];
      expect(pages.get('1221.OPERATOR') ?? []).toHaveLength(counts.get('1221.OPERATOR') ?? 0);
      return counts.get('1221.OPERATOR') ?? 0;
    };
    expect(await countIn()).toBe(3);
    expect(await countIn(['2025-01' as Period])).toBe(2);
    expect(await countIn(['2025-02', '2025-03'] as Period[])).toBe(1);
    expect(await countIn([])).toBe(0);
  });

  test('a synthetic account, as the sum of those below it, now and as of a day', async () => {
    expect(await ledger.account('2241')).toMatchObject({ credit: 200n, owner: null });
    expect(await ledger.account('1221.OPERATOR')).toMatchObject({ debit: 200n, credit: 100n, owner: office });
    expect(await ledger.account('5001')).toMatchObject({ debit: 0n, credit: 0n });
    expect(await ledger.account('9999')).toBeNull();
    expect(await ledger.account('1221.OPER')).toBeNull();
    expect(await ledger.accountLedger('9999', wholeRange)).toBeNull();
    expect(await ledger.balance('2241')).toBe(-200n);
    expect(await ledger.balanceAsOf('1221', { on: day('2025-02-09') })).toBe(200n);
    expect(await ledger.balanceAsOf('1221', { on: day('2025-02-10') })).toBe(100n);
    expect(await ledger.balanceAsOf('1221', { on: day('9999-12-31'), knownAtSeq: 1 })).toBe(100n);
  });

  test('journals by account, month, agreement and source, page by page', async () => {
    const page = { limit: 2, backwards: false, after: null, before: null };
    const seqs = async (filter: Parameters<Ledger['journals']>[0], change = {}) =>
      (await ledger.journals(filter, { ...page, ...change })).map((journal) => journal.seq);
    expect(await seqs({})).toEqual([1, 2, 3]);
    expect(await seqs({}, { after: [1] })).toEqual([2, 3]);
    expect(await seqs({}, { backwards: true, limit: 1 })).toEqual([3, 2]);
    expect(await seqs({ account: '2241' })).toEqual([1, 2]);
    expect(await seqs({ account: '1221.OPERATOR', agreement: 'JV-0001' })).toEqual([1, 3]);
    expect(await seqs({ period: '2025-02' as Period })).toEqual([3]);
    expect(await seqs({ sourceKind: 'allocation' })).toEqual([1, 2]);
    for (const written of ['2025-01 记-0002', '2025-01 记-2', '2025-01 2'])
      expect(await seqs({ voucherNumber: written })).toEqual([2]);
    expect(await seqs({ voucherNumber: '记-1' })).toEqual([1, 3]);
    expect(await seqs({ voucherNumber: '1', period: '2025-02' as Period })).toEqual([3]);
    for (const none of ['2025-03 记-0001', '记-0003', '记账']) expect(await seqs({ voucherNumber: none })).toEqual([]);
    expect(await ledger.countJournals({ account: '2241' })).toBe(2);
    expect((await ledger.journalBySource('allocation', 'a2'))?.seq).toBe(2);
    expect((await ledger.readFrom(1, 1)).map((journal) => journal.seq)).toEqual([2]);
  });

  test('the lines of an account, page by page where a month has many and a journal several', async () => {
    const busy = await aBook();
    const twice = { account: '5603', debit: 1n };
    for (const key of ['a', 'b', 'c', 'd', 'e']) {
      const lines = [twice, twice, { account: '1002.BA-0001', credit: 2n }];
      must(await busy.post({ ...transfer(key, '2025-01-31', '5603', '1002.BA-0001', 2n), lines }));
    }
    for (const [code, count] of [
      ['5603', 10],
      ['1002', 5],
    ] as const)
      for (let at = 0; at < count; at += 1) {
        const all = await busy.accountLines.lines(code, wholeRange, { ...first, limit: 100 });
        const { effectiveOn, seq, line } = all[at] as BalancedLine;
        const cursor = [effectiveOn, seq, line];
        const after = await busy.accountLines.lines(code, wholeRange, { ...first, limit: 1, after: cursor });
        expect(after).toEqual(all.slice(at + 1, at + 3));
        const before = { ...first, limit: 1, backwards: true, before: cursor };
        expect(await busy.accountLines.lines(code, wholeRange, before)).toEqual(
          all.slice(Math.max(0, at - 2), at).reverse(),
        );
      }
  });
  const first = { limit: 1, backwards: false, after: null, before: null };

  test('a book that nothing was ever posted to', async () => {
    const empty = createLedger({ connection: store.connection, county: '379999', book: 'owners', clock });
    expect(await empty.headSeq()).toBe(0);
    expect(await empty.account('2711')).toMatchObject({ name: { zh: '小区公共收益基金' }, debit: 0n });
    expect(await empty.balance('2711')).toBe(0n);
    expect(await empty.month(months[0] as Period)).toMatchObject({ state: 'OPEN', journalCount: 0 });
    expect((await empty.trialBalance(wholeRange)).balanced).toBe(true);
  });
});

describe('opening accounts', () => {
  test('changes nothing the second time, follows a new name, and never gives an account to another owner', async () => {
    const ledger = await aBook();
    must(await ledger.post(transfer('k', '2025-01-01', '5603', '1002.BA-0001', 1n)));
    await ledger.openAccounts(accounts);
    const renamed = { code: '5603', name: { zh: '财务费用（新）', en: 'Fees' }, owner: office };
    await ledger.openAccounts([renamed]);
    expect(await ledger.account('5603')).toMatchObject({ ...renamed, debit: 1n });
    await expect(ledger.openAccounts([{ ...renamed, owner: company }])).rejects.toThrow(
      'belongs to SETTLEMENT_OFFICE OFFICE',
    );
    await expect(ledger.openAccounts([{ ...renamed, code: '9999' }])).rejects.toThrow('no place for an account 9999');
  });
});
