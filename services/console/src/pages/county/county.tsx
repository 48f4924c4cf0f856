/** The programme at a glance: what the county publishes, by its four mechanisms. */
import { useQuery } from '@apollo/client/react';
import { Card, Statistic } from 'antd';
import { Answer } from '../../kit/answer.tsx';
import { PageHead } from '../../kit/page-head.tsx';
import { textsOf, useTexts } from '../../language/text.ts';
import { CountyDocument, type CountyQuery } from './county.generated.ts';

const texts = textsOf({
  SYSTEMATIC_PLANNING: ['系统谋划', 'Systematic planning'],
  JOINT_BUILDING: ['共建共享', 'Joint building and sharing'],
  KEY_BREAKTHROUGHS: ['重点攻坚', 'Key breakthroughs'],
  ACTIVATED_FACTORS: ['激活要素', 'Activated factors'],
  about: ['每个数字都由可查看的明细逐条得出', 'Every figure is counted from rows that can be looked at'],
});

const mechanisms = ['SYSTEMATIC_PLANNING', 'JOINT_BUILDING', 'KEY_BREAKTHROUGHS', 'ACTIVATED_FACTORS'] as const;

export default function County() {
  const t = useTexts(texts);
  const asked = useQuery(CountyDocument, { variables: { county: '371322' } });
  return (
    <Answer to={asked}>
      {({ county }) => (
        <>
          <PageHead title={county?.name ?? ''} about={t.about} />
          {mechanisms.map((mechanism) => (
            <Card key={mechanism} title={t[mechanism]} size="small" style={{ marginBottom: 12 }}>
              {figuresOf(county)
                .filter((figure) => figure.mechanism === mechanism)
                .map(({ key, value, counted }) => (
                  <Statistic
                    key={key}
                    title={counted}
                    value={value ?? '—'}
                    style={{ display: 'inline-block', width: 200 }}
                  />
                ))}
            </Card>
          ))}
        </>
      )}
    </Answer>
  );
}

function figuresOf(county: CountyQuery['county']) {
  const { organization, volunteers, property, economy } = county ?? {};
  return [organization, volunteers, property, economy].flatMap((part) => part?.figures ?? []);
}
