/** Which entries are shown: it stands in the address. */
import { Flex, Input, Select } from 'antd';
import { entryKinds } from '../../kit/entries/entry-table.tsx';
import { useChoice } from '../../kit/list-page.ts';
import { textsOf, useTexts } from '../../language/text.ts';

const texts = textsOf({
  kind: ['类型', 'Kind'],
  allKinds: ['全部类型', 'All kinds'],
  allMarks: ['不限标记', 'Any mark'],
  mark: ['标记', 'Marks'],
  late: ['跨期', 'Late'],
  disputed: ['有争议', 'Disputed'],
  ref: ['凭证号', 'Reference'],
});

const kinds = ['REVENUE', 'COST'] as const;
const marks = ['late', 'disputed'] as const;

export function useEntryFilter() {
  const [kind, chooseKind] = useChoice('kind', kinds);
  const [mark, chooseMark] = useChoice('mark', marks);
  const [ref, chooseRef] = useChoice('ref', null);
  const filter = {
    kind,
    late: mark === 'late' ? true : null,
    disputed: mark === 'disputed' ? true : null,
    externalRef: ref,
  };
  return [filter, { kind, mark, ref, chooseKind, chooseMark, chooseRef }] as const;
}

export function EntryFilters() {
  const t = useTexts(texts);
  const names = useTexts(entryKinds);
  const [, { kind, mark, ref, chooseKind, chooseMark, chooseRef }] = useEntryFilter();
  return (
    <Flex wrap gap={8} style={{ paddingBlock: 6 }}>
      <Select
        size="small"
        aria-label={t.kind}
        style={{ width: 112 }}
        value={kind ?? ''}
        onChange={(chosen) => chooseKind((chosen || null) as typeof kind)}
        options={[{ value: '', label: t.allKinds }, ...kinds.map((value) => ({ value, label: names[value] }))]}
      />
      <Select
        size="small"
        aria-label={t.mark}
        style={{ width: 112 }}
        value={mark ?? ''}
        onChange={(chosen) => chooseMark((chosen || null) as typeof mark)}
        options={[{ value: '', label: t.allMarks }, ...marks.map((value) => ({ value, label: t[value] }))]}
      />
      <Input.Search
        size="small"
        aria-label={t.ref}
        placeholder={t.ref}
        defaultValue={ref ?? ''}
        style={{ width: 180 }}
        allowClear
        onSearch={(words) => chooseRef(words.trim() || null)}
      />
    </Flex>
  );
}
