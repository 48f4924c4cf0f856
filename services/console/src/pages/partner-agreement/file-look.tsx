/** A file of entries before it is sent: its columns as they were recognised, its first rows, and what is wrong with them. */
import { CheckCircleOutlined, CloseCircleOutlined, MinusCircleOutlined } from '@ant-design/icons';
import { Flex, Typography } from 'antd';
import type { EntryOutcome } from '../../graph/types.ts';
import { problemText } from '../../kit/files/beside-graph.ts';
import { Notice } from '../../kit/notice.tsx';
import { PlainTable } from '../../kit/plain-table.tsx';
import { many, textsOf, useLanguage, useTexts } from '../../language/text.ts';
import type { SeenFile, SeenRow } from './seen.ts';
import { fields, outcomes } from './words.ts';

const texts = textsOf({
  unreadable: ['这个文件读不了，尚未提交', 'This file cannot be read; nothing was sent'],
  columns: ['识别出的列', 'Columns recognised'],
  unknown: ['不使用', 'Not used'],
  line: ['行号', 'Line'],
  outcome: ['检查结果', 'Found'],
  problems: ['问题', 'Problem'],
  preview: (name: string) => [`${name} 的前几行`, `The first rows of ${name}`],
  counts: (rows: number, posted: number, duplicate: number, rejected: number) => [
    `共 ${rows} 行：可登记 ${posted} 行，以前已登记 ${duplicate} 行，将退回 ${rejected} 行`,
    `${many(rows, 'row')}: ${posted} will be posted, ${duplicate} were posted before, ${rejected} will be rejected`,
  ],
  counted: (rows: number, posted: number, duplicate: number, rejected: number) => [
    `文件较长，先看了前 ${rows} 行：可登记 ${posted} 行，以前已登记 ${duplicate} 行，将退回 ${rejected} 行；其余各行提交后逐行检查`,
    `A long file: of its first ${rows} rows ${posted} will be posted, ${duplicate} were posted before, ${rejected} will be rejected; the rest is checked row by row once sent`,
  ],
  nothingYet: ['尚未提交任何内容。', 'Nothing is sent yet.'],
});

const icons: Record<EntryOutcome, typeof CheckCircleOutlined> = {
  POSTED: CheckCircleOutlined,
  DUPLICATE: MinusCircleOutlined,
  REJECTED: CloseCircleOutlined,
};

interface FileLookProps {
  readonly seen: SeenFile;
  readonly name: string;
  /** Whether more rows follow than were looked at. */
  readonly isCut: boolean;
}

export function FileLook({ seen, name, isCut }: FileLookProps) {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const { rowCount, posted, duplicate, rejected, problem } = seen;
  const count = isCut || !seen.isWhole ? t.counted : t.counts;
  return (
    <Flex vertical gap={12}>
      {problem ? (
        <Notice type="error" title={t.unreadable} description={problemText(problem, language)} />
      ) : (
        <Notice
          role="status"
          type={rejected > 0 ? 'warning' : 'info'}
          title={count(rowCount, posted, duplicate, rejected)}
          description={t.nothingYet}
        />
      )}
      {seen.columns.length > 0 && <Rows seen={seen} label={t.preview(name)} />}
    </Flex>
  );
}

function Rows({ seen, label }: { readonly seen: SeenFile; readonly label: string }) {
  const t = useTexts(texts);
  const known = useTexts(fields);
  const { language } = useLanguage();
  return (
    <PlainTable<SeenRow>
      label={label}
      rows={seen.rows}
      rowKey={({ line }) => line}
      maxHeight={420}
      columns={[
        { title: t.line, field: 'line', align: 'right' },
        { title: t.outcome, cell: ({ outcome }) => <Outcome of={outcome} /> },
        {
          title: t.problems,
          cell: ({ problems }) =>
            problems.map((problem) => (
              <div key={`${problem.code} ${problem.column}`}>
                {problem.column && <strong>{problem.column} </strong>}
                {problemText(problem, language)}
              </div>
            )),
        },
        ...seen.columns.map(({ header, field }, at) => ({
          key: `${at} ${header}`,
          title: (
            <>
              {header}
              <br />
              <Typography.Text type="secondary">{field ? `→ ${known[field]}` : t.unknown}</Typography.Text>
            </>
          ),
          cell: ({ cells }: SeenRow) => cells[at],
        })),
      ]}
    />
  );
}

function Outcome({ of }: { readonly of: EntryOutcome | null }) {
  const t = useTexts(outcomes);
  if (!of) return null;
  const Icon = icons[of];
  return (
    <span style={{ whiteSpace: 'nowrap' }}>
      <Icon aria-hidden /> {t[of]}
    </span>
  );
}
