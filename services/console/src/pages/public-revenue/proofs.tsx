/** How anybody checks what is published: the hashes, and a proof for each journal. */
import { Money } from '../../kit/money.tsx';
import { PlainTable } from '../../kit/plain-table.tsx';
import { say, useLanguage, useTexts } from '../../language/text.ts';
import { Part } from './part.tsx';
import type { PublishedMonthFragment } from './public-revenue.generated.ts';
import { journalKinds, texts } from './texts.ts';

export function Proofs({ of }: { readonly of: PublishedMonthFragment }) {
  const t = useTexts(texts);
  const { language } = useLanguage();
  return (
    <Part title={t.proofs}>
      <p className="not-printed">{t.proofsAbout}</p>
      <p className="hash">
        {t.hash} <code>{of.contentHash}</code>
      </p>
      <p className="hash">
        {t.root} <code>{of.merkleRoot}</code>
      </p>
      <PlainTable
        label={t.proofs}
        rowKey={({ seq }) => seq}
        rows={of.journals}
        columns={[
          { title: t.voucher, field: 'voucherNumber' },
          { title: '', cell: ({ occurredOn, kind }) => `${occurredOn} ${say(journalKinds[kind], language)}` },
          { title: t.amount, align: 'right', cell: ({ amount }) => <Money of={amount} /> },
          {
            title: '',
            className: 'not-printed',
            cell: ({ seq, voucherNumber }) => (
              <a
                href={`/api/owners-book/${of.period}/proofs/${seq}.json`}
                download={`${voucherNumber}.proof.json`}
                aria-label={`${t.proof} ${voucherNumber}`}
              >
                {t.proof}
              </a>
            ),
          },
        ]}
      />
    </Part>
  );
}
