/** What a person may do with a month or a year of a book now: by its state, by their rights, and not with their own work. */
import { type Actor, type Capability, canAt } from '@hh/service/actor.ts';
import type { AllowedTransition } from '@hh/service/transitions.ts';
import { type BookCode, chart } from './account.ts';
import type { BookMonth, Ledger } from './ledger.ts';
import type { BookYear } from './year.ts';

export type MonthNode = BookMonth & { readonly ledger: Ledger };
export type YearNode = BookYear & { readonly ledger: Ledger };

/** What each book calls itself in the names of its mutations. */
const words: Readonly<Record<BookCode, string>> = { economy: 'Economy', owners: 'Owners' };

export function monthTransitions({ ledger, awaits, proposedBy }: MonthNode, actor: Actor | null): AllowedTransition[] {
  const word = words[ledger.book];
  if (awaits === 'PROPOSAL') return step(ledger, actor, 'books:propose-sealing', `propose${word}Month`, 'OPEN');
  if (awaits === 'SEALING' && proposedBy !== actor?.id)
    return step(ledger, actor, 'books:seal', `seal${word}Month`, 'SEALED');
  return [];
}

export async function yearTransitions(
  { ledger, year, state, proposedBy }: YearNode,
  actor: Actor | null,
): Promise<AllowedTransition[]> {
  if (!hasResults(ledger.book) || state === 'CARRIED' || (await ledger.checkCarrying(year))) return [];
  const word = words[ledger.book];
  if (state === 'OPEN') return step(ledger, actor, 'books:propose-sealing', `propose${word}Year`, 'PROPOSED');
  return proposedBy === actor?.id ? [] : step(ledger, actor, 'books:seal', `carry${word}Year`, 'CARRIED');
}

/** The owners' book has neither income nor expenses: its years go on by themselves. */
function hasResults(book: BookCode): boolean {
  return chart[book].some(({ category }) => category === 'INCOME');
}

function step(
  { county }: Ledger,
  actor: Actor | null,
  may: Capability,
  mutation: string,
  to: string,
): AllowedTransition[] {
  return actor?.kind === 'PERSON' && canAt(actor, may, county) ? [{ mutation, to, requires: [] }] : [];
}
