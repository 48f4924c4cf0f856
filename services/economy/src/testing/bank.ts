/** The bank of a small county for tests: an account of the office, one of a compound's owners, and an owners' book that answers as property does. */
import { newId } from '@hh/kernel/id.ts';
import { formatMoney, parseMoney } from '@hh/kernel/money.ts';
import { type LocalDate, lastDay, type Period } from '@hh/kernel/period.ts';
import { isRefusal, must } from '@hh/kernel/refusal.ts';
import { createBooks } from '@hh/ledger/books.ts';
import type { AskGraph } from '@hh/service/service.ts';
import { testSettings } from '@hh/service/testing/settings.ts';
import { approveAllocation } from '../allocation/allocation.commands.ts';
import type { Allocation } from '../allocation/computation.ts';
import { postAllocation, recordCredited } from '../allocation/posting.commands.ts';
import { createBankAccountStore } from '../bank-statement/bank-account.store.ts';
import { createBankLineStore } from '../bank-statement/bank-line.store.ts';
import { createBankStatementStore } from '../bank-statement/bank-statement.store.ts';
import { createOneSidedStore } from '../bank-statement/one-sided.store.ts';
import { type AccountDraft, openBankAccount } from '../bank-statement/open-account.commands.ts';
import { createStatementIntake } from '../bank-statement/statement-intake.store.ts';
import { createFollowing } from '../book-item/book-item.commands.ts';
import { createBreakStore } from '../break/break.store.ts';
import { bookMatch } from '../match/booking.ts';
import { createMatchStore } from '../match/match.store.ts';
import { createOwnersBook } from '../match/owners-book.ts';
import { createMatchBatchStore } from '../match-batch/match-batch.store.ts';
import { workOffBatch } from '../match-batch/work-off-batch.ts';
import { closePeriod } from '../period/period.commands.ts';
import { COUNTY, checker, compounds, maker, period, type TestCounty, terms } from './county.ts';

const NO_DAY = '2025-01-01' as LocalDate;
const OWNERS_OPERATIONS = ['OwnersJournals', 'OwnersBankBalance', 'ReceivePublicRevenue', 'ReverseReceipt'];

export const OFFICE = 'BA-0001';
export const ownersAccount = (compound: string) => `BA-${compound}`;

export interface TestLine {
  readonly on: string;
  readonly amount: string;
  readonly counterparty?: string;
  readonly memo?: string;
}

export type TestBank = Awaited<ReturnType<typeof createTestBank>>;

export async function createTestBank(county: TestCounty) {
  const { connection, clock, writer, books, items } = county;
  const owners = createBooks({ connection, book: 'owners', clock });
  const ask = ((document: string, variables: Record<string, unknown>) =>
    OWNERS_OPERATIONS.some((name) => document.includes(name))
      ? askOwners(document, variables)
      : county.ask(document, variables)) as AskGraph;
  const woken: string[] = [];
  const intake = createStatementIntake(connection);
  let firstInstant = clock.now().getTime();
  const parts = {
    ...county,
    ask,
    log: { warn: () => {}, info: () => {} } as never,
    accounts: createBankAccountStore(connection),
    bankStatements: createBankStatementStore(connection),
    lines: createBankLineStore(connection),
    oneSided: createOneSidedStore(connection),
    matches: createMatchStore(connection),
    breaks: createBreakStore(connection),
    follow: createFollowing({ books, items, ask }),
    owners: createOwnersBook(ask),
    batches: createMatchBatchStore(connection, newId()),
    writeOffs: testSettings.writeOffs,
    wakeBooking: (id: string) => woken.push(id),
    wakeBatch: (id: string) => woken.push(id),
  };

  /** What property does for these operations, on a real owners' book. */
  async function askOwners(document: string, variables: Record<string, unknown>): Promise<unknown> {
    const ledger = owners.of(COUNTY);
    if (document.includes('OwnersJournals')) {
      const [seq] = JSON.parse(Buffer.from(String(variables.after), 'base64url').toString()) as [number];
      const edges = (await ledger.readFrom(seq, Number(variables.first))).map(({ lines, ...journal }) => ({
        node: {
          ...journal,
          lines: lines.map(({ account, debit, credit, dimensions, memo = null }) => ({
            account: { code: account },
            debit: formatMoney(debit),
            credit: formatMoney(credit),
            agreement: dimensions?.agreement ?? null,
            period: dimensions?.period ?? null,
            compound: dimensions?.compound ?? null,
            memo,
          })),
        },
      }));
      return { ownersBook: { journals: { edges } } };
    }
    if (document.includes('OwnersBankBalance')) {
      const { account, on } = variables as { account: string; on: LocalDate };
      return { ownersBook: { account: { balanceAsOf: formatMoney(await ledger.balanceAsOf(account, { on })) } } };
    }
    const { input } = variables as { input: ReceiptInput };
    if (document.includes('ReceivePublicRevenue')) {
      const posted = await ledger.post({
        source: { kind: 'bank-match', key: input.match },
        date: input.date as LocalDate,
        memo: input.memo,
        lines: input.lines.flatMap(({ amount, memo, isIncome, ...dimensions }) => {
          const [fen, more] = [must(parseMoney(amount)), { dimensions, ...(memo && { memo }) }];
          const accounts = ['1002', isIncome ? '2711' : '1221'].map((number) => `${number}.${dimensions.compound}`);
          const [debit = '', credit = ''] = fen > 0n ? accounts : accounts.toReversed();
          const absolute = fen > 0n ? fen : -fen;
          return [
            { account: debit, debit: absolute, ...more },
            { account: credit, credit: absolute, ...more },
          ];
        }),
        ...(input.by && { postedBy: input.by }),
        ...(input.approvedBy && { approvedBy: input.approvedBy }),
      });
      if (isRefusal(posted)) return { answer: { refused: posted.code, field: posted.field } };
      return { answer: { journal: posted.seq, voucherNumber: posted.voucherNumber, effectiveOn: posted.effectiveOn } };
    }
    const receipt = await ledger.journalBySource('bank-match', input.match);
    const source = { kind: 'bank-match-reversal', key: input.match };
    if (receipt) must(await ledger.reverse(receipt.seq, source, receipt.effectiveOn, '撤销'));
    return { answer: { journal: null } };
  }

  for (const account of [office, ...compounds.map(ofCompound)]) must(await openBankAccount(parts, checker, account));
  await owners.of(COUNTY).openAccounts(
    compounds.flatMap((code) =>
      ['1002', '1221', '2711'].map((number) => ({
        code: `${number}.${code}`,
        name: { zh: number, en: number },
        owner: { kind: 'COMPOUND', code } as const,
      })),
    ),
  );

  return {
    ...parts,
    ownersBook: owners.of(COUNTY),

    /** Shares a period's profit and credits it, as the workflow does. */
    async credited(
      agreement: string,
      month: string,
      revenue: bigint,
      weights: readonly number[] = [3, 2],
    ): Promise<Allocation> {
      if (!(await county.agreements.byCode(COUNTY, agreement)))
        await county.agreed(agreement, terms('2025-01', 1000, weights));
      await county.take(agreement, month, revenue);
      const closed = must(await closePeriod(county, maker, { agreement, period: period(month) }));
      const { id } = must(await approveAllocation(county, checker, closed.allocation.id));
      must(await postAllocation(county, { key: `alloc-${id}.post`, allocation: id }));
      const journal = must(
        await owners.of(COUNTY).post({
          source: { kind: 'credit', key: id },
          date: lastDay(month as Period),
          memo: '利润分成',
          lines: closed.allocation.lines
            .filter(({ amount }) => amount > 0n)
            .flatMap(({ compound, amount }) => {
              const dimensions = { agreement, period: month, compound };
              return [
                { account: `1221.${compound}`, debit: amount, dimensions },
                { account: `2711.${compound}`, credit: amount, dimensions },
              ];
            }),
        }),
      );
      return must(
        await recordCredited(county, { key: `alloc-${id}.record`, allocation: id, ownersJournal: journal.seq }),
      );
    },

    /** A statement with these lines, as it is after its import; answers the ids of the lines. */
    async imported(
      account: string,
      opening: string,
      lines: readonly TestLine[],
      by = 'maker',
    ): Promise<readonly string[]> {
      const statement = newId();
      const start = must(parseMoney(opening));
      let balance = start;
      const rows = lines.map(({ on, amount, counterparty = '', memo = '' }, index) => {
        const fen = must(parseMoney(amount));
        balance += fen;
        return {
          identity: `${statement}/${index}`,
          bookedOn: on as LocalDate,
          bookedAt: null,
          amount: fen,
          balance,
          counterparty,
          counterpartyAccount: null,
          memo,
          reference: null,
          isReversal: false,
          line: index + 1,
          raw: [],
        };
      });
      const brought = { id: statement, county: COUNTY, account };
      await writer.write(async ({ session }) => {
        const days = { from: rows[0]?.bookedOn ?? NO_DAY, to: rows.at(-1)?.bookedOn ?? NO_DAY };
        const file = { sha256: statement, fileName: 'statement.csv', importedBy: by, importedAt: clock.now() };
        await intake.begin({ ...brought, ...days, ...file, opening: start, closing: balance, overlaps: [] }, session);
        await intake.take(brought, { rows, firstInstant }, session);
        await intake.finish(statement, session);
        return true;
      });
      firstInstant += rows.length;
      const page = { limit: rows.length, backwards: false, after: null, before: null };
      return (await parts.lines.page(COUNTY, account, { statement }, page)).map(({ id }) => id);
    },

    /** Does what the drivers do, until nothing is under way. */
    async settle(): Promise<void> {
      for (const id of await parts.batches.due(100)) await workOffBatch(parts, id, () => false);
      for (const id of await parts.matches.underWay(1_000)) await bookMatch(parts, id);
    },

    stop: () => owners.close(),
  };
}

interface ReceiptInput {
  readonly match: string;
  readonly date: string;
  readonly memo: string;
  readonly lines: readonly {
    agreement?: string;
    period?: string;
    compound: string;
    amount: string;
    memo?: string;
    isIncome?: boolean;
  }[];
  readonly by?: string | null;
  readonly approvedBy?: string | null;
}

const office: AccountDraft = {
  code: OFFICE,
  name: { zh: '社区经济结算中心', en: 'Settlement office' },
  bank: '郯城农商行',
  number: '6217 0001 0000 0001',
};

function ofCompound(compound: string): AccountDraft {
  const name = { zh: `小区 ${compound}`, en: compound };
  return { code: ownersAccount(compound), compound, name, bank: '郯城农商行', number: `62170002${compound.slice(-8)}` };
}
