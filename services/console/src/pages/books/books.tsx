/** The two account books: balances, ledgers, vouchers, months that are sealed, balances that are asserted from outside. */
import { Radio, Segmented } from 'antd';
import { PageHead } from '../../kit/page-head.tsx';
import { say, type Text, textsOf, useLanguage, useTexts } from '../../language/text.ts';
import { type BookCode, useLooked, type View, views } from './address.ts';
import { Assertions } from './assertions.tsx';
import { Balances } from './balances.tsx';
import './books.css';
import { Ledger } from './ledger.tsx';
import { Months } from './months.tsx';
import { Voucher } from './voucher.tsx';
import { Vouchers } from './vouchers.tsx';

const texts = textsOf({
  title: ['账簿', 'Account books'],
  about: [
    '复式记账，只增不改；每个数都能追到凭证和来源。金额单位：元。',
    'Double entry, never changed: every figure leads to its vouchers and what they were posted for. Amounts in yuan.',
  ],
  book: ['账簿', 'Book'],
  views: ['账表', 'Views'],
});

const books: Record<BookCode, Text> = {
  economy: ['社区经济账簿', "The economy's book"],
  owners: ['业主共有资金账簿', "The owners' book"],
};

const viewNames: Record<View, Text> = {
  balances: ['科目余额表', 'Balances'],
  ledger: ['总账与明细账', 'Ledgers'],
  vouchers: ['记账凭证', 'Vouchers'],
  months: ['封账与结转', 'Sealing'],
  assertions: ['余额核对', 'Asserted balances'],
};

const contents: Record<View, () => React.ReactNode> = {
  balances: Balances,
  ledger: Ledger,
  vouchers: Vouchers,
  months: Months,
  assertions: Assertions,
};

export default function Books() {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const [{ book, view, voucher, period, through }, look] = useLooked();
  const Content = contents[view];
  return (
    <div className="books">
      <PageHead
        title={t.title}
        about={t.about}
        actions={
          <Segmented<BookCode>
            aria-label={t.book}
            value={book}
            options={(['economy', 'owners'] as const).map((value) => ({ value, label: say(books[value], language) }))}
            onChange={(value) => look({ book: value, owner: null, account: null, source: null, voucher: null })}
          />
        }
      />
      <Radio.Group
        className="books-views"
        aria-label={t.views}
        optionType="button"
        value={view}
        options={views.map((value) => ({ value, label: say(viewNames[value], language) }))}
        onChange={({ target }) => look({ view: target.value as View })}
      />
      <p className="books-on-paper">
        {say(books[book], language)} · {say(viewNames[view], language)} · {period}—{through}
      </p>
      <Content key={book} />
      {voucher !== null && <Voucher seq={voucher} />}
    </div>
  );
}
