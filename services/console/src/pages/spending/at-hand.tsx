/** What there is of a compound's public revenue, and what of it can be spent. */
import { Descriptions } from 'antd';
import { Money } from '../../kit/money.tsx';
import { revenueWords } from '../../kit/revenue-words.ts';
import { useTexts } from '../../language/text.ts';
import type { AtHandFragment } from './spending.generated.ts';

export function AtHand({ of: { isOfToday, balance, available } }: { readonly of: AtHandFragment }) {
  const called = useTexts(revenueWords);
  return (
    <Descriptions
      size="small"
      column={{ xs: 1, sm: 2 }}
      items={[
        { key: 'balance', label: called.balance(isOfToday), children: <Money of={balance} /> },
        { key: 'available', label: called.available(isOfToday), children: <Money of={available} /> },
      ]}
    />
  );
}
