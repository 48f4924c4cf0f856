import { Button, Flex, Input, Select, Tag } from 'antd';
import type { ReactNode } from 'react';
import { Day } from '../../kit/day.tsx';
import { textsOf, useTexts } from '../../language/text.ts';
import type { AuditChoiceFragment } from './audit.generated.ts';
import { type Filter, filterNames } from './filter.ts';

const texts = textsOf({
  action: ['操作', 'Action'],
  anyAction: ['全部操作', 'Any action'],
  by: ['操作人编号', "Actor's id"],
  byHint: ['操作人编号（可点列表中的操作人）', "Actor's id (or click one in the list)"],
  from: ['起始日期', 'From'],
  to: ['截止日期', 'To'],
  clear: ['清除筛选', 'Clear filters'],
});

interface FiltersProps {
  readonly filter: Filter;
  readonly actions: readonly AuditChoiceFragment[];
  readonly change: (changes: Partial<Filter>) => void;
  /** What else can be done with the list. */
  readonly children: ReactNode;
}

export function Filters({ filter, actions, change, children }: FiltersProps) {
  const t = useTexts(texts);
  const { type, id } = filter;
  return (
    <Flex wrap gap={8} align="center" role="search" style={{ marginBottom: 12 }}>
      <Select
        showSearch={{ optionFilterProp: 'label' }}
        aria-label={t.action}
        style={{ width: 220 }}
        popupMatchSelectWidth={false}
        value={filter.action}
        onChange={(action) => change({ action })}
        options={[
          { value: '', label: t.anyAction },
          ...actions.map(({ action, inWords }) => ({ value: action, label: inWords })),
        ]}
      />
      <Input.Search
        key={filter.by}
        allowClear
        aria-label={t.by}
        placeholder={t.byHint}
        style={{ width: 300 }}
        defaultValue={filter.by}
        onSearch={(by) => change({ by: by.trim() })}
      />
      <Day label={t.from} value={filter.from} set={(from) => change({ from })} />
      <Day label={t.to} value={filter.to} set={(to) => change({ to })} />
      {type && (
        <Tag closable onClose={() => change({ type: '', id: '' })}>
          {type} {id}
        </Tag>
      )}
      {filterNames.some((name) => filter[name]) && (
        <Button onClick={() => change(Object.fromEntries(filterNames.map((name) => [name, ''])))}>{t.clear}</Button>
      )}
      {children}
    </Flex>
  );
}
