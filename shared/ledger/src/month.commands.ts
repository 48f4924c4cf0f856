/** Sealing a month of a book by two persons, for whichever service keeps the book. */
import type { Period } from '@hh/kernel/period.ts';
import { type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { type Actor, type Capability, canAt, countyOf } from '@hh/service/actor.ts';
import type { Writer } from '@hh/service/writer.ts';
import type { Books } from './books.ts';
import type { BookMonth, Ledger } from './ledger.ts';
import type { Within } from './month.store.ts';

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
  return change(parts, command, 'books:propose-sealing', 'proposeMonth', (ledger, within) =>
    ledger.proposeSealing(period, { proposedBy: actor.id }, within),
  );
}

export function sealMonth(parts: Parts, command: MonthCommand): Promise<BookMonth | Refusal> {
  const { actor, period } = command;
  return change(parts, command, 'books:seal', 'sealMonth', (ledger, within) =>
    ledger.seal(period, { sealedBy: actor.id }, within),
  );
}

async function change(
  { books, writer }: Parts,
  { actor, county: asked, period }: MonthCommand,
  capability: Capability,
  action: 'proposeMonth' | 'sealMonth',
  run: (ledger: Ledger, within: Within) => Promise<BookMonth | Refusal>,
): Promise<BookMonth | Refusal> {
  const county = asked ?? countyOf(actor);
  if (actor.kind !== 'PERSON') return refuse('MACHINE_NOT_ALLOWED');
  if (!county || !canAt(actor, capability, county)) return refuse('OUT_OF_SCOPE', { field: 'county' });
  const ledger = books.of(county);
  const subject = { type: 'BookMonth', id: `${ledger.book} ${period}` };
  const state = action === 'sealMonth' ? 'SEALED' : 'OPEN';
  return await run(ledger, (changing) =>
    writer.write(async ({ session, audit }) => {
      if (await changing(session)) audit({ county, actor, action, subject, after: { state } });
      return true;
    }),
  );
}
