/** What a line of the trail says that was changed, and why: as rows, not as JSON. */
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

export function Changed({ of: { before, after, reason } }: { readonly of: AuditRowFragment }) {
  const t = useTexts(texts);
  return (
    <>
      {reason && <p>{t.reason(reason)}</p>}
      <PlainTable<Change>
        label={t.label}
        rows={changesOf(before ?? null, after ?? null)}
        rowKey={({ field }) => field}
        empty={t.nothing}
        columns={[
          { title: t.field, cell: ({ field }) => <code>{field || '—'}</code> },
          { title: t.before, cell: (change) => <Value of={change.before} /> },
          { title: t.after, cell: (change) => <Value of={change.after} /> },
        ]}
      />
    </>
  );
}

function Value({ of }: { readonly of: unknown }) {
  if (of === null || of === undefined) return '—';
  return <span style={{ overflowWrap: 'anywhere' }}>{typeof of === 'string' ? of : JSON.stringify(of)}</span>;
}
