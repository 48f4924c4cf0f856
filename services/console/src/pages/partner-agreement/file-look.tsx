/** A file of entries before it is sent: its columns as they were recognised, its first rows, and what is wrong with them. */
import { CheckCircleOutlined, CloseCircleOutlined, MinusCircleOutlined } from '@ant-design/icons';
import { Flex, Typography } from 'antd';
import type { EntryOutcome } from '../../graph/types.ts';
import { problemText, type SaidProblem } from '../../kit/files/beside-graph.ts';
import { Notice } from '../../kit/notice.tsx';
import { PlainTable } from '../../kit/plain-table.tsx';
import { many, textsOf, useLanguage, useTexts } from '../../language/text.ts';
import { ColumnForm } from './column-form.tsx';
import { type EntryMapping, lacking, mappingOf, type SeenFile, type SeenRow } from './seen.ts';
import { fields, outcomes } from './words.ts';

const texts = textsOf({
  unreadable: ['这个文件读不了，尚未提交', 'This file cannot be read; nothing was sent'],
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
  lacking: (columns: string) => [
    `没有认出这些列：${columns}。请在下面选出它们是文件中的哪一列。`,
    `These columns were not recognised: ${columns}. Choose below which of the file's they are.`,
  ],
  kinds: (given: string) => [
    `“${given}”不是一种类型：请填“收入”或“成本”（“支出”“费用”也算成本）`,
    `"${given}" is no kind: write Revenue or Cost`,
  ],
  nothingYet: ['尚未提交任何内容。', 'Nothing is sent yet.'],
});

const icons: Record<EntryOutcome, typeof CheckCircleOutlined> = {
  POSTED: CheckCircleOutlined,
  DUPLICATE: MinusCircleOutlined,
  REJECTED: CloseCircleOutlined,
};

/** Of more than these, some are far below in the file and wrong: they scroll. */
const ROWS_SHOWN_WHOLE = 20;

interface FileLookProps {
  readonly seen: SeenFile;
  readonly name: string;
  /** Whether more rows follow than were looked at. */
  readonly isCut: boolean;
  /** Once more, by columns that were chosen. */
  readonly look: (mapping: EntryMapping) => void;
}

export function FileLook({ seen, name, isCut, look }: FileLookProps) {
  const t = useTexts(texts);
  const names = useTexts(fields);
  const { language } = useLanguage();
  const { rowCount, posted, duplicate, rejected, problem } = seen;
  const mapping = mappingOf(seen);
  const count = isCut || !seen.isWhole ? t.counted : t.counts;
  return (
    <Flex vertical gap={12}>
      {problem ? (
        <Notice type="error" title={t.unreadable} description={said(problem)} data-refusal={problem.code} />
      ) : (
        <Notice
          role="status"
          type={rejected > 0 ? 'warning' : 'info'}
          title={count(rowCount, posted, duplicate, rejected)}
          description={t.nothingYet}
        />
      )}
      {seen.columns.length > 0 && (
        <ColumnForm
          headers={seen.columns.map(({ header }) => header)}
          mapping={mapping}
          isEnough={problem === null}
          look={look}
        />
      )}
      {seen.columns.length > 0 && <Rows seen={seen} label={t.preview(name)} />}
    </Flex>
  );

  function said(of: SaidProblem): string {
    const missing = lacking(mapping).map((field) => names[field]);
    return of.code === 'COLUMN_MISSING' && missing.length > 0
      ? t.lacking(missing.join(language === 'zh' ? '、' : ', '))
      : problemText(of, language);
  }
}

function Rows({ seen, label }: { readonly seen: SeenFile; readonly label: string }) {
  const t = useTexts(texts);
  const known = useTexts(fields);
  const { language } = useLanguage();
  const kindAt = seen.columns.findIndex(({ field }) => field === 'kind');
  return (
    <PlainTable<SeenRow>
      label={label}
      rows={seen.rows}
      rowKey={({ line }) => line}
      {...(seen.rows.length > ROWS_SHOWN_WHOLE ? { maxHeight: 900 } : {})}
      columns={[
        { title: t.line, field: 'line', align: 'right' },
        { title: t.outcome, cell: ({ outcome }) => <Outcome of={outcome} /> },
        {
          title: t.problems,
          cell: ({ problems, cells }) =>
            problems.map((problem) => (
              <div key={`${problem.code} ${problem.column}`}>
                {problem.column && <strong>{problem.column} </strong>}
                {problem.code === 'CHOICE_UNKNOWN' && problem.field === 'kind'
                  ? t.kinds(cells[kindAt]?.trim() ?? '')
                  : problemText(problem, language)}
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
