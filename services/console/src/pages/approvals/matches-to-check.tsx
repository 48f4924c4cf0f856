/** Matches of all bank accounts that wait for a second person: each is looked at and approved where its account is. */
import { Link } from 'react-router';
import type { Connection, ListPage } from '../../kit/list-page.ts';
import { ListTable } from '../../kit/list-table.tsx';
import { whichOf } from '../../kit/matched.ts';
import { Money } from '../../kit/money.tsx';
import { When } from '../../kit/when.tsx';
import { textsOf, useTexts } from '../../language/text.ts';
import type { MatchToCheckFragment } from './approvals.generated.ts';

const texts = textsOf({
  account: ['账户', 'Account'],
  what: ['流水或账项', 'Lines or items'],
  difference: ['差额', 'Difference'],
  by: ['经办', 'Made by'],
  empty: ['没有待复核的核销。', 'No match waits.'],
});

interface MatchesToCheckProps {
  readonly label: string;
  readonly of: Connection<MatchToCheckFragment> | null;
  readonly page: ListPage;
}

export function MatchesToCheck({ label, of, page }: MatchesToCheckProps) {
  const t = useTexts(texts);
  return (
    <ListTable
      label={label}
      of={of}
      page={page}
      empty={t.empty}
      rowKey={({ id }) => id}
      columns={[
        {
          title: t.account,
          cell: ({ bankAccount: { code, name } }) => (
            <Link to={`/reconciliation/${code}?view=matches&matches=PROPOSED`}>{name}</Link>
          ),
        },
        { title: t.what, cell: whichOf },
        { title: t.difference, align: 'right', cell: ({ difference }) => <Money of={difference} /> },
        {
          title: t.by,
          cell: ({ madeBy, madeAt }) => (
            <>
              {madeBy?.name} <When at={madeAt} />
            </>
          ),
        },
      ]}
    />
  );
}
