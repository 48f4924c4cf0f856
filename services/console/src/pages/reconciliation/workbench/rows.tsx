/** A row of each list: what it is, how much, and what speaks for it. */
import { Tag } from 'antd';
import { Money } from '../../../kit/money.tsx';
import { textsOf, useTexts } from '../../../language/text.ts';
import { itemKinds, rules, useWord } from '../words.ts';
import type { BankLineRowFragment, BookItemRowFragment } from './workbench.generated.ts';

const texts = textsOf({
  unnamed: ['（无对方户名）', '(no counterparty)'],
  of: ['原金额', 'of'],
  suggested: ['建议', 'Suggested'],
  matched: ['已核销', 'Matched'],
});

export function LineRow({ of: line }: { readonly of: BankLineRowFragment }) {
  const t = useTexts(texts);
  const word = useWord();
  const { bookedOn, counterparty, memo, reference, amount, open, state, suggestions } = line;
  const [best] = suggestions;
  return (
    <>
      <div className="listbox-what" title={[bookedOn, counterparty, memo, reference].join(' · ')}>
        <div>{counterparty || t.unnamed}</div>
        <div className="small">
          {bookedOn} {memo}
        </div>
      </div>
      <div className="listbox-amount">
        <Money of={state === 'MATCHED' ? amount : open} sign />
        <div className="small">
          {state === 'MATCHED' ? (
            t.matched
          ) : best ? (
            word(rules, best.rule)
          ) : open !== amount ? (
            <>
              {t.of} <Money of={amount} />
            </>
          ) : null}
        </div>
      </div>
    </>
  );
}

export function ItemRow({
  of: item,
  isSuggested,
}: {
  readonly of: BookItemRowFragment;
  readonly isSuggested: boolean;
}) {
  const t = useTexts(texts);
  const word = useWord();
  const { kind, on, memo, voucherNumber, agreement, period, compound, operator, free } = item;
  const who = operator?.name ?? compound?.name ?? word(itemKinds, kind);
  const about = [agreement, period, operator && compound ? compound.name : null, memo].filter((each) => each);
  return (
    <>
      <div className="listbox-what" title={[on, who, ...about, voucherNumber].join(' · ')}>
        <div>
          {isSuggested && <Tag color="gold">{t.suggested}</Tag>}
          {who}
        </div>
        <div className="small">
          {on} {about.join(' ')}
        </div>
      </div>
      <div className="listbox-amount">
        <Money of={free} sign />
        <div className="small">{voucherNumber}</div>
      </div>
    </>
  );
}
