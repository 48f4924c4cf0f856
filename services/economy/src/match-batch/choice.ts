/**
 * A batch (批量核销): many suggestions that a person confirms in one act, each by the rules of one that is confirmed by
 * itself. A suggestion is named by what it says, so what has changed since somebody saw it has no such name any more, and
 * nothing is confirmed that nobody saw. ECONOMY.md, Reconciliation.
 */
import { contentHash } from '@hh/kernel/canonical.ts';
import type { Fen } from '@hh/kernel/money.ts';
import { isRefusal, type Refusal, refuse } from '@hh/kernel/refusal.ts';
import type { Settings } from '@hh/service/service.ts';
import type { BankAccount } from '../bank-statement/bank-account.store.ts';
import type { BankLine, StoredSuggestion } from '../bank-statement/bank-line.store.ts';
import { matchOf, type Seen } from '../match/make-match.ts';
import { differenceOf, type Match, type Variance } from '../match/match.ts';

/** What a person confirms, and what bears its difference. */
export interface Choice {
  /** `<a line that shows it>/<hash of what it says>` */
  readonly suggestion: string;
  readonly variance: Variance | null;
  /** Whose advance it is, the unified social credit code. */
  readonly operator: string | null;
}

export const CHOICES_MAX = 10_000;
const HASH_LENGTH = 16;

/** The same on each of its lines. */
export function suggestionId({ rule, lines, items, difference, returns }: StoredSuggestion): string {
  const what = { rule, difference, lines: [...lines], items: items.map(({ item, amount }) => ({ item, amount })) };
  const said = returns ? { ...what, returns } : what;
  return `${lines[0]}/${contentHash(said).slice(0, HASH_LENGTH)}`;
}

export function lineOf({ suggestion }: Pick<Choice, 'suggestion'>): string {
  return suggestion.split('/', 1)[0] ?? '';
}

/** The suggestion as its line shows it now; refuses, in this order: NOT_FOUND, ALREADY_MATCHED, CHANGED_MEANWHILE. */
export function chosen(account: BankAccount, choice: Choice, lines: Seen['lines']): StoredSuggestion | Refusal {
  const line: BankLine | undefined = lines.get(lineOf(choice));
  if (!line || line.county !== account.county || line.account !== account.code)
    return refuse('NOT_FOUND', { field: 'suggestion', what: choice.suggestion.slice(0, 60) });
  if (line.open === 0n) return refuse('ALREADY_MATCHED', { field: 'suggestion' });
  const found = line.suggestions.find((each) => suggestionId(each) === choice.suggestion);
  return found ?? refuse('CHANGED_MEANWHILE', { field: 'suggestion' });
}

/** The match that a choice makes, with the difference that the suggestion showed and no other. */
export function matchOfChoice(
  account: BankAccount,
  suggestion: StoredSuggestion,
  choice: Choice,
  seen: Seen,
  by: { readonly person: string; readonly at: Date },
  writeOffs: Settings['writeOffs'],
): Match | Refusal {
  const { rule, lines, returns = null } = suggestion;
  const { variance, operator } = choice;
  const items = returns === null ? suggestion.items : [];
  const draft = { lines: lines.map((line) => ({ line })), items, variance, operator, returns };
  const match = matchOf(account, draft, seen, { rule, madeBy: by.person, madeAt: by.at }, writeOffs);
  if (isRefusal(match)) return match;
  return differenceOf(match.lines, match.items) === differenceShown(suggestion)
    ? match
    : refuse('CHANGED_MEANWHILE', { field: 'suggestion' });
}

/** A part payment lies over its items as far as it goes: nothing is left to be borne. */
function differenceShown({ rule, difference }: StoredSuggestion): Fen {
  return rule === 'PART_PAYMENT' ? 0n : difference;
}
