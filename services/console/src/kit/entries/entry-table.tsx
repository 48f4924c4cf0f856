/** Entries of an agreement with what people said of them; finance disputes, resolves and attaches from here. */
import { Tag, Typography } from 'antd';
import type { ReactNode } from 'react';
import type { EntryKind } from '../../graph/types.ts';
import { many, type Text, textsOf, useTexts } from '../../language/text.ts';
import type { Connection, ListPage } from '../list-page.ts';
import { ListTable } from '../list-table.tsx';
import { Money } from '../money.tsx';
import type { Columns } from '../plain-table.tsx';
import { Status } from '../status.tsx';
import { When } from '../when.tsx';
import type { EntryRowFragment } from './entries.generated.ts';
import { EntryNotes } from './entry-notes.tsx';

export const entryKinds = textsOf({
  REVENUE: ['收入', 'Revenue'],
  COST: ['成本', 'Cost'],
} as const satisfies Record<EntryKind, Text>);

const texts = textsOf({
  ref: ['凭证号', 'Reference'],
  kind: ['类型', 'Kind'],
  amount: ['金额（元）', 'Amount, in yuan'],
  occurredOn: ['发生日期', 'Date'],
  memo: ['摘要', 'Memo'],
  project: (code: string) => [`项目 ${code}`, `Project ${code}`],
  from: ['来源', 'Came from'],
  marks: ['标记', 'Marks'],
  file: (name: string, line: number) => [`${name} 第 ${line} 行`, `${name}, row ${line}`],
  posted: ['页面或接口', 'Page or interface'],
  late: (month: string) => [`跨期：属 ${month}`, `Late: of ${month}`],
  reverses: (ref: string) => [`冲销 ${ref}`, `Reverses ${ref}`],
  reversedBy: (ref: string) => [`已被 ${ref} 冲销`, `Reversed by ${ref}`],
  disputed: ['有争议', 'Disputed'],
  proven: (count: number) => [`证明 ${count} 份`, many(count, 'document')],
});

interface EntryTableProps {
  readonly agreement: string;
  readonly label: string;
  readonly of: Connection<EntryRowFragment> | null;
  readonly page?: ListPage;
  readonly empty: ReactNode;
  /** Whether the viewer may dispute and attach here. */
  readonly mayWork: boolean;
  readonly isLoading?: boolean;
}

export function EntryTable({ agreement, mayWork, ...list }: EntryTableProps) {
  const t = useTexts(texts);
  const kinds = useTexts(entryKinds);
  const columns: Columns<EntryRowFragment> = [
    { title: t.ref, field: 'externalRef' },
    { title: t.amount, align: 'right', cell: ({ amount }) => <Money of={amount} /> },
    { title: t.kind, cell: ({ kind }) => kinds[kind] },
    { title: t.occurredOn, cell: ({ occurredOn }) => <When at={occurredOn} /> },
    {
      title: t.memo,
      cell: ({ memo, projectCode }) => [projectCode && t.project(projectCode), memo].filter(Boolean).join(' · ') || '—',
    },
    { title: t.from, cell: ({ file, line }) => (file ? t.file(file.fileName, line) : t.posted) },
    { title: t.marks, cell: (entry) => <Marks of={entry} /> },
  ];
  return (
    <ListTable
      {...list}
      columns={columns}
      rowKey={({ id }) => id}
      expand={(entry) => <EntryNotes agreement={agreement} of={entry} mayWork={mayWork} />}
    />
  );
}

function Marks({ of }: { readonly of: EntryRowFragment }) {
  const t = useTexts(texts);
  const { late, belongsTo, reverses, reversedBy, isDisputed, evidence } = of;
  const said = [
    late && t.late(belongsTo),
    reverses && t.reverses(reverses.externalRef),
    reversedBy && t.reversedBy(reversedBy.externalRef),
    evidence.length > 0 && t.proven(evidence.length),
  ].filter((each) => typeof each === 'string');
  return (
    <>
      {isDisputed && <Status look="blocked">{t.disputed}</Status>}{' '}
      {said.map((each) => (
        <Tag key={each}>
          <Typography.Text>{each}</Typography.Text>
        </Tag>
      ))}
    </>
  );
}
