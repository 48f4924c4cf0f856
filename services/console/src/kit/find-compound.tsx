/** A compound, chosen by a part of its name. */
import { useQuery } from '@apollo/client/react';
import { Select } from 'antd';
import { useState } from 'react';
import { textsOf, useTexts } from '../language/text.ts';
import { FindCompoundDocument } from './find-compound.generated.ts';

const texts = textsOf({
  hint: ['输入名称或拼音首字母', 'A part of the name, or initials'],
  nothing: ['没有名称相符的小区', 'No compound is called that'],
});

const LONGEST = 40;

interface FindCompoundProps {
  /** What the one that was chosen before is called. */
  readonly name: string | null;
  /** Left out where the form says what it is. */
  readonly label?: string;
  readonly canBeCleared?: boolean;
  /** These three may be given by a form: its code. */
  readonly id?: string;
  readonly value?: string | null;
  readonly onChange?: (code: string | null) => void;
}

export function FindCompound({ name, label, canBeCleared = false, value, onChange, ...field }: FindCompoundProps) {
  const t = useTexts(texts);
  const [typed, setTyped] = useState('');
  const text = typed.trim().slice(0, LONGEST);
  const { data, previousData, loading } = useQuery(FindCompoundDocument, { variables: { text }, skip: text === '' });
  const found = text === '' ? [] : ((data ?? previousData)?.search?.compounds ?? []);
  const options = found.map((each) => ({
    value: each.code,
    label: [each.name, each.community?.name].filter(Boolean).join(' · '),
  }));
  const isBeside = value && !found.some(({ code }) => code === value);
  return (
    <Select
      {...field}
      {...(label ? { 'aria-label': label } : {})}
      placeholder={label ?? t.hint}
      style={{ minWidth: 240, maxWidth: '100%' }}
      value={value ?? null}
      allowClear={canBeCleared}
      loading={loading}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      notFoundContent={text === '' ? t.hint : loading ? null : t.nothing}
      options={isBeside ? [{ value, label: name ?? value }, ...options] : options}
      onChange={(code: string | undefined) => onChange?.(code ?? null)}
    />
  );
}
