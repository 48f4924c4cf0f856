/**
 * The three rates of a month 响应率、解决率、满意率, and the six columns of the county's bulletin. Each is a numerator over a
 * denominator, and both are shown. Requests that were returned or merged when the month ended count in none; a call without an answer is shown and not
 * counted; a request that was reopened in a month is not solved in it, whatever was said before.
 * Source: domain, practice 2.
 */
import { halfEven } from '@hh/kernel/rounding.ts';

export interface Rate {
  readonly numerator: number;
  readonly denominator: number;
}

/** What one aggregation counts for a place, a post or a unit in a month. */
export interface Counts {
  readonly received: number;
  readonly handedOn: number;
  readonly handled: number;
  readonly finished: number;
  readonly acceptDue: number;
  readonly acceptedInTime: number;
  readonly replyDue: number;
  readonly repliedInTime: number;
  readonly calls: number;
  readonly answers: number;
  readonly asked: number;
  readonly solved: number;
  readonly rated: number;
  readonly satisfied: number;
}

export const countNames = [
  'received',
  'handedOn',
  'handled',
  'finished',
  'acceptDue',
  'acceptedInTime',
  'replyDue',
  'repliedInTime',
  'calls',
  'answers',
  'asked',
  'solved',
  'rated',
  'satisfied',
] as const satisfies readonly (keyof Counts)[];

export const noCounts = Object.fromEntries(countNames.map((name) => [name, 0])) as unknown as Counts;

const WEIGHTS = { response: 20n, resolution: 40n, satisfaction: 40n } as const;
const ALL = 10_000n;

/** In basis points, halves to even; null where there is nothing to divide by. */
export function rateBp({ numerator, denominator }: Rate): number | null {
  return denominator === 0 ? null : Number(halfEven(BigInt(numerator) * ALL, BigInt(denominator)));
}

export function ratesOf(counts: Counts) {
  return {
    response: { numerator: counts.acceptedInTime, denominator: counts.acceptDue },
    resolution: { numerator: counts.solved, denominator: counts.asked },
    satisfaction: { numerator: counts.satisfied, denominator: counts.rated },
    unanswered: counts.calls - counts.answers,
  };
}

/** 20, 40 and 40 parts of the three rates, in basis points; null until there are all three. */
export function scoreBp(counts: Counts): number | null {
  const { response, resolution, satisfaction } = ratesOf(counts);
  const parts = Object.entries({ response, resolution, satisfaction }).map(([name, rate]) => {
    const bp = rateBp(rate);
    return bp === null ? null : BigInt(bp) * WEIGHTS[name as keyof typeof WEIGHTS];
  });
  if (parts.includes(null)) return null;
  return Number(
    halfEven(
      parts.reduce<bigint>((sum, each) => sum + (each ?? 0n), 0n),
      100n,
    ),
  );
}

/** 受理、转办、办结率、满意率、按时反馈率、有效回访率. */
export function bulletinOf(counts: Counts) {
  return {
    received: counts.received,
    handedOn: counts.handedOn,
    closing: { numerator: counts.finished, denominator: counts.handled },
    satisfaction: ratesOf(counts).satisfaction,
    onTimeReply: { numerator: counts.repliedInTime, denominator: counts.replyDue },
    effectiveCallBack: { numerator: counts.answers, denominator: counts.calls },
  };
}
