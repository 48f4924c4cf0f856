/** The notice 公示 of a publication, in words that follow from it. Amounts in yuan. */
import { type Fen, formatMoney } from '@hh/kernel/money.ts';
import { purposeWords } from '../spending/spending.ts';
import { hashOf, type Late, type PublicationContent, type Share } from './publication-content.ts';

export function noticeTitle({ name, period, corrects }: PublicationContent): string {
  return `${name} ${period} 小区公共收益公示${corrects === null ? '' : '（更正）'}`;
}

export function noticeBody(content: PublicationContent): string {
  const { openingBalance, closingBalance, availableAtBank, income, shares, expenditure } = content;
  const { receivable, late, ruleLists, merkleRoot } = content;
  const parts = [
    [`期初余额 ${yuan(openingBalance)}`, `期末余额 ${yuan(closingBalance)}`, `其中银行存款 ${yuan(availableAtBank)}`],
    list(
      '收入',
      income.map(({ name, operator, amount }) => `${name}${operator ? `（${operator}）` : ''} ${yuan(amount)}`),
    ),
    list('分成计算', shares.map(computationOf)),
    list(
      '支出',
      expenditure.map(
        ({ purpose, amount, vote, voucherNumber }) =>
          `${purposeOf(purpose)} ${yuan(amount)}，${vote ? `业主表决 ${vote}` : '无须表决'}，${voucherNumber}`,
      ),
    ),
    list(
      '应收未收',
      receivable.map(({ name, operator, amount }) => `${name}${operator ? `（${operator}）` : ''} ${yuan(amount)}`),
    ),
    list(
      '跨期重述',
      late.map(
        (each) => `${each.name} ${lateWords(each, content)} 收入 ${yuan(each.revenue)}，成本 ${yuan(each.cost)}`,
      ),
    ),
    list(
      '有效清单',
      ruleLists.map(({ name, effectiveFrom, hash }) => `${name}，${effectiveFrom} 起，校验值 ${hash}`),
    ),
    [`默克尔根 ${merkleRoot}`, `内容校验值 ${hashOf(content)}`],
    ['业主、居民如有异议，可在公示期内提出，由财务复核人员答复；对答复不服的，可向街道办事处反映。'],
  ];
  return parts.map((lines) => lines.join('\n')).join('\n\n');
}

/** To which month it belongs, and where it counts; one that was published before this was told belongs to its own month. */
export function lateWords(
  { period }: Pick<Late, 'period'>,
  { period: own }: Pick<PublicationContent, 'period'>,
): string {
  return period === own || period === undefined ? '属本月，计入以后月份' : `属 ${period}，已计入本月`;
}

/** What a spending is for, as people read it. */
export function purposeOf(purpose: string): string {
  return purposeWords[purpose as keyof typeof purposeWords] ?? purpose;
}

/** Profit, what of it counts, the rate, and what of the pool is this compound's. */
export function computationOf({ name, revenue, cost, base, rateBp, pool, amount }: Share): string {
  const profit = `收入 ${yuan(revenue)} − 成本 ${yuan(cost)} = 利润 ${yuan(revenue - cost)}`;
  const percent = `${rateBp % 100 === 0 ? rateBp / 100 : (rateBp / 100).toFixed(2)}%`;
  return `${name}：${profit}；计提基数 ${yuan(base)} × ${percent} = 分成 ${yuan(pool)}；本小区 ${yuan(amount)}`;
}

function list(title: string, items: readonly string[]): string[] {
  return [`${title}：`, ...(items.length > 0 ? items.map((item) => `- ${item}`) : ['- 无'])];
}

function yuan(fen: Fen): string {
  return `${formatMoney(fen)} 元`;
}
