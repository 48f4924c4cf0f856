/** Who receives what of a share, by which weight. */
import { textsOf, useTexts } from '../language/text.ts';
import { Count, Money } from './money.tsx';
import { PlainTable } from './plain-table.tsx';

const texts = textsOf({
  compound: ['受益小区', 'Compound'],
  weight: ['权重', 'Weight'],
  amount: ['分成金额（元）', 'Share, in yuan'],
  weighed: [
    '权重由协议约定（如各小区的户数或面积），分成按权重分配；到分的零头按累计额补齐。',
    'Weights are those of the agreement, such as households or floor area; odd fen are evened out over the months.',
  ],
});

export interface Share {
  readonly code: string;
  readonly name: string | null;
  readonly weight: number | null;
  readonly amount: string;
}

export function ShareTable({ label, shares }: { readonly label: string; readonly shares: readonly Share[] }) {
  const t = useTexts(texts);
  return (
    <>
      <PlainTable<Share>
        label={label}
        rows={shares}
        rowKey={({ code }) => code}
        columns={[
          { title: t.compound, cell: ({ name, code }) => name ?? code },
          { title: t.weight, align: 'right', cell: ({ weight }) => (weight === null ? '—' : <Count of={weight} />) },
          { title: t.amount, align: 'right', cell: ({ amount }) => <Money of={amount} /> },
        ]}
      />
      {shares.some(({ weight }) => weight !== null) && <small>{t.weighed}</small>}
    </>
  );
}
