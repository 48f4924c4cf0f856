/** Somebody else has saved the same layout while this one was mended: where they differ, and which of them is to be. */
import { Button, Flex } from 'antd';
import { PlainTable } from '../../../kit/plain-table.tsx';
import { When } from '../../../kit/when.tsx';
import { say, textsOf, useLanguage, useTexts } from '../../../language/text.ts';
import { bankFields, dateOrders, decimalMarks } from '../words.ts';
import type { Mapping } from './preview.tsx';
import type { BankStatementsQuery } from './statements.generated.ts';

export type SavedLayout = NonNullable<BankStatementsQuery['bankAccount']>['mappings'][number];

const texts = textsOf({
  what: ['项目', 'What'],
  saved: ['已保存的', 'As it is saved'],
  mine: ['您填写的', 'As you have it'],
  removed: ['此版式已被他人删除。', 'Somebody has removed this layout.'],
  at: ['保存于', 'Saved at'],
  same: ['两者相同。', 'Both are the same.'],
  dateOrder: ['日期顺序', 'Order of dates'],
  decimalMark: ['小数点', 'Decimal mark'],
  outWords: ['支出标志', 'Words for paid out'],
  inWords: ['收入标志', 'Words for paid in'],
  take: ['采用已保存的', 'Use what is saved'],
  saveMine: ['以我的覆盖', 'Save mine over it'],
});

interface SavedMeanwhileProps {
  readonly mine: Mapping;
  /** Null where it was removed. */
  readonly saved: SavedLayout | null;
  readonly isRunning: boolean;
  readonly saveMine: () => void;
  readonly take: () => void;
}

export function SavedMeanwhile({ mine, saved, isRunning, saveMine, take }: SavedMeanwhileProps) {
  const t = useTexts(texts);
  const said = useSaid();
  const theirs = saved && said(saved);
  const rows = said(mine).flatMap(([what, own], at) => {
    const other = theirs?.[at]?.[1] ?? '—';
    return own === other ? [] : [{ what, own, other }];
  });
  return (
    <Flex vertical gap={8} style={{ marginBlock: 8 }}>
      {saved ? (
        <span>
          {t.at} <When at={saved.savedAt} />
        </span>
      ) : (
        <span>{t.removed}</span>
      )}
      <PlainTable
        label={t.saved}
        rows={rows}
        rowKey={({ what }) => what}
        empty={t.same}
        columns={[
          { title: t.what, field: 'what' },
          { title: t.saved, field: 'other' },
          { title: t.mine, field: 'own' },
        ]}
      />
      <Flex wrap gap={8}>
        <Button onClick={take}>{t.take}</Button>
        <Button danger loading={isRunning} onClick={saveMine}>
          {t.saveMine}
        </Button>
      </Flex>
    </Flex>
  );
}

/** A mapping in words, each of its parts by its name. */
function useSaid() {
  const t = useTexts(texts);
  const { language } = useLanguage();
  return ({ columns, dateOrder, decimalMark, outWords, inWords }: Omit<Mapping, 'header'>) => [
    ...Object.entries(bankFields).map(([field, name]) => {
      const headers = columns.find((each) => each.field === field)?.headers ?? [];
      return [say(name, language), headers.join(' · ') || '—'] as const;
    }),
    [t.dateOrder, say(dateOrders[dateOrder], language)] as const,
    [t.decimalMark, say(decimalMarks[decimalMark], language)] as const,
    [t.outWords, outWords.join(' · ') || '—'] as const,
    [t.inWords, inWords.join(' · ') || '—'] as const,
  ];
}
