import { applyCollection } from '@hh/service/mongo.ts';
import { createTestStore } from '@hh/service/testing/store.ts';
import { expect, test } from '@jest/globals';
import { bankLayoutsMigration, bankMappingsCollection, createBankMappingStore } from './bank-mapping.store.ts';
import { writtenMapping } from './bank-mapping.ts';
import { foreignMapping } from './testing/corpus.ts';

test('the one mapping that a bank had is for all of its files, beside those of its layouts; a file under way knows it', async () => {
  const { connection, drop } = await createTestStore([]);
  try {
    const before = {
      ...bankMappingsCollection,
      indexes: [{ name: 'bank', key: { county: 1, bank: 1 }, unique: true }],
      schema: { required: ['county', 'bank', 'columns', 'savedBy', 'savedAt'] },
    } as const;
    await applyCollection(connection, before);
    const { header: _, ...written } = writtenMapping(foreignMapping);
    const saved = { county: '371322', bank: '沂河农商银行', savedBy: 'p-1', savedAt: new Date() };
    await connection.collection(before.name).insertOne({ ...saved, ...written });
    await connection.collection('bankImports').insertOne({ account: 'BA-0001', mapping: written });

    for (const _ of [1, 2]) await bankLayoutsMigration.up(connection);
    const mappings = createBankMappingStore(connection);
    const kept = { ...saved, mapping: { ...foreignMapping, header: [] }, version: 1 };
    expect(await mappings.ofCounty('371322')).toEqual([kept]);
    expect(await connection.collection('bankImports').findOne({}, { projection: { _id: 0 } })).toEqual({
      account: 'BA-0001',
      mappings: [written],
    });
    const ofLayout = { ...saved, layout: '日期', ...written };
    await connection.collection(before.name).insertOne({ ...ofLayout, header: ['日期'] });
    expect(await mappings.ofCounty('371322')).toHaveLength(2);
    await expect(connection.collection(before.name).insertOne({ ...ofLayout })).rejects.toThrow(/E11000.*layout/);
  } finally {
    await drop();
  }
});
