/** The layouts of a bank's files that somebody has saved: what each is known by, and the way to be rid of it. */
import { Collapse } from 'antd';
import { CommandButton } from '../../../kit/command-button.tsx';
import { PlainTable } from '../../../kit/plain-table.tsx';
import { When } from '../../../kit/when.tsx';
import { textsOf, useTexts } from '../../../language/text.ts';
import type { SavedLayout } from './saved-meanwhile.tsx';
import { RemoveBankMappingDocument } from './statements.generated.ts';

const texts = textsOf({
  title: (bank: string, count: number) => [
    `${bank}已保存的版式（${count}）`,
    `Layouts saved for files of ${bank} (${count})`,
  ],
  list: ['已保存的版式', 'Saved layouts'],
  header: ['表头', 'Header'],
  any: ['任何文件（没有自己版式的）', 'any file that has no layout of its own'],
  saved: ['保存', 'Saved'],
  action: ['操作', 'Action'],
  remove: ['删除', 'Remove'],
  removing: [
    '以后这种版式的文件改按通用列名识别；已导入的对账单不变。',
    'Its files are read by what columns are usually called from now on. What was imported stays.',
  ],
  removed: ['版式已删除', 'The layout is removed'],
});

export function Layouts({ bank, of }: { readonly bank: string; readonly of: readonly SavedLayout[] }) {
  const t = useTexts(texts);
  if (of.length === 0) return null;
  return (
    <Collapse
      size="small"
      items={[
        {
          key: 'layouts',
          label: t.title(bank, of.length),
          children: (
            <PlainTable<SavedLayout>
              label={t.list}
              rows={of}
              rowKey={({ header }) => header.join()}
              columns={[
                { title: t.header, cell: ({ header }) => header.join(' · ') || t.any },
                { title: t.saved, cell: ({ savedAt }) => <When at={savedAt} /> },
                {
                  title: t.action,
                  cell: ({ header, version }) => (
                    <CommandButton
                      size="small"
                      danger
                      document={RemoveBankMappingDocument}
                      variables={{ input: { bank, header: [...header], version } }}
                      confirm={t.removing}
                      done={t.removed}
                    >
                      {t.remove}
                    </CommandButton>
                  ),
                },
              ]}
            />
          ),
        },
      ]}
    />
  );
}
