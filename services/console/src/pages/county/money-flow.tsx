/**
 * Where owners' money came from and where it went, of the months that are published: enterprises, the ventures they run,
 * the tenth of the profit that is the owners', their compounds, what these spent. The tables say the same in numbers.
 */
import { useQuery } from '@apollo/client/react';
import { Empty, Flex, Select } from 'antd';
import { Answer } from '../../kit/answer.tsx';
import { useChoice } from '../../kit/list-page.ts';
import { monthBeside, monthOf } from '../../kit/months.ts';
import { Notice } from '../../kit/notice.tsx';
import { textsOf, useTexts } from '../../language/text.ts';
import { useViewer } from '../../session/viewer.tsx';
import { MoneyFlowDocument } from './money-flow.generated.ts';
import { MoneyTables } from './money-tables.tsx';
import { Sankey } from './sankey.tsx';

const texts = textsOf({
  months: ['期间', 'Period'],
  year: (year: string) => [`${year}年全年`, `All of ${year}`],
  of: (count: number) => [
    `依据 ${count} 份已公示的小区月度公共收益公示汇总；未公示的月份不在其中。`,
    `Added up from ${count} monthly publications of compounds; months that are not published are not in it.`,
  ],
  none: [
    '所选期间没有已公示的公共收益。月度公示发布后会出现在这里，请选择其他期间。',
    'Nothing is published of this period. Months appear here once they are published: choose another period.',
  ],
});

export default function MoneyFlow() {
  const t = useTexts(texts);
  const { today } = useViewer();
  const choices = periodsUntil(today);
  const [chosen, choose] = useChoice('months', choices);
  const months = chosen ?? (choices[0] as string);
  const isYear = months.length === 4;
  const asked = useQuery(MoneyFlowDocument, {
    variables: isYear ? { from: `${months}-01`, to: `${months}-12` } : { from: months, to: months },
  });
  return (
    <>
      <Flex align="center" gap={8} style={{ marginBottom: 12 }}>
        <label htmlFor="flow-months">{t.months}</label>
        <Select
          id="flow-months"
          value={months}
          onChange={(period) => choose(period)}
          style={{ width: 180 }}
          options={choices.map((period) => ({
            value: period,
            label: period.length === 4 ? t.year(period) : period,
          }))}
        />
      </Flex>
      <Answer to={asked}>
        {({ county }) => {
          const money = county?.publishedMoney;
          if (!money || money.publications === 0) return <Empty description={t.none} />;
          return (
            <>
              <Notice type="info" title={t.of(money.publications)} style={{ marginBottom: 12 }} />
              <Sankey of={money} />
              <MoneyTables of={money} />
            </>
          );
        }}
      </Answer>
    </>
  );
}

/** The year that last month lies in, the years before it, and the last 24 months. */
function periodsUntil(today: string): readonly string[] {
  const months = Array.from({ length: 24 }, (_, at) => monthBeside(monthOf(today), -at - 1));
  return [...new Set(months.map((month) => month.slice(0, 4))), ...months];
}
