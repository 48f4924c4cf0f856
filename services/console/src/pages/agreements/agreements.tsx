/** The agreements that the viewer may see. */
import { useQuery } from '@apollo/client/react';
import { Button, Select } from 'antd';
import { Link } from 'react-router';
import { Answer } from '../../kit/answer.tsx';
import { useChoice, useListPage } from '../../kit/list-page.ts';
import { ListTable } from '../../kit/list-table.tsx';
import { PageHead } from '../../kit/page-head.tsx';
import { percentText } from '../../kit/percent.tsx';
import type { Columns } from '../../kit/plain-table.tsx';
import { Status } from '../../kit/status.tsx';
import { When } from '../../kit/when.tsx';
import { textsOf, useTexts } from '../../language/text.ts';
import { hasRole } from '../../session/roles.ts';
import { useViewer } from '../../session/viewer.tsx';
import { FinanceAgreementsDocument, type FinanceAgreementsQuery } from './agreements.generated.ts';
import { agreementLooks, agreementStates, businesses } from './words.ts';

const texts = textsOf({
  title: ['合作协议', 'Agreements'],
  about: ['谁运营、谁受益、按什么比例。', 'Who operates, who benefits, at which rate.'],
  draft: ['起草协议', 'Draft an agreement'],
  all: ['全部状态', 'All states'],
  state: ['状态', 'State'],
  code: ['协议', 'Agreement'],
  operator: ['运营企业', 'Operator'],
  community: ['社区', 'Community'],
  business: ['业态', 'Business'],
  rate: ['分成比例', 'Rate'],
  since: ['起始期间', 'Since'],
  until: ['终止日期', 'Until'],
  empty: ['没有符合条件的协议。制单人可用“起草协议”新建。', 'None matches. A maker drafts one above.'],
});

type Row = NonNullable<FinanceAgreementsQuery['agreements']>['edges'][number]['node'];

const states = ['DRAFT', 'ACTIVE', 'ENDED'] as const;

export default function Agreements() {
  const t = useTexts(texts);
  const [stateNames, businessNames] = [useTexts(agreementStates), useTexts(businesses)];
  const { grants } = useViewer();
  const page = useListPage('agreements');
  const [state, choose] = useChoice('state', states);
  const answer = useQuery(FinanceAgreementsDocument, { variables: { ...page.variables, state } });
  const columns: Columns<Row> = [
    {
      title: t.code,
      cell: ({ code, name }) => (
        <Link to={`/finance/agreements/${code}`}>
          {code} {name}
        </Link>
      ),
    },
    { title: t.state, cell: (row) => <Status look={agreementLooks[row.state]}>{stateNames[row.state]}</Status> },
    { title: t.operator, cell: ({ operator }) => operator.name },
    { title: t.community, cell: ({ community }) => community?.name },
    { title: t.business, cell: ({ business }) => businessNames[business] },
    { title: t.rate, align: 'right', cell: ({ terms }) => rateOf(terms) },
    { title: t.since, field: 'startsIn' },
    { title: t.until, cell: ({ endsOn }) => <When at={endsOn} /> },
  ];
  return (
    <>
      <PageHead
        title={t.title}
        about={t.about}
        actions={
          <>
            <Select
              aria-label={t.state}
              style={{ width: 128 }}
              value={state ?? ''}
              onChange={(chosen) => choose((chosen || null) as typeof state)}
              options={[{ value: '', label: t.all }, ...states.map((value) => ({ value, label: stateNames[value] }))]}
            />
            {hasRole(grants, 'FINANCE_MAKER') && (
              <Link to="/finance/agreements/new">
                <Button type="primary" tabIndex={-1}>
                  {t.draft}
                </Button>
              </Link>
            )}
          </>
        }
      />
      <Answer to={{ ...answer, data: answer.data ?? answer.previousData }}>
        {({ agreements }) => (
          <ListTable
            label={t.title}
            of={agreements}
            page={page}
            columns={columns}
            rowKey={({ id }) => id}
            empty={t.empty}
          />
        )}
      </Answer>
    </>
  );
}

/** Of the last version in force, else of the draft. */
function rateOf(terms: Row['terms']): string {
  const last = terms.findLast(({ state }) => state === 'IN_FORCE') ?? terms.at(-1);
  return last ? percentText(last.rateBp) : '—';
}
