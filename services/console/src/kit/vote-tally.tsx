/** What was counted of a vote, in totals: by owners and by area. */
import { textsOf, useTexts } from '../language/text.ts';
import { Count, Money } from './money.tsx';
import { PlainTable } from './plain-table.tsx';
import { ballotChoices } from './vote-words.ts';

const texts = textsOf({
  ...ballotChoices,
  label: ['计票结果', 'What was counted'],
  side: ['意见', 'Choice'],
  people: ['业主人数', 'Owners'],
  area: ['面积（平方米）', 'Area, m²'],
  participating: ['参与表决', 'Took part'],
  all: ['全部业主', 'All owners'],
  carried: ['达到通过标准', 'Enough were in favour'],
  notCarried: ['未达到通过标准', 'Not enough were in favour'],
  noQuorum: ['参与不足法定比例，表决无效', 'Too few took part: it does not count'],
});

interface Tally {
  readonly owners: number;
  readonly areaM2: string;
  readonly participatingOwners: number;
  readonly participatingAreaM2: string;
  readonly forOwners: number;
  readonly forAreaM2: string;
  readonly againstOwners: number;
  readonly againstAreaM2: string;
  readonly abstainOwners: number;
  readonly abstainAreaM2: string;
  readonly hasQuorum: boolean;
  readonly isCarried: boolean;
}

/** What it came to, in a line. */
export function useOutcome({ hasQuorum, isCarried }: Pick<Tally, 'hasQuorum' | 'isCarried'>): string {
  const t = useTexts(texts);
  return !hasQuorum ? t.noQuorum : isCarried ? t.carried : t.notCarried;
}

export function VoteTally({ of }: { readonly of: Tally }) {
  const t = useTexts(texts);
  const rows = [
    [t.FOR, of.forOwners, of.forAreaM2],
    [t.AGAINST, of.againstOwners, of.againstAreaM2],
    [t.ABSTAIN, of.abstainOwners, of.abstainAreaM2],
    [t.participating, of.participatingOwners, of.participatingAreaM2],
    [t.all, of.owners, of.areaM2],
  ] as const;
  return (
    <PlainTable<(typeof rows)[number]>
      label={t.label}
      rows={rows}
      rowKey={([name]) => name}
      columns={[
        { title: t.side, cell: ([name]) => name },
        { title: t.people, align: 'right', cell: ([, people]) => <Count of={people} /> },
        { title: t.area, align: 'right', cell: ([, , area]) => <Money of={area} /> },
      ]}
    />
  );
}
