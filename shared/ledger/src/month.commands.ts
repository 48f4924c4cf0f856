/** Sealing a month of a book by two persons, for whichever service keeps the book. */
import type { Period } from '@hh/kernel/period.ts';
import { isRefusal, type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { type Actor, type Capability, canAt, countyOf } from '@hh/service/actor.ts';
import type { Writer } from '@hh/service/writer.ts';
import type { Books } from './books.ts';
import type { BookMonth, Ledger } from './ledger.ts';

export interface MonthCommand {
  readonly actor: Actor;
  readonly county: string | null;
  readonly period: Period;
}

interface Parts {
  readonly books: Books;
  readonly writer: Writer;
}

export function proposeMonth(parts: Parts, command: MonthCommand): Promise<BookMonth | Refusal> {
  const { actor, period } = command;
  return change(parts, command, 'books:propose-sealing', 'proposeMonth', (ledger) =>
    ledger.proposeSealing(period, { proposedBy: actor.id }),
  );
}

export function sealMonth(parts: Parts, command: MonthCommand): Promise<BookMonth | Refusal> {
  const { actor, period } = command;
  return change(parts, command, 'books:seal', 'sealMonth', (ledger) => ledger.seal(period, { sealedBy: actor.id }));
}

async function change(
  { books, writer }: Parts,
  { actor, county: asked, period }: MonthCommand,
  capability: Capability,
  action: string,
  run: (ledger: Ledger) => Promise<BookMonth | Refusal>,
): Promise<BookMonth | Refusal> {
  const county = asked ?? countyOf(actor);
  if (actor.kind !== 'PERSON') return refuse('MACHINE_NOT_ALLOWED');
  if (!county || !canAt(actor, capability, county)) return refuse('OUT_OF_SCOPE', { field: 'county' });
  const ledger = books.of(county);
  const month = await run(ledger);
  if (isRefusal(month)) return month;
  // The month's own row says who proposed and who sealed, in the transaction that did it; this is the entry in the trail.
  const subject = { type: 'BookMonth', id: `${ledger.book} ${period}` };
  await writer.write(async ({ audit }) => audit({ county, actor, action, subject, after: { state: month.state } }));
  return month;
}
