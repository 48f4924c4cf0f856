/** Heads had a collection of their own before they stood with the accounts. */
import type { Migration } from '@hh/service/migrations.ts';
import { applyCollection, inTransaction } from '@hh/service/mongo.ts';
import { bookCollections, type HeadRow, journalCollections } from './ledger.store.ts';

/** Each moves in one transaction, so a process of the version before either posted or finds that its head has moved. */
export const headsMigration: Migration = {
  id: '0002-heads-stand-with-accounts',
  up: async (connection) => {
    for (const spec of journalCollections) await applyCollection(connection, spec);
    const { heads } = bookCollections(connection);
    const before = connection.getClient().db(connection.name).collection<HeadRow>('ledger_heads');
    for (const { _id } of await before.find().toArray())
      await inTransaction(connection, async (session) => {
        const head = await before.findOneAndDelete({ _id }, { session });
        if (!head) return;
        const $setOnInsert = { ...head, code: '' as const };
        await heads.updateOne({ _id }, { $setOnInsert }, { upsert: true, session });
      });
  },
};
