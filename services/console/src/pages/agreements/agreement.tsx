/** An agreement: who is in it, its terms version by version, and its months. */
import { useQuery } from '@apollo/client/react';
import { Card, Descriptions, Empty, Flex } from 'antd';
import { Link, useParams } from 'react-router';
import { allows } from '../../kit/allows.ts';
import { Answer } from '../../kit/answer.tsx';
import { CommandButton } from '../../kit/command-button.tsx';
import { PageHead } from '../../kit/page-head.tsx';
import { Status } from '../../kit/status.tsx';
import { When } from '../../kit/when.tsx';
import { textsOf, useTexts } from '../../language/text.ts';
import { isOwn, useViewer } from '../../session/viewer.tsx';
import {
  ActivateAgreementDocument,
  FinanceAgreementDocument,
  type FinanceAgreementQuery,
} from './agreements.generated.ts';
import { AmendTerms } from './amend-terms.tsx';
import { EndAgreement } from './end-agreement.tsx';
import { Months } from './months.tsx';
import { TermsVersions } from './terms-versions.tsx';
import { agreementLooks, agreementStates, businesses } from './words.ts';

const texts = textsOf({
  missing: ['没有这份协议，或您无权查看。', 'There is no such agreement that you may see.'],
  list: ['全部协议', 'All agreements'],
  whatIf: ['试算', 'What if'],
  state: ['状态', 'State'],
  operator: ['运营企业', 'Operator'],
  enterprise: (name: string, uscc: string) => [`${name}（统一社会信用代码 ${uscc}）`, `${name}, credit code ${uscc}`],
  community: ['所属社区', 'Community'],
  business: ['经营业态', 'Line of business'],
  commonParts: ['共有部分', 'Common parts'],
  uses: (title: string) => [`使用，依据“${title}”`, `Used, by the vote “${title}”`],
  usesNone: ['不使用', 'Not used'],
  term: ['协议期', 'Term'],
  from: (month: string, end: string | null) => [
    `自 ${month} 起${end ? `，至 ${end}` : ''}`,
    `From ${month}${end ? ` to ${end}` : ''}`,
  ],
  drafted: ['起草', 'Drafted'],
  activated: ['生效', 'Put into force'],
  terms: ['分成条款', 'Terms of the share'],
  months: ['近 24 个月', 'Its last 24 months'],
  activate: ['协议生效', 'Put it into force'],
  activating: [
    '生效后运营方可以上报明细，条款自起始期间起适用。',
    'Its operator can then post entries; the terms hold from their first month.',
  ],
  done: ['协议已生效', 'It is in force'],
  own: ['由您起草，须由另一人确认生效', 'You drafted it: another person puts it into force'],
});

export type ShownAgreement = NonNullable<FinanceAgreementQuery['agreement']>;

export default function Agreement() {
  const t = useTexts(texts);
  const { agreement = '' } = useParams();
  const answer = useQuery(FinanceAgreementDocument, { variables: { agreement } });
  return (
    <Answer to={answer}>
      {({ agreement: found }) =>
        found ? (
          <Shown of={found} />
        ) : (
          <>
            <PageHead title={agreement} actions={<Link to="/finance/agreements">{t.list}</Link>} />
            <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t.missing} />
          </>
        )
      }
    </Answer>
  );
}

function Shown({ of }: { readonly of: ShownAgreement }) {
  const t = useTexts(texts);
  const [states, businessNames] = [useTexts(agreementStates), useTexts(businesses)];
  const { code, name, state, version, operator, community, business, usesCommonParts, vote } = of;
  const viewer = useViewer();
  const may = (mutation: string) => allows(of.allowedTransitions, mutation);
  return (
    <Flex vertical gap={16}>
      <PageHead
        title={`${code} ${name}`}
        about={operator.name}
        actions={
          <>
            <Link to="/finance/agreements">{t.list}</Link>
            <Link to={`/finance/what-if?agreement=${code}`}>{t.whatIf}</Link>
            {may('activateAgreement') && (
              <CommandButton
                type="primary"
                document={ActivateAgreementDocument}
                variables={{ input: { agreement: code, version } }}
                confirm={t.activating}
                done={t.done}
              >
                {t.activate}
              </CommandButton>
            )}
            {state === 'DRAFT' && isOwn(viewer, of.createdBy) && <Status look="waiting">{t.own}</Status>}
            {may('endAgreement') && !of.endsOn && <EndAgreement agreement={code} version={version} />}
          </>
        }
      />
      <Descriptions
        bordered
        size="small"
        column={{ xs: 1, md: 2 }}
        items={[
          { key: 'state', label: t.state, children: <Status look={agreementLooks[state]}>{states[state]}</Status> },
          { key: 'term', label: t.term, children: t.from(of.startsIn, of.endsOn) },
          { key: 'operator', label: t.operator, children: t.enterprise(operator.name, operator.uscc) },
          { key: 'community', label: t.community, children: community?.name },
          { key: 'business', label: t.business, children: businessNames[business] },
          { key: 'parts', label: t.commonParts, children: usesCommonParts ? t.uses(vote?.title ?? '—') : t.usesNone },
          {
            key: 'drafted',
            label: t.drafted,
            children: (
              <>
                {of.createdBy?.name} <When at={of.createdAt} />
              </>
            ),
          },
          {
            key: 'activated',
            label: t.activated,
            children: (
              <>
                {of.activatedBy?.name} <When at={of.activatedAt} />
              </>
            ),
          },
        ]}
      />
      <Card size="small" title={t.terms} extra={<AmendTerms of={of} />}>
        <TermsVersions of={of} />
      </Card>
      <Card size="small" title={t.months}>
        <Months of={of} />
      </Card>
    </Flex>
  );
}
