/** Opening accounts. An account is never closed and never changes its owner; its name may follow the owner's. */
import { reach } from '@hh/service/failpoint.ts';
import type { Connection } from '@hh/service/mongo.ts';
import { type AccountDraft, isAccountCode, ownerKey, syntheticOf } from './account.ts';
import { type BookKey, bookCollections, rowId } from './ledger.store.ts';

/**
 * Opens those that are not open yet and renames those whose name is another; writes nothing when all stand as given.
 * Throws on a code outside the chart and on an account that has another owner: both are bugs of the caller.
 */
export async function openAccounts(
  connection: Connection,
  key: BookKey,
  drafts: readonly AccountDraft[],
): Promise<void> {
  for (const { code } of drafts)
    if (!isAccountCode(code) || !syntheticOf(key.book, code))
      throw new Error(`the chart of the book ${key.book} has no place for an account ${code}`);
  const { accounts } = bookCollections(connection);
  const ids = drafts.map(({ code }) => rowId(key, code));
  const open = new Map((await accounts.find({ _id: { $in: ids } }).toArray()).map((row) => [row.code, row]));
  for (const { code, owner } of drafts) {
    const row = open.get(code);
    if (row && ownerKey(row.owner) !== ownerKey(owner))
      throw new Error(`the account ${code} belongs to ${ownerKey(row.owner)}, not to ${ownerKey(owner)}`);
  }
  const changes = drafts
    .filter(({ code, name }) => open.get(code)?.name.zh !== name.zh || open.get(code)?.name.en !== name.en)
    .map(({ code, name, owner }) => ({
      updateOne: {
        filter: { _id: rowId(key, code) },
        update: {
          $set: { name },
          $setOnInsert: { county: key.county, book: key.book, code, owner, debit: 0n, credit: 0n, months: {} },
        },
        upsert: true,
      },
    }));
  if (changes.length > 0) await accounts.bulkWrite(changes, { ordered: false });
  reach('accounts.opened', key.book);
}
