/** How anybody checks what is published: the hashes, and a proof for each journal. */
import { Money } from '../../kit/money.tsx';
import { say, useLanguage, useTexts } from '../../language/text.ts';
import { CheckProof } from './check-proof.tsx';
import { Part } from './part.tsx';
import type { PublishedMonthFragment } from './public-revenue.generated.ts';
import { journalKinds, texts } from './texts.ts';

export function Proofs({ of }: { readonly of: PublishedMonthFragment }) {
  const t = useTexts(texts);
  const { language } = useLanguage();
  return (
    <Part title={t.proofs}>
      <p className="not-printed">{t.proofsAbout}</p>
      <details className="not-printed">
        <summary>{t.proofsOffline}</summary>
        <p>{t.proofsMeaning}</p>
        <p>
          {t.proofsProgram} <code>npm run verify-proof -- proof.json</code>
        </p>
      </details>
      <p className="hash">
        {t.hash} <code>{of.contentHash}</code>
      </p>
      <p className="hash">
        {t.root} <code>{of.merkleRoot}</code>
      </p>
      <small>{t.changesAbout}</small>
      <ul className="public-revenue-journals">
        {of.journals.map(({ seq, voucherNumber, occurredOn, kind, amount, atBank }) => (
          <li key={seq} className="public-revenue-line">
            <span>
              {say(journalKinds[kind], language)}
              <small>
                {occurredOn} · {voucherNumber}
              </small>
            </span>
            <span className="public-revenue-changes">
              <span>
                <small>{t.changed}</small> <Money of={amount} />
              </span>
              <span>
                <small>{t.atTheBank}</small> <Money of={atBank} />
              </span>
              <a
                className="not-printed"
                href={`/api/owners-book/${of.period}/proofs/${seq}.json`}
                download={`${voucherNumber}.proof.json`}
                aria-label={`${t.proof} ${voucherNumber}`}
              >
                {t.proof}
              </a>
            </span>
          </li>
        ))}
      </ul>
      <CheckProof of={of} />
    </Part>
  );
}
