/** The compounds of a community side by side; each leads to its own page. */
import { Card } from 'antd';
import { Link } from 'react-router';
import { flags } from '../../kit/flags.ts';
import { Count, Money } from '../../kit/money.tsx';
import { PlainTable } from '../../kit/plain-table.tsx';
import { revenueWords } from '../../kit/revenue-words.ts';
import { textsOf, useTexts } from '../../language/text.ts';
import type { Community } from './community.tsx';

const texts = textsOf({
  title: ['小区', 'Compounds'],
  name: ['小区', 'Compound'],
  households: ['户数', 'Households'],
  secretary: ['党支部书记', 'Branch secretary'],
  flag: ['旗帜', 'Flag'],
  company: ['物业服务企业', 'Property company'],
  open: ['未办结诉求', 'Open requests'],
  wishes: ['待认领微心愿', 'Wishes to claim'],
  /** Where the viewer sees one compound as it is today, and another one as it was published. */
  both: ['余额（元）', 'Balance, yuan'],
  vacant: ['空缺', 'Vacant'],
  empty: ['这个社区还没有小区。', 'This community has no compound yet.'],
});

type Row = NonNullable<Community['compounds']>[number];

export function Compounds({ of: compounds }: { readonly of: Community['compounds'] }) {
  const t = useTexts(texts);
  const flag = useTexts(flags);
  const called = useTexts(revenueWords);
  const [isOfToday = false, ...others] = new Set(compounds?.map(({ publicRevenue }) => publicRevenue.isOfToday));
  const isMixed = others.length > 0;
  const seesRequests = compounds?.some(({ requests }) => requests !== null) ?? false;
  return (
    <Card size="small" title={t.title} styles={{ body: { padding: 0 } }}>
      <PlainTable<Row>
        label={t.title}
        empty={t.empty}
        rowKey={({ code }) => code}
        rows={compounds ?? []}
        columns={[
          { title: t.name, cell: ({ code, name }) => <Link to={`/compounds/${code}`}>{name}</Link> },
          { title: t.households, align: 'right', cell: ({ households }) => <Count of={households} /> },
          { title: t.secretary, cell: ({ branch }) => branch?.secretary?.person?.name ?? t.vacant },
          { title: t.flag, cell: ({ branch }) => (branch?.flag ? flag[branch.flag] : '—') },
          { title: t.company, cell: ({ propertyCompany }) => propertyCompany?.name ?? '—' },
          ...(seesRequests
            ? [{ title: t.open, align: 'right' as const, cell: ({ requests }: Row) => requests?.totalCount ?? '—' }]
            : []),
          { title: t.wishes, align: 'right', cell: ({ wishes }) => wishes.totalCount ?? '—' },
          {
            title: isMixed ? t.both : called.balance(isOfToday),
            align: 'right',
            cell: ({ publicRevenue }) => (
              <>
                {isMixed && <small>{called.balance(publicRevenue.isOfToday)} </small>}
                <Money of={publicRevenue.balance} />
              </>
            ),
          },
        ]}
      />
    </Card>
  );
}
