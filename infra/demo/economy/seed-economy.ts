/** What of the community economy is no register: the enterprises, and a year of companies' revenue in the economy's book. */
import { registerEnterprises } from '@hh/economy/enterprise/enterprise.commands.ts';
import { createEnterpriseStore } from '@hh/economy/enterprise/enterprise.store.ts';
import { accountsFor, revenueJournal } from '@hh/economy/revenue/revenue.ts';
import { must } from '@hh/kernel/refusal.ts';
import { createBooks } from '@hh/ledger/books.ts';
import type { Actor } from '@hh/service/actor.ts';
import type { Platform } from '@hh/service/service.ts';
import { COUNTY } from '../county.ts';
import type { DemoStreet } from '../streets.ts';
import { pointRows, revenueRows } from './companies.ts';
import { enterprises } from './enterprises.ts';

export async function seedEnterprises({ connection, writer }: Platform, actor: Actor): Promise<void> {
  const parts = { writer, enterprises: createEnterpriseStore(connection) };
  must(await registerEnterprises(parts, actor, COUNTY, enterprises));
}

/** In the order of months, in as few batches as the book takes; a journal's source makes it once. */
export async function seedRevenue(
  { connection, clock, log }: Platform,
  within: string,
  rewrite: DemoStreet['rewrite'],
): Promise<number> {
  const books = createBooks({ connection, book: 'economy', clock, log });
  const ledger = books.of(COUNTY);
  const isWithin = ({ place }: { readonly place: string }) => place.startsWith(within) || within.startsWith(place);
  const [points, rows] = rewrite([pointRows.filter(isWithin), revenueRows.filter(({ point }) => isWithin(point))]);
  const ofCompany = ({ company }: (typeof pointRows)[number]) => ({ ...company, ...company.input });
  const ofPoint = ({ input }: (typeof pointRows)[number]) => ({ ...input, ownersBp: null });
  const accounts = points.flatMap((point) => accountsFor(ofPoint(point), ofCompany(point)));
  await ledger.openAccounts([...new Map(accounts.map((account) => [account.code, account])).values()]);
  const posted = rows.map(({ point, ...draft }) => {
    const journal = revenueJournal(ofPoint(point), ofCompany(point), { ...draft, isReceived: true }, 1);
    return ledger.post({ ...journal, postedBy: point.past.createdBy });
  });
  for (const journal of await Promise.all(posted)) must(journal);
  await books.close();
  return rows.length;
}
