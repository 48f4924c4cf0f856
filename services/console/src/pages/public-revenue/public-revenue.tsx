/** A compound's public revenue as anybody may see it: on a phone, and on paper for the notice board. */
import { useQuery } from '@apollo/client/react';
import { Link, useParams } from 'react-router';
import { Answer } from '../../kit/answer.tsx';
import { type ListPage, useChoice, useListPage } from '../../kit/list-page.ts';
import { Money } from '../../kit/money.tsx';
import '../../kit/plain-button.css';
import { useTexts } from '../../language/text.ts';
import { scopesOf, useViewer } from '../../session/viewer.tsx';
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
  const { isSignedIn } = useViewer();
  const decisions = useListPage('decisions', 10);
  const { data, previousData, ...asked } = useQuery(PublicRevenueDocument, {
    variables: { code, isSignedIn, ...decisions.variables },
  });
  // Another page of the decisions leaves the rest standing.
  const same = previousData?.compound?.code === code ? previousData : undefined;
  return (
    <Answer to={{ ...asked, data: data ?? same }}>
      {({ compound }) => (compound ? <Compound compound={compound} decisions={decisions} /> : <h1>{t.missing}</h1>)}
    </Answer>
  );
}

type CompoundData = NonNullable<PublicRevenueQuery['compound']>;

function Compound({ compound, decisions }: { readonly compound: CompoundData; readonly decisions: ListPage }) {
  const t = useTexts(texts);
  const { isSignedIn, today } = useViewer();
  const { balance, latest, months } = compound.publicRevenue;
  const last = latest.edges[0]?.node ?? null;
  const periods = months.edges.map(({ node }) => node.period);
  const [chosen, choose] = useChoice('month', periods);
  const other = months.edges.find(({ node }) => node.period === chosen && node.id !== last?.id)?.node ?? null;
  const { data, previousData, ...asked } = useQuery(PublishedMonthByIdDocument, {
    variables: { id: other?.id ?? '', isSignedIn, ...decisions.variables },
    skip: !other,
  });
  const same = previousData?.publication?.id === other?.id ? previousData : undefined;
  return (
    <article className="public-revenue">
      <Way of={compound} />
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
              {t.balance(last.period)}
              <Money of={last.closingBalance} />
            </div>
            {balance !== last.closingBalance && (
              <div className="public-revenue-balance not-printed">
                {t.balanceNow(today)}
                <Money of={balance} />
              </div>
            )}
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
            <Answer to={{ ...asked, data: data ?? same }}>
              {({ publication }) =>
                publication && <Month of={publication} compound={compound.code} decisions={decisions} />
              }
            </Answer>
          ) : (
            <Month of={last} compound={compound.code} decisions={decisions} />
          )}
        </>
      )}
      <p className="only-printed">{t.onPaper(new URL(`/public/${compound.code}`, window.location.href).href)}</p>
      <Points of={compound.revenuePoints.edges.map(({ node }) => node)} />
    </article>
  );
}

/** Where it belongs: many come here by a code on a notice board, and by nothing else. */
function Way({ of: { code, name, community } }: { readonly of: CompoundData }) {
  const t = useTexts(texts);
  const isTheirs = scopesOf(useViewer(), 'OWNER', 'RESIDENT').includes(code);
  return (
    <nav className="public-revenue-way not-printed" aria-label={t.county}>
      <Link to="/county">{t.county}</Link> /{' '}
      {community && (
        <>
          <Link to={`/communities/${community.code}`}>{community.name}</Link> /{' '}
        </>
      )}
      <Link to={`/compounds/${code}`}>{name}</Link>
      {isTheirs && (
        <Link to="/mine" className="plain-button public-revenue-mine">
          {t.mine}
        </Link>
      )}
    </nav>
  );
}
