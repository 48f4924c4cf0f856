/** All figures, by the four mechanisms; each opens to its rows. */
import { useQuery } from '@apollo/client/react';
import { Typography } from 'antd';
import { lazy, Suspense } from 'react';
import type { Mechanism } from '../../graph/types.ts';
import { Answer } from '../../kit/answer.tsx';
import { FigureValue } from '../../kit/figure-value.tsx';
import { useChoice } from '../../kit/list-page.ts';
import { Waiting } from '../../kit/waiting.tsx';
import { textsOf, useTexts } from '../../language/text.ts';
import { CountyDocument, type CountyFigureFragment } from './county.generated.ts';
import { figuresOf } from './figures-of.ts';
import { mechanisms } from './mechanisms.ts';
import './figures.css';

const FigureDrawer = lazy(() => import('./figure-drawer.tsx'));

const texts = textsOf({
  published: (text: string) => [`公布 ${text}`, `published ${text}`],
  open: (name: string) => [`查看${name}的明细`, `Show the rows of ${name}`],
});

export function Figures() {
  return <Answer to={useQuery(CountyDocument)}>{({ county }) => <Mechanisms of={figuresOf(county)} />}</Answer>;
}

function Mechanisms({ of: figures }: { readonly of: readonly CountyFigureFragment[] }) {
  const t = useTexts(mechanisms);
  const [opened, open] = useChoice(
    'figure',
    figures.map(({ key }) => key),
  );
  const found = figures.find(({ key }) => key === opened);
  return (
    <>
      {(Object.keys(mechanisms) as Mechanism[]).map((mechanism) => (
        <section key={mechanism} aria-label={t[mechanism]} className="mechanism">
          <Typography.Title level={2} style={{ fontSize: 17, marginTop: 0 }}>
            {t[mechanism]}
          </Typography.Title>
          <ul className="figures">
            {figures
              .filter((figure) => figure.mechanism === mechanism)
              .map((figure) => (
                <li key={figure.key}>
                  <Tile figure={figure} open={() => open(figure.key)} />
                </li>
              ))}
          </ul>
        </section>
      ))}
      {found && (
        <Suspense fallback={<Waiting rows={2} />}>
          <FigureDrawer figure={found} close={() => open(null)} />
        </Suspense>
      )}
    </>
  );
}

function Tile({ figure, open }: { readonly figure: CountyFigureFragment; open(): void }) {
  const t = useTexts(texts);
  const { key, name, unit, value, published } = figure;
  return (
    <button type="button" className="figure" data-figure={key} title={t.open(name)} onClick={open}>
      <span className="figure-name">{name}</span>
      <span className="figure-value">
        <FigureValue of={value} unit={unit} />
      </span>
      {published && <span className="figure-published">{t.published(published.text)}</span>}
    </button>
  );
}
