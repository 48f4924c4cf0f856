/** A figure as it is counted, in its unit. */

import type { FigureUnit } from '../graph/types.ts';
import { textsOf, useTexts } from '../language/text.ts';
import { Count, countText, Money, moneyText } from './money.tsx';
import { percentText } from './percent.tsx';

const units = textsOf({
  COUNT: ['', ''],
  PERSONS: ['人', ''],
  PERSON_TIMES: ['人次', ''],
  CNY: ['元', 'yuan'],
  M2: ['平方米', 'm²'],
  BP: ['', ''],
}) satisfies Record<FigureUnit, unknown>;

export function FigureValue({ of, unit }: { readonly of: string | null; readonly unit: FigureUnit }) {
  const said = useTexts(units)[unit];
  if (of === null) return <>—</>;
  if (unit === 'BP') return <>{percentText(Number(of))}</>;
  const number = unit === 'CNY' || unit === 'M2' ? <Money of={of} /> : <Count of={of} />;
  return said ? (
    <>
      {number} <small>{said}</small>
    </>
  ) : (
    number
  );
}

/** The same for texts, where no style sheet reaches. */
export function useFigureText(): (value: string | null, unit: FigureUnit) => string {
  const t = useTexts(units);
  return (value, unit) => {
    if (value === null) return '—';
    if (unit === 'BP') return percentText(Number(value));
    return `${value.includes('.') ? moneyText(value) : countText(value)} ${t[unit]}`.trim();
  };
}
