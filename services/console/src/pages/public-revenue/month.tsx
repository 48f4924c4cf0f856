/** One published month: what came in, what was spent and on which decision, the lists in force, and how to check it all. */
import type { ReactNode } from 'react';
import type { ListPage } from '../../kit/list-page.ts';
import { Money } from '../../kit/money.tsx';
import '../../kit/plain-button.css';
import { isPublic, noticeStates } from '../../kit/notices/notice-states.ts';
import { PlainTable } from '../../kit/plain-table.tsx';
import { purposes } from '../../kit/purposes.ts';
import { shareWords } from '../../kit/share-words.ts';
import { say, useLanguage, useTexts } from '../../language/text.ts';
import { useViewer } from '../../session/viewer.tsx';
import { Decisions } from './decisions.tsx';
import { Lists } from './lists.tsx';
import { Objecting } from './objection.tsx';
import { Part } from './part.tsx';
import { Proofs } from './proofs.tsx';
import type { PublishedMonthFragment } from './public-revenue.generated.ts';
import { texts } from './texts.ts';

type Published = PublishedMonthFragment;

interface MonthProps {
  readonly of: Published;
  readonly compound: string;
  readonly decisions: ListPage;
}

export function Month({ of, compound, decisions }: MonthProps) {
  const t = useTexts(texts);
  const { notice } = of;
  return (
    <>
      <div className="public-revenue-row">
        <h2>{of.period}</h2>
        {of.publishedOn && <span>{t.published(of.publishedOn)}</span>}
        {notice && <NoticeState of={notice} />}
        {of.corrects?.publishedOn && (
          <strong className="public-revenue-tag">{t.corrects(of.corrects.publishedOn)}</strong>
        )}
      </div>
      <dl className="public-revenue-sums">
        <Sum name={t.opening} amount={of.openingBalance} />
        <Sum name={t.income} amount={null}>
          <Income of={of.income} />
        </Sum>
        <Sum name={t.expenditure} amount={null}>
          <Expenditure of={of.expenditure} />
        </Sum>
        <Sum name={t.closing} amount={of.closingBalance} />
        <Sum name={t.atBank} amount={of.availableAtBank} />
      </dl>
      {of.receivable.length > 0 && (
        <Part title={t.receivable}>
          {of.receivable.map(({ source, amount }) => (
            <Line key={source} name={source} amount={amount} />
          ))}
        </Part>
      )}
      <Shares of={of.shares} />
      <Late of={of.late} />
      <Lists of={of.ruleLists} />
      <Proofs of={of} />
      <div className="public-revenue-row not-printed">
        <span>{t.downloads}</span>
        {(['csv', 'xlsx', 'json'] as const).map((format) => (
          <a key={format} className="plain-button small" href={`/api/publications/${of.id}.${format}`} download>
            {format.toUpperCase()}
          </a>
        ))}
      </div>
      {notice && <Decisions notice={notice} page={decisions} />}
      {notice && <Objecting notice={notice} compound={compound} />}
    </>
  );
}

/** Its days may be over before anybody has closed it. */
function NoticeState({ of: { state, lastDay } }: { readonly of: NonNullable<Published['notice']> }) {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const { today } = useViewer();
  const isOver = lastDay !== null && lastDay < today && isPublic({ state });
  return (
    <>
      <span className="public-revenue-tag">{isOver ? t.daysOver(lastDay) : say(noticeStates[state], language)}</span>
      {lastDay && !isOver && <span>{t.openTo(lastDay)}</span>}
    </>
  );
}

function Sum({ name, amount, children }: { name: string; amount: string | null; children?: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children ?? <Money of={amount} />}</dd>
    </div>
  );
}

function Line({ name, about, amount }: { name: string; about?: ReactNode; amount: string }) {
  return (
    <div className="public-revenue-line">
      <span>
        {name}
        {about && <small>{about}</small>}
      </span>
      <Money of={amount} />
    </div>
  );
}

function Income({ of }: { readonly of: Published['income'] }) {
  const t = useTexts(texts);
  if (of.length === 0) return <>{t.nothingCame}</>;
  return of.map(({ source, operator, amount }) => <Line key={source} name={source} about={operator} amount={amount} />);
}

function Expenditure({ of }: { readonly of: Published['expenditure'] }) {
  const t = useTexts(texts);
  const { language } = useLanguage();
  if (of.length === 0) return <>{t.nothingSpent}</>;
  return of.map(({ purpose, amount, vote, voucherNumber }) => (
    <Line
      key={voucherNumber}
      name={say(purposes[purpose], language)}
      about={`${vote ? `${t.decision} ${vote.title}` : t.noDecision} · ${voucherNumber}`}
      amount={amount}
    />
  ));
}

function Shares({ of }: { readonly of: Published['shares'] }) {
  const t = useTexts({ ...shareWords, ...texts });
  if (of.length === 0) return null;
  const amount = (title: string, key: 'revenue' | 'cost' | 'base' | 'pool' | 'amount') => ({
    title,
    key,
    align: 'right' as const,
    cell: (row: Published['shares'][number]) => <Money of={row[key]} />,
  });
  return (
    <Part title={t.shares}>
      <PlainTable
        label={t.shares}
        rowKey={({ source }) => source}
        rows={of}
        columns={[
          { title: t.source, field: 'source' },
          amount(t.ours, 'amount'),
          amount(t.revenue, 'revenue'),
          amount(t.cost, 'cost'),
          amount(t.base, 'base'),
          { title: t.rate, align: 'right', cell: ({ rateBp }) => `${rateBp / 100}%` },
          amount(t.pool, 'pool'),
        ]}
      />
      <small>
        {t.weighed} {t.rounded}
      </small>
    </Part>
  );
}

function Late({ of }: { readonly of: Published['late'] }) {
  const t = useTexts(texts);
  if (of.length === 0) return null;
  return (
    <Part title={t.late}>
      {of.map(({ period, source, revenue, cost }) => (
        <div key={`${period} ${source}`} className="public-revenue-line">
          <span>
            {source} · {period}
          </span>
          <span>
            {t.revenue} <Money of={revenue} /> · {t.cost} <Money of={cost} />
          </span>
        </div>
      ))}
    </Part>
  );
}
