/**
 * A book as a schoolbook keeps it: a list of journals, and every answer counted anew from the whole list. It shares
 * no code with the ledger, so that the two agree only where both are right.
 */
import type { AccountDraft } from '../account.ts';
import type { JournalDraft } from '../journal.ts';

interface Posted {
  readonly draft: JournalDraft;
  readonly effectiveOn: string;
  readonly voucher: string;
}

const MAX = 2n ** 63n - 1n;

export interface Oracle {
  readonly journals: readonly Posted[];
  /** The `seq` of the journal, or the code of the refusal. */
  post(draft: JournalDraft): number | string;
  seal(period: string): void;
  balance(account: string, on?: string, knownAtSeq?: number): bigint;
  /** Of an account or those below it, on or after a day, in order: day, seq, place in the journal, balance after it. */
  lines(account: string, from: string): [effectiveOn: string, seq: number, line: number, balance: bigint][];
  trialBalance(period: string, owner?: string): { code: string; opening: bigint; debit: bigint; credit: bigint }[];
}

export function createOracle(accounts: readonly AccountDraft[], today: string): Oracle {
  const journals: Posted[] = [];
  const owners = new Map(accounts.map((account) => [account.code, account.owner.code]));
  let openFrom = '0000-00';

  const lines = (until: number = journals.length) =>
    journals.slice(0, until).flatMap(({ draft, effectiveOn }) => draft.lines.map((line) => ({ ...line, effectiveOn })));
  const total = (side: 'debit' | 'credit', of: { debit?: bigint; credit?: bigint }[]) =>
    of.reduce((sum, line) => sum + (line[side] ?? 0n), 0n);
  const net = (of: { debit?: bigint; credit?: bigint }[]) => total('debit', of) - total('credit', of);
  const text = (draft: JournalDraft) =>
    JSON.stringify([draft.date, draft.memo.normalize('NFC').trim(), draft.lines, draft.reverses], (_, value) =>
      typeof value === 'bigint'
        ? `${value}`
        : value && typeof value === 'object' && !Array.isArray(value)
          ? sorted(value)
          : value,
    );
  const sorted = (value: object) => Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));

  function refusal(draft: JournalDraft): string | null {
    if (total('debit', [...draft.lines]) > MAX) return 'AMOUNT_TOO_LARGE';
    if (net([...draft.lines]) !== 0n) return 'JOURNAL_UNBALANCED';
    const first = journals.find((each) => each.draft.source.key === draft.source.key);
    if (first) return text(first.draft) === text(draft) ? null : 'JOURNAL_CONFLICT';
    if (draft.lines.some((line) => !owners.has(line.account))) return 'ACCOUNT_UNKNOWN';
    const byOwner = Map.groupBy(draft.lines, (line) => owners.get(line.account));
    if ([...byOwner.values()].some((own) => net(own) !== 0n)) return 'OWNER_UNBALANCED';
    if (draft.date > today) return 'DATE_IN_FUTURE';
    for (const code of new Set(draft.lines.map((line) => line.account))) {
      const all = [...lines(), ...draft.lines].filter((line) => line.account === code);
      if (total('debit', all) > MAX || total('credit', all) > MAX) return 'AMOUNT_TOO_LARGE';
    }
    return null;
  }

  return {
    journals,
    post(draft) {
      const refused = refusal(draft);
      if (refused) return refused;
      const known = journals.findIndex((each) => each.draft.source.key === draft.source.key);
      if (known >= 0) return known + 1;
      const effectiveOn = draft.date.slice(0, 7) >= openFrom ? draft.date : `${openFrom}-01`;
      const month = effectiveOn.slice(0, 7);
      const before = journals.filter((each) => each.effectiveOn.startsWith(month)).length;
      journals.push({ draft, effectiveOn, voucher: `${month} 记-${String(before + 1).padStart(4, '0')}` });
      return journals.length;
    },
    seal(period) {
      const [year, month] = period.split('-').map(Number) as [number, number];
      openFrom = month === 12 ? `${year + 1}-01` : `${year}-${String(month + 1).padStart(2, '0')}`;
    },
    balance: (account, on = '9999-12-31', knownAtSeq = journals.length) =>
      net(lines(knownAtSeq).filter((line) => line.account === account && line.effectiveOn <= on)),
    lines(account, from) {
      const all = journals
        .flatMap(({ draft, effectiveOn }, at) =>
          draft.lines.map((line, place) => ({ ...line, effectiveOn, seq: at + 1, place })),
        )
        .filter((line) => line.account === account || line.account.startsWith(`${account}.`))
        .sort((one, other) => (one.effectiveOn < other.effectiveOn ? -1 : one.effectiveOn > other.effectiveOn ? 1 : 0));
      return all
        .map(({ effectiveOn, seq, place }, at) => {
          const balance = net(all.slice(0, at + 1));
          return [effectiveOn, seq, place, balance] as [string, number, number, bigint];
        })
        .filter(([effectiveOn]) => effectiveOn >= from);
    },
    trialBalance: (period, owner) =>
      [...owners]
        .filter(([, code]) => owner === undefined || code === owner)
        .map(([code]) => {
          const own = lines().filter((line) => line.account === code);
          const inMonth = own.filter((line) => line.effectiveOn.startsWith(period));
          const opening = net(own.filter((line) => line.effectiveOn < `${period}-01`));
          return { code, opening, debit: total('debit', inMonth), credit: total('credit', inMonth) };
        })
        .filter((row) => row.opening !== 0n || row.debit !== 0n || row.credit !== 0n)
        .sort((one, other) => (one.code < other.code ? -1 : 1)),
  };
}
