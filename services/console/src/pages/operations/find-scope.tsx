import { useQuery } from '@apollo/client/react';
import { AutoComplete } from 'antd';
import { FindScopeDocument } from './operations.generated.ts';

/** The code of a place, found by its name. */
export function FindScope({
  id,
  county,
  scope,
  choose,
}: {
  readonly id: string;
  readonly county: string;
  readonly scope: string;
  choose(scope: string): void;
}) {
  const isCode = /^[0-9A-Z]*$/.test(scope) && /\d/.test(scope);
  const { data, previousData } = useQuery(FindScopeDocument, {
    variables: { county, text: scope },
    skip: scope === '' || scope.length > 40 || isCode,
  });
  const found = isCode ? null : (data ?? previousData)?.search;
  const places = [...(found?.communities ?? []), ...(found?.compounds ?? [])];
  return (
    <AutoComplete
      id={id}
      value={scope}
      options={places.map(({ code, name }) => ({ value: code, label: `${name} ${code}` }))}
      onChange={(typed: string) => choose(typed.trim())}
    />
  );
}
