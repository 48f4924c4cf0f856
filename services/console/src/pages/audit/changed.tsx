/** What a line of the trail says that was changed, and why: as rows, not as JSON. */
import { amountOf } from '../../kit/fen.ts';
import { moneyText } from '../../kit/money.tsx';
import { PlainTable } from '../../kit/plain-table.tsx';
import { textsOf, useTexts } from '../../language/text.ts';
import type { AuditRowFragment } from './audit.generated.ts';
import { type Change, changesOf } from './changes.ts';

const texts = textsOf({
  label: ['变更内容', 'What changed'],
  field: ['字段', 'Field'],
  before: ['变更前', 'Before'],
  after: ['变更后', 'After'],
  reason: (words: string) => [`理由：${words}`, `Reason: ${words}`],
  nothing: ['没有记录字段的变化。', 'No field is noted as changed.'],
});

/** Those that many a line has; the others are called as in the graph. */
const fields = textsOf({
  state: ['状态', 'State'],
  rows: ['明细行数', 'Rows'],
  posted: ['已入账', 'Posted'],
  duplicate: ['重复', 'Duplicates'],
  rejected: ['退回', 'Rejected'],
  upload: ['上传文件', 'File sent'],
  batch: ['批次', 'Batch'],
  code: ['编码', 'Code'],
  name: ['名称', 'Name'],
  title: ['标题', 'Title'],
  amount: ['金额', 'Amount'],
  pool: ['分成额', 'Pool'],
  allocation: ['分成分配', 'Allocation'],
  evidence: ['证明', 'Evidence'],
  isDisputed: ['有争议', 'Disputed'],
  assignee: ['经办人', 'Assigned to'],
  person: ['人员', 'Person'],
  compound: ['小区', 'Compound'],
  community: ['社区', 'Community'],
  enterprise: ['企业', 'Enterprise'],
  fileName: ['文件名', 'File name'],
  bytes: ['文件大小（字节）', 'Size in bytes'],
  endsOn: ['终止日期', 'Ends on'],
  version: ['版本', 'Version'],
});

export function Changed({ of: { before, after, reason } }: { readonly of: AuditRowFragment }) {
  const t = useTexts(texts);
  const words: Readonly<Record<string, string>> = useTexts(fields);
  return (
    <>
      {reason && <p>{t.reason(reason)}</p>}
      <PlainTable<Change>
        label={t.label}
        rows={changesOf(before ?? null, after ?? null)}
        rowKey={({ field }) => field}
        empty={t.nothing}
        columns={[
          { title: t.field, cell: ({ field }) => words[field] ?? <code>{field || '—'}</code> },
          { title: t.before, cell: ({ field, before: value }) => <Value of={inYuan(field, value)} /> },
          { title: t.after, cell: ({ field, after: value }) => <Value of={inYuan(field, value)} /> },
        ]}
      />
    </>
  );
}

/** Whole numbers of fen, as the books keep amounts, in yuan as everywhere else. */
function inYuan(field: string, value: unknown): unknown {
  const isMoney = /(?:^|\.)(?:amount|pool|declared|price|balance)$/.test(field);
  return isMoney && /^-?\d+$/.test(String(value)) ? moneyText(amountOf(BigInt(String(value)))) : value;
}

function Value({ of }: { readonly of: unknown }) {
  if (of === null || of === undefined) return '—';
  return <span style={{ overflowWrap: 'anywhere' }}>{typeof of === 'string' ? of : JSON.stringify(of)}</span>;
}
