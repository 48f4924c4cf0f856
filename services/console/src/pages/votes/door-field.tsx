/** A dwelling of a compound by the number at its door, which is what a paper says; asked for as it is typed. */
import { useQuery } from '@apollo/client/react';
import { Select } from 'antd';
import { useState } from 'react';
import { textsOf, useTexts } from '../../language/text.ts';
import { DoorsOfDocument, type DoorsOfQuery } from './votes.generated.ts';

const texts = textsOf({
  hint: ['输入室号，如 501', 'Type the number, such as 501'],
  none: ['没有这个室号的住房。', 'No door has this number.'],
});

/** A dwelling, and who owned it when the roll was frozen or since; nobody: it is the developer's. */
export interface Door {
  readonly id: string;
  readonly name: string;
  readonly owners: readonly { readonly id: string; readonly name: string }[];
}

interface DoorFieldProps {
  readonly compound: string;
  /** The day on which the roll was frozen. */
  readonly since: string;
  readonly label: string;
  /** Given by the form. */
  readonly id?: string;
  readonly value?: Door;
  readonly onChange?: (door: Door) => void;
}

export function DoorField({ compound, since, label, id, value, onChange }: DoorFieldProps) {
  const t = useTexts(texts);
  const [typed, setTyped] = useState('');
  const { data, previousData, loading } = useQuery(DoorsOfDocument, {
    variables: { code: compound, no: typed },
    skip: typed === '',
  });
  const found = typed === '' ? [] : doorsIn(data ?? previousData, since);
  const doors = value && !found.some((each) => each.id === value.id) ? [value, ...found] : found;
  return (
    <Select
      {...(id ? { id } : {})}
      aria-label={label}
      loading={loading}
      placeholder={t.hint}
      notFoundContent={typed === '' ? t.hint : t.none}
      showSearch={{ filterOption: false, onSearch: (words) => setTyped(words.trim()) }}
      value={value?.id ?? null}
      options={doors.map((door) => ({ value: door.id, label: door.name }))}
      onChange={(chosen) => {
        const door = doors.find((each) => each.id === chosen);
        if (door) onChange?.(door);
      }}
    />
  );
}

function doorsIn(data: DoorsOfQuery | undefined, since: string): readonly Door[] {
  return (data?.compound?.dwellings?.edges ?? []).map(({ node: { id, no, unit, building, ownerships } }) => {
    const held =
      ownerships?.edges.flatMap(({ node }) => (node.until === null || node.until > since ? [node] : [])) ?? [];
    const owners = new Map(held.flatMap((each) => each.owners).flatMap((each) => (each ? [[each.id, each]] : [])));
    return { id, name: [building.no, unit, no].filter(Boolean).join('-'), owners: [...owners.values()] };
  });
}
