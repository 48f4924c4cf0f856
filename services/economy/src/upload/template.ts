/**
 * An empty file of entries (报表模板) for whoever has none of their own: the columns by the names they are known by, and a row
 * that shows what stands in them. Its kind names both, so that a row which nobody took out is rejected and not posted.
 */
import type { Language } from '@hh/kernel/refusal.ts';
import type { Table } from '@hh/service/table-file.ts';
import { type EntryField, entryFields } from '../statement/entry.ts';
import { columnNames } from './upload.ts';

const example: Readonly<Record<Language, Readonly<Record<EntryField, string>>>> = {
  zh: {
    externalRef: '2025-12-0001',
    kind: '收入或成本',
    amount: '1234.50',
    occurredOn: '2025-12-31',
    projectCode: '可不填',
    memo: '示例，请删除本行；可不填',
    reverses: '',
  },
  en: {
    externalRef: '2025-12-0001',
    kind: 'REVENUE or COST',
    amount: '1234.50',
    occurredOn: '2025-12-31',
    projectCode: 'optional',
    memo: 'An example: take this row out. Optional',
    reverses: '',
  },
};

export function templateOf(language: Language): Table {
  return {
    name: language === 'zh' ? '经营明细模板' : 'entries template',
    header: entryFields.map((field) => (language === 'zh' ? columnNames[field] : field)),
    rows: (async function* () {
      yield entryFields.map((field) => example[language][field]);
    })(),
  };
}
