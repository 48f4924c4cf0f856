/** One figure, opened: as it is counted and as it is published, how it grew, and the rows it is counted from. */
import { useQuery } from '@apollo/client/react';
import { Descriptions, Drawer, Typography } from 'antd';
import { lazy, Suspense } from 'react';
import { Answer } from '../../kit/answer.tsx';
import { FigureValue } from '../../kit/figure-value.tsx';
import { useListPage } from '../../kit/list-page.ts';
import { ListTable } from '../../kit/list-table.tsx';
import { Notice } from '../../kit/notice.tsx';
import { Waiting } from '../../kit/waiting.tsx';
import { When } from '../../kit/when.tsx';
import { textsOf, useTexts } from '../../language/text.ts';
import type { CountyFigureFragment } from './county.generated.ts';
import { FigureRowsDocument } from './figure-rows.generated.ts';
import { figuresOf } from './figures-of.ts';
import { mechanisms } from './mechanisms.ts';
import { PlaceName } from './place-name.tsx';
import { useRowType } from './row-types.ts';

const FigureTrend = lazy(() => import('./figure-trend.tsx'));

const texts = textsOf({
  counted: ['当前数值', 'Counted now'],
  published: ['公布数', 'As published'],
  mechanism: ['所属机制', 'Mechanism'],
  rowsOf: (type: string) => [`明细：${type}`, `Rows: ${type}`],
  name: ['名称', 'Name'],
  place: ['地点', 'Place'],
  on: ['计入日期', 'Counts from'],
  amount: ['数值', 'Amount'],
  noRows: ['没有明细：此处暂无计入的记录。', 'There is nothing that counts here yet.'],
  computed: ['由多项记录计算得出，没有逐条明细。', 'Worked out of many records: it has no rows of its own.'],
});

export default function FigureDrawer({ figure, close }: { readonly figure: CountyFigureFragment; close(): void }) {
  const t = useTexts(texts);
  const said = useTexts(mechanisms);
  const { key, name, value, unit, published, mechanism } = figure;
  return (
    <Drawer open title={name} size={720} onClose={close}>
      <Descriptions
        size="small"
        column={{ xs: 1, sm: 3 }}
        items={[
          {
            key: 'counted',
            label: t.counted,
            children: (
              <span>
                <FigureValue of={value} unit={unit} />
              </span>
            ),
          },
          { key: 'published', label: t.published, children: published?.text ?? '—' },
          { key: 'mechanism', label: t.mechanism, children: said[mechanism] },
        ]}
      />
      <Suspense fallback={<Waiting rows={3} />}>
        <FigureTrend of={key} />
      </Suspense>
      <Rows figure={figure} />
    </Drawer>
  );
}

function Rows({ figure }: { readonly figure: CountyFigureFragment }) {
  const t = useTexts(texts);
  const typeName = useRowType();
  const page = useListPage('rows');
  const asked = useQuery(FigureRowsDocument, {
    fetchPolicy: 'no-cache',
    variables: { keys: [figure.key], ...page.variables },
  });
  return (
    <Answer to={asked.data || !asked.previousData ? asked : { ...asked, data: asked.previousData }}>
      {({ county }) => {
        const { rows = null, about = null } = figuresOf(county).find(({ key }) => key === figure.key) ?? {};
        if (rows === null) return <Notice type="info" title={about ?? t.computed} description={about && t.computed} />;
        return (
          <>
            {about && <Typography.Paragraph>{about}</Typography.Paragraph>}
            <ListTable
              label={t.rowsOf(typeName(figure.counted))}
              of={rows}
              page={page}
              isLoading={asked.loading}
              empty={t.noRows}
              rowKey={({ id }) => id}
              columns={[
                {
                  title: typeName(figure.counted),
                  cell: ({ title, about }) => (
                    <>
                      {title ?? typeName(figure.counted)}
                      {about && (
                        <Typography.Text type="secondary" style={{ display: 'block' }}>
                          {about}
                        </Typography.Text>
                      )}
                    </>
                  ),
                },
                {
                  title: t.amount,
                  align: 'right',
                  cell: ({ amount }) => <FigureValue of={amount} unit={figure.unit} />,
                },
                { title: t.place, cell: ({ place }) => <PlaceName of={place} /> },
                { title: t.on, cell: ({ on }) => <When at={on} /> },
              ]}
            />
          </>
        );
      }}
    </Answer>
  );
}
