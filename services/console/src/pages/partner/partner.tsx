/** Where a clerk of a partner enterprise begins: its joint ventures, and what each has to be done for. */
import { useQuery } from '@apollo/client/react';
import { Empty, Flex } from 'antd';
import { Answer } from '../../kit/answer.tsx';
import { PageHead } from '../../kit/page-head.tsx';
import { textsOf, useTexts } from '../../language/text.ts';
import { scopesOf, useViewer } from '../../session/viewer.tsx';
import { AgreementCard } from './agreement-card.tsx';
import { PartnerDocument } from './partner.generated.ts';

const texts = textsOf({
  about: ['各项目未结账月份', 'The open month of each joint venture'],
  none: [
    '还没有合作协议。签订后由结算中心建立，届时会出现在这里。',
    'No agreement yet: once signed, the settlement office enters it and it appears here.',
  ],
});

export default function Partner() {
  const t = useTexts(texts);
  const [enterprise = ''] = scopesOf(useViewer(), 'PARTNER');
  const asked = useQuery(PartnerDocument, { variables: { enterprise } });
  return (
    <Answer to={asked}>
      {({ enterprise: own }) => {
        const agreements = own?.agreements?.edges.map(({ node }) => node) ?? [];
        return (
          <>
            <PageHead title={own?.name ?? ''} about={t.about} />
            {agreements.length === 0 && <Empty description={t.none} />}
            <Flex vertical gap={16}>
              {agreements.map((agreement) => (
                <AgreementCard key={agreement.id} of={agreement} />
              ))}
            </Flex>
          </>
        );
      }}
    </Answer>
  );
}
