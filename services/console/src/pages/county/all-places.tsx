/** All communities with their compounds, page by page: for whoever does not know what theirs is called here. */
import { useQuery } from '@apollo/client/react';
import { Link } from 'react-router';
import { Answer } from '../../kit/answer.tsx';
import { useListPage } from '../../kit/list-page.ts';
import { Pager } from '../../kit/pager.tsx';
import { textsOf, useTexts } from '../../language/text.ts';
import { PlacesDocument } from './places.generated.ts';

const AT_ONCE = 10;

const texts = textsOf({
  label: ['全部社区和小区', 'All communities and compounds'],
  of: ['：', ': '],
});

export function AllPlaces() {
  const t = useTexts(texts);
  const page = useListPage('places', AT_ONCE);
  const asked = useQuery(PlacesDocument, { fetchPolicy: 'cache-first' });
  return (
    <Answer to={asked}>
      {({ county }) => {
        const all = county?.communities ?? [];
        const { after, before } = page.variables;
        const from = after ? Number(after) : before ? Math.max(0, Number(before) - AT_ONCE) : 0;
        const to = Math.min(from + AT_ONCE, all.length);
        const info = {
          hasPreviousPage: from > 0,
          hasNextPage: to < all.length,
          startCursor: String(from),
          endCursor: String(to),
        };
        return (
          <>
            <ul aria-label={t.label}>
              {all.slice(from, to).map(({ code, name, compounds }) => (
                <li key={code}>
                  <Link to={`/communities/${code}`}>{name}</Link>
                  {t.of}
                  {compounds?.map((compound) => (
                    <span key={compound.code}>
                      <Link to={`/compounds/${compound.code}`}>{compound.name}</Link>{' '}
                    </span>
                  ))}
                </li>
              ))}
            </ul>
            <Pager of={info} page={page} />
          </>
        );
      }}
    </Answer>
  );
}
