/** Recording what an account holds by a source outside of the book, and taking a wrong record back. */
import type { Clock } from '@hh/kernel/clock.ts';
import { newId } from '@hh/kernel/id.ts';
import { formatMoney } from '@hh/kernel/money.ts';
import { parseReason } from '@hh/kernel/reason.ts';
import { isRefusal, type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { lines, reference } from '@hh/kernel/shape.ts';
import { type Actor, canAt, countyOf } from '@hh/service/actor.ts';
import type { Writer } from '@hh/service/writer.ts';
import type { AssertionDraft, BalanceAssertion } from './assertion.ts';
import type { Books } from './books.ts';
import type { Ledger } from './ledger.ts';

interface Parts {
  readonly books: Books;
  readonly writer: Writer;
  readonly clock: Clock;
}

const NOTE_MAX = 500;

/** Once for each key of the caller. Whether it holds is no condition: that it does not is what it is recorded for. */
export async function assertBalance(
  { books, writer, clock }: Parts,
  actor: Actor,
  input: AssertionDraft & { readonly clientMutationId: string; readonly county: string | null },
): Promise<BalanceAssertion | Refusal> {
  const ledger = ledgerFor(books, actor, input.county);
  if (isRefusal(ledger)) return ledger;
  const key = reference('key').parse(input.clientMutationId);
  if (isRefusal(key)) return key.at('clientMutationId');
  const note = lines(NOTE_MAX).parse(input.note);
  if (isRefusal(note)) return note.at('note');
  const { account, on, amount, basis } = input;
  if (on > clock.today()) return refuse('DATE_IN_FUTURE', { field: 'on', date: on });
  if (!(await ledger.account(account))) return refuse('ACCOUNT_UNKNOWN', { field: 'account', account });
  const { county, book } = ledger;
  const content = { account, on, amount, basis, note };
  const id = await writer.write(
    async ({ session, audit }) => {
      const assertion = { id: newId(), ...content, recordedBy: actor.id, recordedAt: clock.now() };
      await ledger.assertions.insert(assertion, session);
      const subject = { type: 'BalanceAssertion', id: assertion.id };
      const after = { book, ...content, amount: formatMoney(amount) };
      audit({ county, actor, action: 'assertBalance', subject, after });
      return assertion.id;
    },
    { key: `assertBalance ${county} ${book} ${actor.id} ${key}`, request: { ...content } },
  );
  return isRefusal(id) ? id.at('clientMutationId') : ((await ledger.assertions.find(id)) as BalanceAssertion);
}

/** Never edited: who finds it wrong withdraws it, and it stays to be seen. */
export async function withdrawAssertion(
  { books, writer, clock }: Parts,
  actor: Actor,
  input: { readonly id: string; readonly reason: string; readonly county: string | null },
): Promise<BalanceAssertion | Refusal> {
  const ledger = ledgerFor(books, actor, input.county);
  if (isRefusal(ledger)) return ledger;
  const reason = parseReason(input.reason);
  if (isRefusal(reason)) return reason;
  const { id } = input;
  const { county } = ledger;
  const withdrawal = { withdrawnBy: actor.id, withdrawnAt: clock.now(), withdrawnBecause: reason };
  return await writer.write(async ({ session, audit }) => {
    const isWithdrawnNow = await ledger.assertions.withdraw(id, withdrawal, session);
    // In the transaction: outside of it, what another has withdrawn a moment ago may not be seen yet.
    const assertion = await ledger.assertions.find(id, session);
    if (!assertion) return refuse('NOT_FOUND', { field: 'id', what: id.slice(0, 40) });
    const isSame = assertion.withdrawnBy === actor.id && assertion.withdrawnBecause === reason;
    if (!isSame) return refuse('STATE_NOT_ALLOWED', { field: 'id', state: 'WITHDRAWN' });
    if (isWithdrawnNow)
      audit({ county, actor, action: 'withdrawAssertion', subject: { type: 'BalanceAssertion', id }, reason });
    return assertion;
  });
}

function ledgerFor(books: Books, actor: Actor, asked: string | null): Ledger | Refusal {
  const county = asked ?? countyOf(actor);
  if (actor.kind !== 'PERSON') return refuse('MACHINE_NOT_ALLOWED');
  if (!county || !canAt(actor, 'books:assert', county)) return refuse('OUT_OF_SCOPE', { field: 'county' });
  return books.of(county);
}
