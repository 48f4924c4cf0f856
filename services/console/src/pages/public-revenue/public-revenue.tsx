/** A compound's public revenue as anybody may see it: on a phone, and on paper for the notice board. */
import { useQuery } from '@apollo/client/react';
import { Button, Empty, Flex, Result, Select, Statistic } from 'antd';
import { useParams } from 'react-router';
import { Answer } from '../../kit/answer.tsx';
import { useChoice } from '../../kit/list-page.ts';
import { Money } from '../../kit/money.tsx';
import { PageHead } from '../../kit/page-head.tsx';
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
    <Answer to={asked}>
      {({ compound }) =>
        compound ? <Compound compound={compound} /> : <Result status="404" title={<h1>{t.missing}</h1>} />
      }
    </Answer>
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
      <PageHead
        title={t.title(compound.name)}
        about={t.about}
        actions={
          <Button className="not-printed" onClick={() => window.print()} disabled={!last}>
            {t.print}
          </Button>
        }
      />
      {last === null ? (
        <Empty description={t.none} />
      ) : (
        <>
          <Flex wrap gap={24} align="end" className="public-revenue-now">
            <Statistic title={t.balance} valueRender={() => <Money of={balance} />} />
            <span className="not-printed">
              {t.month}{' '}
              <Select
                value={other?.period ?? last.period}
                onChange={(period) => choose(period === last.period ? null : period)}
                options={periods.map((period) => ({ value: period, label: period }))}
                style={{ width: 120 }}
                aria-label={t.month}
              />
            </span>
          </Flex>
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
