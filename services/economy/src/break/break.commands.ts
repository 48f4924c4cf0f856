/** Finding the breaks of a county, and what finance staff say of them. */
import type { Clock } from '@hh/kernel/clock.ts';
import { isRefusal, type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { compare } from '@hh/kernel/rounding.ts';
import { type Actor, canAt, countyOf } from '@hh/service/actor.ts';
import type { Writer } from '@hh/service/writer.ts';
import type { AllocationStore } from '../allocation/allocation.store.ts';
import { type Allocation, declaredLines } from '../allocation/computation.ts';
import { dueFromOffice, payable, receivable } from '../allocation/journal.ts';
import type { BankAccountStore } from '../bank-statement/bank-account.store.ts';
import type { BankLineStore } from '../bank-statement/bank-line.store.ts';
import type { Follow } from '../book-item/book-item.commands.ts';
import type { BookItemStore } from '../book-item/book-item.store.ts';
import type { BookItem } from '../book-item/book-item.ts';
import { periodKey } from '../statement/declaration.store.ts';
import type { StatementStore } from '../statement/statement.store.ts';
import type { BreakStore } from './break.store.ts';
import { type Break, breakOfAdvance, breakOfLine, breaksOf } from './break.ts';

export interface BreakParts {
  readonly writer: Writer;
  readonly clock: Clock;
  readonly allocations: AllocationStore;
  readonly statements: StatementStore;
  readonly accounts: BankAccountStore;
  readonly lines: BankLineStore;
  readonly items: BookItemStore;
  readonly breaks: BreakStore;
  readonly follow: Follow;
}

const TEXT_MAX = 500;

/** All of a county today, the oldest first: of every allocation that is not settled, of lines, of advances. */
export async function breaksIn(parts: BreakParts, county: string): Promise<readonly Break[]> {
  const { allocations, statements, accounts, lines, items, follow, clock } = parts;
  await Promise.all([follow(county, 'economy'), follow(county, 'owners')]);
  const open = await allocations.unsettled(county);
  const [shareItems, declared, advances, ownAccounts] = await Promise.all([
    items.ofShares(county, open),
    statements.declarationsOf(open),
    items.free(county, 'economy', ['2241']),
    accounts.ofCounty(county),
  ]);
  const unmatched = await lines.openOf(
    county,
    ownAccounts.map(({ code }) => code),
  );
  const today = clock.today();
  const byShare = Map.groupBy(shareItems, ({ agreement, period }) => `${agreement} ${period}`);
  return [
    ...open.flatMap((allocation) => {
      const own = byShare.get(`${allocation.agreement} ${allocation.period}`) ?? [];
      return sidesOf(allocation, own, declared.get(periodKey(allocation)) ?? null).flatMap((sides) =>
        breaksOf(sides, today),
      );
    }),
    ...unmatched.map(breakOfLine),
    ...advances
      .filter(isAdvance)
      .map(({ id, on, open: amount, account }) =>
        breakOfAdvance({ id, county, on, open: amount, operator: account.slice('2241.'.length) }),
      ),
  ].toSorted((a, b) => compare(a.dueOn, b.dueOn) || compare(a.id, b.id));
}

/** Of the payables those of operators: a unified social credit code has 18 signs, a compound's 14. */
function isAdvance({ account }: BookItem): boolean {
  return account.length === '2241.'.length + 18;
}

function sidesOf(allocation: Allocation, items: readonly BookItem[], declaration: bigint | null) {
  const { county, agreement, agreementId, operator, period, approvedAt } = allocation;
  const lines = declaredLines(allocation, declaration);
  const itemOf = (book: BookItem['book'], account: string) =>
    items.find((item) => item.book === book && item.account === account);
  return allocation.lines.map(({ compound, amount }) => {
    const due = items.find(
      (item) => item.book === 'economy' && item.account === receivable(operator) && item.compound === compound,
    );
    const owed = itemOf('economy', payable(compound));
    const arriving = itemOf('owners', dueFromOffice(compound));
    return {
      county,
      agreement,
      agreementId,
      operator,
      period,
      compound,
      approvedAt,
      declared: lines?.find(({ beneficiary }) => beneficiary === compound)?.amount ?? null,
      isDeclarationSettled: allocation.declarationSettled !== undefined,
      allocated: amount,
      paid: due ? amount - due.open : 0n,
      payable: owed ? -owed.open : amount,
      credited: arriving ? amount - arriving.open : 0n,
    };
  });
}

async function findBreak(parts: BreakParts, actor: Actor, id: string): Promise<Break | Refusal> {
  const county = countyOf(actor);
  if (actor.kind !== 'PERSON') return refuse('MACHINE_NOT_ALLOWED');
  const found =
    county && canAt(actor, 'breaks:work', county) && (await breaksIn(parts, county)).find((each) => each.id === id);
  return found || refuse('NOT_FOUND', { field: 'break', what: id.slice(0, 80) });
}

export async function assignBreak(
  parts: BreakParts,
  actor: Actor,
  { break: id, assignee = null }: { readonly break: string; readonly assignee?: string | null },
): Promise<Break | Refusal> {
  const found = await findBreak(parts, actor, id);
  if (isRefusal(found)) return found;
  return await parts.writer.write(async ({ session, audit }) => {
    const before = await parts.breaks.assign(found.county, id, assignee, session);
    const subject = { type: 'Break', id };
    const change = { before: { assignee: before }, after: { assignee } };
    audit({ county: found.county, actor, action: 'assignBreak', subject, ...change });
    return found;
  });
}

export async function commentOnBreak(
  parts: BreakParts,
  actor: Actor,
  input: {
    readonly break: string;
    readonly clientMutationId: string;
    readonly text: string;
    readonly evidence?: string | null;
  },
): Promise<Break | Refusal> {
  const text = input.text.trim();
  if (text === '') return refuse('VALUE_MISSING', { field: 'text' });
  if (text.length > TEXT_MAX) return refuse('VALUE_TOO_LONG', { field: 'text', max: TEXT_MAX });
  const found = await findBreak(parts, actor, input.break);
  if (isRefusal(found)) return found;
  const evidence = input.evidence ?? null;
  const said = await parts.writer.write(
    async ({ session, audit }) => {
      const comment = { by: actor.id, at: parts.clock.now(), text, evidence };
      await parts.breaks.comment(found.county, found.id, comment, session);
      const subject = { type: 'Break', id: found.id };
      audit({ county: found.county, actor, action: 'commentOnBreak', subject, after: { evidence } });
      return { commented: found.id };
    },
    { key: `commentOnBreak ${actor.id} ${input.clientMutationId}`, request: { break: found.id, text, evidence } },
  );
  return isRefusal(said) ? said : found;
}
