/** What an agreement would share at another rate, with other costs, for others: tried on its own months, nothing stored. */
import { useQuery } from '@apollo/client/react';
import { Card, Col, Empty, Row, Select } from 'antd';
import { useSearchParams } from 'react-router';
import { Answer } from '../../kit/answer.tsx';
import { PageHead } from '../../kit/page-head.tsx';
import { textsOf, useTexts } from '../../language/text.ts';
import { Controls } from './controls.tsx';
import { Outcome } from './outcome.tsx';
import { monthsOf, trialIn } from './trial.ts';
import { WhatIfAgreementDocument } from './what-if.generated.ts';

const texts = textsOf({
  title: ['分成试算', 'What if'],
  about: [
    '用协议自己的月份试算别的比例、成本与受益小区；不保存任何内容。金额单位：元。',
    'Another rate, other costs or compounds, tried on the agreement’s own months. Nothing is stored. Amounts in yuan.',
  ],
  agreement: ['选择协议', 'Choose an agreement'],
  choose: ['请先选择一份协议。', 'Choose an agreement first.'],
  noMonths: [
    '这份协议还没有可试算的月份：它的明细上报后再来。',
    'It has no month to try yet: come back when entries are posted.',
  ],
  change: ['改变什么', 'What to change'],
});

export default function WhatIf() {
  const t = useTexts(texts);
  const [search, setSearch] = useSearchParams();
  const chosen = search.get('agreement');
  const trial = trialIn(search);
  const answer = useQuery(WhatIfAgreementDocument, {
    variables: { agreement: chosen ?? '', isChosen: chosen !== null },
  });
  return (
    <Answer to={{ ...answer, data: answer.data ?? answer.previousData }}>
      {({ agreements, agreement }) => (
        <>
          <PageHead
            title={t.title}
            about={t.about}
            actions={
              <Select
                aria-label={t.agreement}
                placeholder={t.agreement}
                style={{ width: 240 }}
                value={chosen}
                onChange={(code) => setSearch({ agreement: code })}
                showSearch={{ optionFilterProp: 'label' }}
                options={(agreements?.edges ?? []).map(({ node: { code, name } }) => ({
                  value: code,
                  label: `${code} ${name}`,
                }))}
              />
            }
          />
          {!agreement || monthsOf(agreement).length === 0 ? (
            <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={agreement ? t.noMonths : t.choose} />
          ) : (
            <Row gutter={[16, 16]}>
              <Col xs={24} lg={8}>
                <Card size="small" title={t.change}>
                  <Controls key={agreement.code} agreement={agreement} trial={trial} />
                </Card>
              </Col>
              <Col xs={24} lg={16}>
                <Outcome agreement={agreement} trial={trial} />
              </Col>
            </Row>
          )}
        </>
      )}
    </Answer>
  );
}
