/** A publication as a table that people open in a spreadsheet: a line for each figure, with what it stands on. */
import type { Fen } from '@hh/kernel/money.ts';
import type { MovementKind } from '../public-revenue/public-revenue.ts';
import { computationOf, lateWords, purposeOf } from '../publication-content/notice-text.ts';
import { hashOf, type PublicationContent, type Source } from '../publication-content/publication-content.ts';

export const header = ['栏目', '项目', '编号', '运营企业', '金额（元）', '依据'] as const;

/** Text, an amount in fen, or nothing. */
type Line = readonly [section: string, item: string, code: string, operator: string, amount: Fen | null, basis: string];

const kinds: Readonly<Record<MovementKind, string>> = {
  PROFIT_SHARE: '利润分成',
  REVERSAL: '冲销',
  SPENDING: '支出',
  BANK: '银行收付',
  OTHER: '其他',
};

export function linesOf(content: PublicationContent): readonly Line[] {
  const { income, shares, expenditure, receivable, late, ruleLists, journals } = content;
  const line = (section: string, { agreement, name, operator }: Source, amount: Fen, basis = ''): Line => [
    ...([section, name, agreement ?? '', operator ?? '', amount, basis] as const),
  ];
  const balance = (name: string, amount: Fen): Line => ['余额', name, '', '', amount, ''];
  return [
    balance('期初余额', content.openingBalance),
    ...income.map((each) => line('收入', each, each.amount)),
    ...shares.map((each) => line('分成计算', each, each.amount, computationOf(each))),
    ...expenditure.map(
      ({ purpose, voucherNumber, amount, vote }): Line => [
        ...(['支出', purposeOf(purpose), voucherNumber, '', amount] as const),
        vote === null ? '无须表决' : `业主表决 ${vote}`,
      ],
    ),
    balance('期末余额', content.closingBalance),
    balance('其中银行存款', content.availableAtBank),
    ...receivable.map((each) => line('应收未收', each, each.amount)),
    ...late.flatMap((each) => [
      line('跨期重述', each, each.revenue, `跨期收入，${lateWords(each, content)}`),
      line('跨期重述', each, each.cost, `跨期成本，${lateWords(each, content)}`),
    ]),
    ...ruleLists.map(
      ({ id, name, effectiveFrom, hash }): Line => [
        ...(['有效清单', name, id, '', null, `${effectiveFrom} 起，校验值 ${hash}`] as const),
      ],
    ),
    ...journals.map(
      ({ seq, kind, amount, voucherNumber, hash }): Line => [
        ...(['凭证', kinds[kind], String(seq), '', amount, `${voucherNumber}，${hash}`] as const),
      ],
    ),
    ['校验', '默克尔根', '', '', null, content.merkleRoot],
    ['校验', '内容校验值', '', '', null, hashOf(content)],
  ];
}
