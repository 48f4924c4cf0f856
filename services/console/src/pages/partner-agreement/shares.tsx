/** What a joint venture shares: the month to declare, and of every month what was declared, allocated, paid and arrived. */
import { useQuery } from '@apollo/client/react';
import { Flex } from 'antd';
import { Answer } from '../../kit/answer.tsx';
import { useChoice } from '../../kit/list-page.ts';
import { moneyText, signOf } from '../../kit/money.tsx';
import { isMonth, monthBeside, monthOf } from '../../kit/months.ts';
import { Notice } from '../../kit/notice.tsx';
import { textsOf, useTexts } from '../../language/text.ts';
import { useViewer } from '../../session/viewer.tsx';
import { AgreementFrame } from './agreement-frame.tsx';
import { DeclareShare } from './declare-share.tsx';
import { PayTo } from './pay-to.tsx';
import { ShareMonths } from './share-months.tsx';
import { PartnerSharesDocument } from './shares.generated.ts';

const texts = textsOf({
  advance: (amount: string) => [`已多付 ${amount} 元，作为预收保留`, `${amount} yuan were paid ahead`],
  kept: [
    '可抵扣以后期间的应分额，或由结算中心退还。',
    'They count towards a later month, or the settlement office pays them back.',
  ],
});

export function Shares({ agreement }: { readonly agreement: string }) {
  const { today } = useViewer();
  const [chosen, choose] = useChoice('month', null);
  const month = isMonth(chosen) ? chosen : monthBeside(monthOf(today), -1);
  const asked = useQuery(PartnerSharesDocument, { variables: { agreement, month } });
  return (
    <Answer to={{ ...asked, data: asked.data ?? asked.previousData }}>
      {({ agreement: of }) => (
        <AgreementFrame part="shares" of={of}>
          {of && (
            <Flex vertical gap={16}>
              <DeclareShare key={month} agreement={agreement} month={month} choose={choose} of={of} />
              {of.payTo && <PayTo of={of.payTo} agreement={agreement} />}
              <Advance of={of.operator.advance ?? '0.00'} />
              <ShareMonths of={of.periods?.edges.map(({ node }) => node) ?? []} choose={choose} />
            </Flex>
          )}
        </AgreementFrame>
      )}
    </Answer>
  );
}

function Advance({ of: amount }: { readonly of: string }) {
  const t = useTexts(texts);
  if (signOf(amount) <= 0) return null;
  return <Notice type="info" title={t.advance(moneyText(amount))} description={t.kept} />;
}
