/**
 * The second half of a job at the bank: a transfer arrives and is sent back, reaches the office again and is paid anew; and
 * an owners' bank charges a fee, which the office makes good. A person books each, a second one approves it.
 */
import type { Fen } from '@hh/kernel/money.ts';
import type { Period } from '@hh/kernel/period.ts';
import type { DemoBankLine } from '../demo/bank-lines.ts';
import { COUNTY } from '../demo/county.ts';
import { lineOf, look } from './bank-look.ts';
import { type Client, Wrong } from './client.ts';

/** What the owners' bank of the second compound charges, in fen. */
const FEE = 7_00n;

interface Transfers {
  readonly office: string;
  readonly officeName: string;
  readonly month: Period;
  readonly memo: string;
  /** What each compound was transferred. */
  readonly shares: readonly (readonly [compound: string, amount: Fen])[];
}

/** By account, in the order of days: what the banks show after the first transfers have arrived. */
export function laterLines({ office, officeName, month, memo, shares }: Transfers) {
  const [[first, amount], [second]] = shares as readonly [Transfers['shares'][0], Transfers['shares'][0]];
  const line = (day: number, fen: Fen, counterparty: string, what: string): DemoBankLine => ({
    ...{ on: `${month}-${day}`, amount: fen, counterparty, memo: what },
  });
  const [one, other] = [`${first}业主`, `${second}业主`];
  return [
    [`BA-${first}`, [line(19, -amount, officeName, `${memo} 退回`), line(22, amount, officeName, memo)]],
    [`BA-${second}`, [line(18, -FEE, '', '账户管理费'), line(23, FEE, officeName, '补手续费')]],
    [
      office,
      [
        line(20, amount, one, `${memo} 退回`),
        line(21, -amount, one, `${memo} 转付`),
        line(22, -FEE, other, '补手续费'),
      ],
    ],
  ] as const satisfies readonly (readonly [string, readonly DemoBankLine[]])[];
}

/** What stands open in a book for no share. */
export function itemOf(book: 'economy' | 'owners', account: string, compound = ''): string {
  return [COUNTY, book, account, '', '', compound].join('/');
}

export async function workOnReturns(
  client: Client,
  { agreement, office, shares }: Pick<Transfers, 'office' | 'shares'> & { readonly agreement: string },
): Promise<void> {
  const [maker, checker] = [client.as('finance-maker'), client.as('finance-checker')];
  const [[first, amount], [second]] = shares as readonly [Transfers['shares'][0], Transfers['shares'][0]];
  const [one, other] = [`BA-${first}`, `BA-${second}`];
  const confirm = async (key: string, bankAccount: string, what: object): Promise<string> =>
    (await maker('confirmMatch', { clientMutationId: `${agreement} ${key}`, bankAccount, ...what })).match.id;
  const idOf = async (account: string, fen: Fen) => lineOf(await look(client, account), fen).id;

  const charged = await idOf(other, -FEE);
  const fee = await confirm('fee', other, { lines: [{ line: charged }], items: [], variance: 'FEE' });
  const back = lineOf(await look(client, one), -amount);
  const [seen] = back.suggestions;
  if (!seen?.returns) throw new Wrong(`nobody saw that it was sent back: ${JSON.stringify(back)}`);
  const sent = await confirm('sent back', one, { lines: [{ line: back.id }], items: [], returns: seen.returns.id });
  const again = lineOf(await look(client, office), amount);
  const { batch } = await maker('confirmSuggestions', {
    ...{ clientMutationId: `${agreement} returned`, bankAccount: office },
    suggestions: [{ suggestion: again.suggestions[0]?.id }],
  });
  await client.settle();
  for (const match of [fee, sent]) await checker('approveMatch', { match });
  await checker('approveMatchBatch', { batch: batch.id, clientMutationId: `${agreement} returned` });
  await client.settle();
  // It is payable and due again: what is paid anew names its share, and is matched by itself.
  const owed = { item: itemOf('economy', `2241.${second}`, second) };
  await confirm('fee made good', office, { lines: [{ line: await idOf(office, -FEE) }], items: [owed] });
  const due = { item: itemOf('owners', `1221.${second}`, second) };
  await confirm('fee arrived', other, { lines: [{ line: await idOf(other, FEE) }], items: [due] });
  for (const bankAccount of [office, one]) await maker('matchBankAccount', { bankAccount });
  await client.settle();
}
