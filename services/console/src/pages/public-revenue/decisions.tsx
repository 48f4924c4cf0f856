/** What was decided on objections to what is published: for everybody, without who objected. */
import type { ListPage } from '../../kit/list-page.ts';
import { Pager } from '../../kit/pager.tsx';
import { When } from '../../kit/when.tsx';
import { say, useLanguage, useTexts } from '../../language/text.ts';
import { Part } from './part.tsx';
import type { PublishedMonthFragment } from './public-revenue.generated.ts';
import { objectionStates, texts } from './texts.ts';

interface DecisionsProps {
  readonly notice: NonNullable<PublishedMonthFragment['notice']>;
  readonly page: ListPage;
}

export function Decisions({ notice, page }: DecisionsProps) {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const { totalCount, pageInfo, edges } = notice.objectionDecisions;
  return (
    <Part title={t.decisions(totalCount)}>
      {notice.openObjections > 0 && <p>{t.objectionsOpen(notice.openObjections)}</p>}
      {totalCount === 0 && notice.openObjections === 0 && <p>{t.noObjections}</p>}
      {edges.map(({ cursor, node: { filedOn, state, decision, decidedAt } }) => (
        <section key={cursor} className="public-revenue-decision">
          <strong className="public-revenue-tag">{say(objectionStates[state], language)}</strong>{' '}
          <small>
            {t.filedOn(filedOn)} · {t.decidedAt} <When at={decidedAt} />
          </small>
          <p>{decision}</p>
        </section>
      ))}
      <Pager of={pageInfo} page={page} />
    </Part>
  );
}
