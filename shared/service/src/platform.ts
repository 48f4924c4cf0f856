/** What every service's database has beside its own collections: commands, audit, outbox and inbox. */
import { collectionsMigration, type Migration } from './migrations.ts';
import type { CollectionSpec } from './mongo.ts';
import { inboxCollection } from './relay.ts';
import { writerCollections } from './writer.ts';

export const platformCollections: readonly CollectionSpec[] = [...writerCollections, inboxCollection];

export const platformMigrations: readonly Migration[] = [
  collectionsMigration('0000-platform', platformCollections),
  {
    // An outbox row had a list of subscribers; now each subscriber has a row of its own.
    id: '0000-platform-2',
    up: async (connection) => {
      const outbox = connection.collection('outbox');
      await outbox
        .aggregate([
          { $match: { isPending: true, pending: { $type: 'array' } } },
          { $unwind: '$pending' },
          {
            $project: {
              name: 1,
              county: 1,
              payload: 1,
              at: 1,
              isPending: 1,
              _id: { $concat: ['$_id', '.', '$pending'] },
              event: '$_id',
              subscriber: '$pending',
              tries: { $literal: 0 },
              nextTryAt: { $literal: new Date(0) },
            },
          },
          { $merge: { into: 'outbox', whenMatched: 'keepExisting' } },
        ])
        .toArray();
      await outbox.deleteMany({ pending: { $exists: true } });
      const { up } = collectionsMigration('', platformCollections);
      await up(connection);
      const old = (await outbox.indexes()).some(({ name }) => name === 'pending');
      if (old) await outbox.dropIndex('pending');
    },
  },
  collectionsMigration('0000-platform-3', platformCollections),
  collectionsMigration('0000-platform-4', writerCollections),
];
