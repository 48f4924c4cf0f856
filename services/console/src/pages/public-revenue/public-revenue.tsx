/** A compound's public revenue as anybody may see it: on a phone, and on paper for the notice board. */
import { useQuery } from '@apollo/client/react';
import { useParams } from 'react-router';
import { Answer } from '../../kit/answer.tsx';
import { useChoice } from '../../kit/list-page.ts';
import { Money } from '../../kit/money.tsx';
import '../../kit/plain-button.css';
import { useTexts } from '../../language/text.ts';
import { Month } from './month.tsx';
import { Points } from './points.tsx';
import {
  PublicRevenueDocument,
  type PublicRevenueQuery,
  PublishedMonthByIdDocument,
} from './public-revenue.generated.ts';
import { texts } from './texts.ts';
import './public-revenue.css';

export default function PublicRevenue() {
  const t = useTexts(texts);
  const { code = '' } = useParams();
  const asked = useQuery(PublicRevenueDocument, { variables: { code } });
  return (
    <Answer to={asked}>{({ compound }) => (compound ? <Compound compound={compound} /> : <h1>{t.missing}</h1>)}</Answer>
  );
}

type CompoundData = NonNullable<PublicRevenueQuery['compound']>;

function Compound({ compound }: { readonly compound: CompoundData }) {
  const t = useTexts(texts);
  const { balance, latest, months } = compound.publicRevenue;
  const last = latest.edges[0]?.node ?? null;
  const periods = months.edges.map(({ node }) => node.period);
  const [chosen, choose] = useChoice('month', periods);
  const other = months.edges.find(({ node }) => node.period === chosen && node.id !== last?.id)?.node ?? null;
  const asked = useQuery(PublishedMonthByIdDocument, { variables: { id: other?.id ?? '' }, skip: !other });
  return (
    <article className="public-revenue">
      <header className="public-revenue-head">
        <div>
          <h1>{t.title(compound.name)}</h1>
          {t.about}
        </div>
        <button
          type="button"
          className="plain-button not-printed"
          onClick={() => window.print()}
          disabled={last === null}
        >
          {t.print}
        </button>
      </header>
      {last === null ? (
        <p>{t.none}</p>
      ) : (
        <>
          <div className="public-revenue-row">
            <div className="public-revenue-balance">
              {t.balance}
              <Money of={balance} />
            </div>
            <label className="not-printed">
              {t.month}{' '}
              <select
                value={other?.period ?? last.period}
                onChange={({ target }) => choose(target.value === last.period ? null : target.value)}
              >
                {periods.map((period) => (
                  <option key={period}>{period}</option>
                ))}
              </select>
            </label>
          </div>
          {other ? (
            <Answer to={asked}>
              {({ publication }) => publication && <Month of={publication} compound={compound.code} />}
            </Answer>
          ) : (
            <Month of={last} compound={compound.code} />
          )}
        </>
      )}
      <Points of={compound.revenuePoints.edges.map(({ node }) => node)} />
    </article>
  );
}
