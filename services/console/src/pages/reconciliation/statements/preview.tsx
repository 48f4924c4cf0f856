/** What would become of a file: its proof in one line, its first rows, and what cannot be read. */
import type { BankDateOrder, BankDecimalMark, BankField, BankNegativeDebits } from '../../../graph/types.ts';
import { difference } from '../../../kit/fen.ts';
import { problemText, type SaidProblem } from '../../../kit/files/beside-graph.ts';
import { Money, moneyText } from '../../../kit/money.tsx';
import { Notice } from '../../../kit/notice.tsx';
import { PlainTable } from '../../../kit/plain-table.tsx';
import { many, textsOf, useLanguage, useTexts } from '../../../language/text.ts';

export interface Mapping {
  /** Of the layout, by which its files are known. */
  readonly header: readonly string[];
  readonly columns: readonly { readonly field: BankField; readonly headers: readonly string[] }[];
  readonly dateOrder: BankDateOrder;
  readonly decimalMark: BankDecimalMark;
  readonly negativeDebits: BankNegativeDebits | null;
  readonly outWords: readonly string[];
  readonly inWords: readonly string[];
}

interface PreviewRow {
  readonly line: number;
  readonly bookedOn: string;
  readonly amount: string;
  readonly balance: string | null;
  readonly counterparty: string;
  readonly memo: string;
  readonly reference: string;
}

/** As the server answers; a file that it cannot read at all has a kind and a problem only. */
export interface StatementPreview {
  readonly kind: string;
  readonly encoding?: string | null;
  readonly header?: { readonly line: number; readonly columns: readonly string[] } | null;
  readonly mapping?: Mapping | null;
  /** Of what is saved for its layout; 0 for nothing. */
  readonly version?: number;
  readonly statement?: {
    readonly from: string;
    readonly to: string;
    readonly opening: string;
    readonly closing: string;
  } | null;
  readonly rows?: readonly PreviewRow[];
  readonly rowCount?: number;
  readonly problems?: readonly SaidProblem[];
  readonly problem: SaidProblem | null;
}

const texts = textsOf({
  proved: (opening: string, count: number, sum: string, closing: string) => [
    `期初余额 ${opening} + ${count} 笔流水合计 ${sum} = 期末余额 ${closing}，相符`,
    `Opening ${opening} + ${many(count, 'line')} ${sum} = closing ${closing}: it agrees`,
  ],
  days: (from: string, to: string) => [`${from} 至 ${to}`, `${from} to ${to}`],
  notContinued: (last: string) => [
    `期初余额与上期期末余额 ${last} 不同：可能缺少一份对账单，或文件与已导入的部分重叠。`,
    `It does not open with ${last}, with which the last statement closed: one may be missing, or they overlap.`,
  ],
  read: (kind: string, encoding: string, line: number) => [
    `${`${kind} ${encoding}`.trim()}，第 ${line} 行为表头`,
    `${`${kind} ${encoding}`.trim()}, header in row ${line}`,
  ],
  rows: ['前几笔流水', 'The first lines'],
  row: ['行', 'Row'],
  day: ['日期', 'Date'],
  amount: ['金额', 'Amount'],
  balance: ['余额', 'Balance'],
  party: ['对方户名', 'Counterparty'],
  memo: ['摘要', 'Memo'],
  reference: ['流水号', 'Serial'],
  problem: (row: number, column: string, said: string) => [
    `第 ${row} 行${column ? `“${column}”` : ''}：${said}`,
    `Row ${row}${column ? `, ${column}` : ''}: ${said}`,
  ],
  unreadable: [
    '下列各行无法读取，更正后再导入；整份文件要么全部导入，要么都不导入。',
    'These rows cannot be read. A file is taken whole or not at all: correct it first.',
  ],
});

interface PreviewProps {
  readonly preview: StatementPreview;
  readonly lastClosing: string | null;
}

export function PreviewOf({ preview, lastClosing }: PreviewProps) {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const { statement, problem, problems = [], rows = [], rowCount = 0, header, kind, encoding } = preview;
  return (
    <>
      {statement && (
        <Notice
          type="success"
          title={
            <span data-proved>
              {t.proved(
                moneyText(statement.opening),
                rowCount,
                moneyText(difference(statement.closing, statement.opening)),
                moneyText(statement.closing),
              )}
            </span>
          }
          description={[
            t.days(statement.from, statement.to),
            header ? t.read(kind, encoding?.toUpperCase() ?? '', header.line) : kind,
          ].join(' · ')}
        />
      )}
      {statement && lastClosing !== null && lastClosing !== statement.opening && (
        <Notice type="warning" title={t.notContinued(moneyText(lastClosing))} />
      )}
      {problem && <Notice type="error" title={problemText(problem, language)} data-refusal={problem.code} />}
      {problems.length > 0 && (
        <Notice
          type="error"
          title={t.unreadable}
          description={
            <ul style={{ margin: 0, paddingLeft: 18 }}>
              {problems.map((each) => (
                <li key={`${each.line} ${each.column} ${each.code}`}>
                  {t.problem(each.line ?? 0, each.column ?? '', problemText(each, language))}
                </li>
              ))}
            </ul>
          }
        />
      )}
      {rows.length > 0 && (
        <PlainTable<PreviewRow>
          label={t.rows}
          rows={rows}
          rowKey={({ line }) => line}
          columns={[
            { title: t.row, field: 'line' },
            { title: t.day, field: 'bookedOn' },
            { title: t.amount, align: 'right', cell: ({ amount }) => <Money of={amount} sign /> },
            { title: t.balance, align: 'right', cell: ({ balance }) => <Money of={balance} /> },
            { title: t.party, field: 'counterparty' },
            { title: t.memo, field: 'memo' },
            { title: t.reference, field: 'reference' },
          ]}
        />
      )}
    </>
  );
}
