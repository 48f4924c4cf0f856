/** Which account is worked on, and what the bank and the book say it holds. */
import { Link } from 'react-router';
import { difference } from '../../kit/fen.ts';
import { Money } from '../../kit/money.tsx';
import { PageHead } from '../../kit/page-head.tsx';
import { textsOf, useTexts } from '../../language/text.ts';
import type { AccountHeadFragment } from './account-head.generated.ts';
import './reconciliation.css';

const texts = textsOf({
  bankBalance: ['银行余额（元）', 'Bank balance, in yuan'],
  bookBalance: ['账面余额（元）', 'Book balance, in yuan'],
  difference: ['相差（元）', 'Difference, in yuan'],
  back: ['全部账户', 'All accounts'],
  number: (end: string) => [`尾号 ${end}`, `number ending in ${end}`],
});

export function AccountHead({ of: account }: { readonly of: AccountHeadFragment }) {
  const t = useTexts(texts);
  const { code, name, bank, numberEnd, bankBalance, bookBalance } = account;
  const balances = [
    [t.bankBalance, bankBalance],
    [t.bookBalance, bookBalance],
    [t.difference, bankBalance === null ? null : difference(bankBalance, bookBalance)],
  ] as const;
  return (
    <PageHead
      title={name}
      about={
        <>
          {code} · {bank} · {t.number(numberEnd)} · <Link to="/reconciliation">{t.back}</Link>
        </>
      }
      actions={
        <dl className="sums">
          {balances.map(([label, amount]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>
                <Money of={amount} />
              </dd>
            </div>
          ))}
        </dl>
      }
    />
  );
}
