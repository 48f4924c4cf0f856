/** How the figures of an allocation come about: recomputed from what it stored, so the explanation cannot differ from it. */
import { type Fen, formatMoney, grouped, groupedMoney } from '@hh/kernel/money.ts';
import type { Language } from '@hh/kernel/refusal.ts';
import { floorDiv, largestRemainder } from '@hh/kernel/rounding.ts';
import { type PeriodAllocation, termsIn, WHOLE_BP } from './allocation.ts';
import { type Allocation, recompute } from './computation.ts';

export type Explanation = ReturnType<typeof explain>;
export type BeneficiaryExplanation = Explanation['beneficiaries'][number];

export function explain(allocation: Allocation) {
  const all = recompute(allocation);
  const current = all.at(-1) as PeriodAllocation;
  const before = all.at(-2);
  const epoch = all.filter(({ period }) => period >= current.epochFrom);
  const weights = termsIn(allocation.inputs.terms, current.period)?.weights ?? [];
  const weightSum = weights.reduce((sum, { weight }) => sum + weight, 0n);
  const epochTotal = epoch.reduce((sum, { pool }) => sum + pool, 0n);
  const targets = largestRemainder(
    epochTotal,
    weights.map(({ beneficiary, weight }) => ({ code: beneficiary, weight })),
  );
  return {
    periods: all.map(({ lines, ...each }) => ({ ...each, shares: lines })),
    period: current.period,
    cumulativeProfit: current.cumulativeProfit,
    distributableBefore: before?.distributable ?? 0n,
    distributable: current.distributable,
    base: current.base,
    rateBp: current.rateBp,
    termsFrom: current.termsFrom,
    entitled: current.entitled.toString(),
    shared: current.shared,
    sharedBefore: before?.shared ?? 0n,
    pool: current.pool,
    epochFrom: current.epochFrom,
    epochTotal,
    beneficiaries: weights.map(({ beneficiary, weight }, index) => ({
      beneficiary,
      weight,
      weightSum,
      epochTotal,
      target: targets[index] ?? 0n,
      hadBefore: sumOf(epoch.slice(0, -1), beneficiary),
      amount: sumOf([current], beneficiary),
    })),
    entryCount: allocation.inputs.entries.count,
    entriesHash: allocation.inputs.entries.hash,
    codeVersion: allocation.inputs.codeVersion,
  };
}

function sumOf(allocations: readonly PeriodAllocation[], beneficiary: string): Fen {
  const lines = allocations.flatMap((allocation) => allocation.lines);
  return lines.reduce((sum, line) => (line.beneficiary === beneficiary ? sum + line.amount : sum), 0n);
}

/** The chain from profit to pool, a sentence for each step. */
export function stepsInWords(explanation: Explanation, language: Language): readonly string[] {
  const { period, rateBp, termsFrom } = explanation;
  const yuan = (
    name: 'cumulativeProfit' | 'distributable' | 'distributableBefore' | 'base' | 'shared' | 'sharedBefore',
  ) => groupedMoney(explanation[name]);
  const pool = groupedMoney(explanation.pool);
  const percent = formatMoney(rateBp);
  const entitled = exactYuan(BigInt(explanation.entitled));
  if (language === 'en')
    return [
      `Cumulative profit through ${period}: ${yuan('cumulativeProfit')} yuan.`,
      `High-water mark: the greater of ${yuan('distributableBefore')} yuan (before) and that, ${yuan('distributable')} yuan.`,
      `Base: the growth of the mark, ${yuan('distributable')} − ${yuan('distributableBefore')} = ${yuan('base')} yuan.`,
      `Rate since ${termsFrom}: ${percent} %; running total due ${entitled} yuan, rounded half to even: ${yuan('shared')} yuan.`,
      `Pool: ${yuan('shared')} − ${yuan('sharedBefore')} shared before = ${pool} yuan.`,
    ];
  return [
    `截至 ${period} 累计利润 ${yuan('cumulativeProfit')} 元。`,
    `累计可分配额取上期 ${yuan('distributableBefore')} 元与累计利润中较大者，为 ${yuan('distributable')} 元。`,
    `本期计提基数 ${yuan('distributable')} − ${yuan('distributableBefore')} = ${yuan('base')} 元。`,
    `自 ${termsFrom} 起分成比例 ${percent}%；累计应分成 ${entitled} 元，四舍六入五成双到分为 ${yuan('shared')} 元。`,
    `本期分成额 ${yuan('shared')} − 此前已分 ${yuan('sharedBefore')} = ${pool} 元。`,
  ];
}

/** Before it is rounded: with as many decimals as it has, two at least. */
function exactYuan(entitled: bigint): string {
  const fen = floorDiv(entitled, WHOLE_BP);
  const below = String(entitled - fen * WHOLE_BP).padStart(4, '0');
  return groupedMoney(fen) + below.replace(/0+$/, '');
}

/** Why this beneficiary receives its amount, in one sentence. */
export function lineInWords(line: BeneficiaryExplanation, language: Language): string {
  const [total, target, had] = [groupedMoney(line.epochTotal), groupedMoney(line.target), groupedMoney(line.hadBefore)];
  const [amount, share] = [groupedMoney(line.amount), `${grouped(line.weight)}/${grouped(line.weightSum)}`];
  const isHeldBack = line.target - line.hadBefore !== line.amount;
  if (language === 'en') {
    const heldBack = isHeldBack ? ', adjusted because no line is negative' : '';
    return `${total} yuan shared under these weights × ${share} is ${target} yuan; ${had} yuan received before, so ${amount} yuan now${heldBack}.`;
  }
  const heldBack = isHeldBack ? '（因任何一方不得为负，已作调整）' : '';
  return `本权重区间累计分成 ${total} 元 × ${share}，应得 ${target} 元；此前已得 ${had} 元，本期 ${amount} 元${heldBack}。`;
}
