import { Button, Flex, Input, type InputRef, Select } from 'antd';
import { type ReactNode, type Ref, useEffect, useState } from 'react';
import { amountTyped } from '../../../kit/amount-typed.ts';
import { Day } from '../../../kit/day.tsx';
import { say, textsOf, useLanguage, useTexts } from '../../../language/text.ts';
import { lineStates, rules, suggestedRules } from '../words.ts';
import { type Filter, filterNames } from './filter.ts';

const texts = textsOf({
  search: ['摘要、户名、流水号、凭证号（/）', 'Memo, name, serial, voucher (/)'],
  party: ['对方户名', 'Counterparty'],
  from: ['起始日期', 'Date from'],
  to: ['截止日期', 'Date to'],
  min: ['金额从（元）', 'Min, yuan'],
  max: ['金额到（元）', 'Max, yuan'],
  state: ['流水状态', 'State of lines'],
  all: ['全部流水', 'All lines'],
  rule: ['建议规则', 'Suggested by'],
  anyRule: ['不限建议', 'Suggested or not'],
  clear: ['清除筛选', 'Clear filters'],
  notAnAmount: ['请输入金额，如 1234.50', 'An amount such as 1234.50'],
});

interface FiltersProps {
  readonly filter: Filter;
  readonly change: (changes: Partial<Filter>) => void;
  readonly searchRef: Ref<InputRef>;
  /** What else can be done with the lists. */
  readonly children: ReactNode;
}

export function Filters({ filter, change, searchRef, children }: FiltersProps) {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const isAny = filterNames.some((name) => filter[name] !== '');
  return (
    <Flex wrap gap={8} align="center" role="search" style={{ marginBottom: 12 }}>
      <Typed inputRef={searchRef} label={t.search} value={filter.text} width={270} set={(text) => change({ text })} />
      <Typed label={t.party} value={filter.party} width={150} set={(party) => change({ party })} />
      <Day label={t.from} value={filter.from} set={(from) => change({ from })} />
      <Day label={t.to} value={filter.to} set={(to) => change({ to })} />
      <Typed label={t.min} value={filter.min} width={130} set={(min) => change({ min })} wrong={t.notAnAmount} />
      <Typed label={t.max} value={filter.max} width={130} set={(max) => change({ max })} wrong={t.notAnAmount} />
      <Select
        aria-label={t.state}
        style={{ width: 120 }}
        value={filter.state || 'UNMATCHED'}
        onChange={(state) => change({ state: state === 'UNMATCHED' ? '' : state })}
        options={[
          { value: 'UNMATCHED', label: say(lineStates.UNMATCHED, language) },
          { value: 'MATCHED', label: say(lineStates.MATCHED, language) },
          { value: 'ALL', label: t.all },
        ]}
      />
      <Select
        aria-label={t.rule}
        style={{ width: 190 }}
        value={filter.rule}
        onChange={(rule) => change({ rule })}
        options={[
          { value: '', label: t.anyRule },
          ...suggestedRules.map((rule) => ({ value: rule, label: say(rules[rule] ?? [rule, rule], language) })),
        ]}
      />
      {isAny && (
        <Button onClick={() => change(Object.fromEntries(filterNames.map((name) => [name, ''])))}>{t.clear}</Button>
      )}
      {children}
    </Flex>
  );
}

interface TypedProps {
  readonly label: string;
  readonly value: string;
  readonly width: number;
  readonly set: (value: string) => void;
  readonly inputRef?: Ref<InputRef>;
  /** Said where it has to be an amount and is none. */
  readonly wrong?: string;
}

/** Takes effect when it is left or Enter is pressed, so that nothing is looked for by half a word. */
function Typed({ label, value, width, set, inputRef, wrong }: TypedProps) {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  const isWrong = wrong !== undefined && typed !== '' && amountTyped(typed) === null;
  const take = () => {
    if (!isWrong && typed.trim() !== value) set(typed.trim());
  };
  return (
    <Input
      {...(inputRef ? { ref: inputRef } : {})}
      allowClear
      aria-label={label}
      placeholder={label}
      title={isWrong ? wrong : label}
      {...(isWrong ? { status: 'error' as const, 'aria-invalid': true } : {})}
      maxLength={100}
      style={{ width, maxWidth: '100%' }}
      value={typed}
      onChange={({ target, type }) => {
        setTyped(target.value);
        if (type === 'click' || target.value === '') set('');
      }}
      onPressEnter={take}
      onBlur={take}
    />
  );
}
