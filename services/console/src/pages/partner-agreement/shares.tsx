/** What a joint venture shares: the month to declare, and of every month what was declared, allocated, paid and arrived. */
import { useQuery } from '@apollo/client/react';
import { Flex } from 'antd';
import { Answer } from '../../kit/answer.tsx';
import { useChoice } from '../../kit/list-page.ts';
import { isMonth, monthBeside, monthOf } from '../../kit/months.ts';
import { useViewer } from '../../session/viewer.tsx';
import { AgreementFrame } from './agreement-frame.tsx';
import { DeclareShare } from './declare-share.tsx';
import { ShareMonths } from './share-months.tsx';
import { PartnerSharesDocument } from './shares.generated.ts';

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
              <ShareMonths of={of.periods?.edges.map(({ node }) => node) ?? []} choose={choose} />
            </Flex>
          )}
        </AgreementFrame>
      )}
    </Answer>
  );
}
