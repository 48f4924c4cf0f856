/**
 * The main job as its people do it, small and seeded: an agreement, entries by mutation and by file, a dispute, two
 * periods closed, one of them rejected and opened again, both approved, the second taken back in the end.
 */
import { formatMoney } from '@hh/kernel/money.ts';
import { usccFor } from '@hh/kernel/uscc.ts';
import { COUNTY } from '../demo/county.ts';
import { pick } from '../demo/random.ts';
import { operators } from '../demo/ventures.ts';
import type { Client } from './client.ts';
import type { Sent, Terms } from './oracle.ts';

const COMMUNITY = '371322001001';
const COMPOUNDS = [`${COMMUNITY}01`, `${COMMUNITY}02`] as const;
/** More than two batches of an upload. */
const ROWS = 2_040;
const BAD_EVERY = 97;
export const periods = ['2025-11', '2025-12'] as const;

export interface Job {
  readonly agreement: string;
  /** An enterprise that nobody knows yet. */
  readonly newcomer: string;
  readonly terms: Terms;
  /** Everything that is to be posted, once. */
  readonly entries: readonly Sent[];
  readonly file: string;
  /** Rows of the file that no agreement takes. */
  readonly badRows: number;
}

/** What was answered to it. */
export interface Done {
  /** The allocations that were approved, by period, and the one that was rejected. */
  readonly approved: readonly string[];
  readonly rejected: string;
}

export function jobOf(seed: number, index: number): Job {
  const draw = (what: string, at: number, limit: number) => pick(`${seed} ${index} ${what}`, at, limit);
  const isLoss = draw('loss', 0, 4) === 0;
  const entry = (name: string, period: string, kind: Sent['kind'], most: number): Sent => ({
    externalRef: `${name}-${period}`,
    kind,
    fen: BigInt(1 + draw(`${name} ${period}`, 0, most)),
    period,
  });
  const first = entry('R1', periods[0], 'REVENUE', 9_000_000);
  const byMutation = [
    first,
    entry('R2', periods[0], 'REVENUE', 9_000_000),
    { ...first, externalRef: 'R1-back', reverses: first.externalRef },
    entry('R3', periods[0], 'REVENUE', 9_000_000),
    { ...entry('C1', periods[0], 'COST', 900_000), ...(isLoss ? { fen: 4_900_000n } : {}) },
    entry('R1', periods[1], 'REVENUE', 9_000_000),
    entry('C1', periods[1], 'COST', 900_000),
    entry('R2', periods[1], 'REVENUE', 9_000_000),
  ];
  const rows = Array.from({ length: ROWS }, (_, at) => entry(`F${at}`, periods[0], at % 3 ? 'REVENUE' : 'COST', 4_000));
  const isBad = (at: number) => at % BAD_EVERY === BAD_EVERY - 1;
  const good = rows.filter((_, at) => !isBad(at));
  const line = (row: Sent, at: number) =>
    `${row.externalRef},${row.kind},${isBad(at) ? '1.234' : formatMoney(row.fen)},${dayOf(row, at)}`;
  return {
    agreement: `JV-${String(100_000 + index)}`,
    newcomer: usccFor(COUNTY, `M${String(index).padStart(7, '0')}`),
    terms: {
      rateBp: BigInt(1 + draw('rate', 0, 3_000)),
      weights: COMPOUNDS.map((code, at) => [code, BigInt(1 + draw('weight', at, 50))] as const),
    },
    entries: [...byMutation, ...good],
    file: ['externalRef,kind,amount,occurredOn', ...rows.map(line)].join('\n'),
    badRows: rows.length - good.length,
  };
}

export async function doJob(job: Job, client: Client): Promise<Done> {
  const { agreement, terms } = job;
  const [first, second] = periods;
  const [maker, checker, operator] = ['finance-maker', 'finance-checker', 'operator'].map(client.as) as [As, As, As];
  const [enterprise] = operators;
  await maker('registerEnterprise', enterprise as object);
  await maker('registerEnterprise', { ...enterprise, uscc: job.newcomer, name: `新企业 ${agreement}` });
  const weights = terms.weights.map(([compound, weight]) => ({ compound, weight: Number(weight) }));
  await maker('createAgreement', {
    code: agreement,
    name: `家政服务 ${agreement}`,
    operator: enterprise?.uscc,
    community: COMMUNITY,
    business: 'HOUSEKEEPING',
    usesCommonParts: false,
    terms: [{ from: first, rateBp: Number(terms.rateBp), weights }],
  });
  await checker('activateAgreement', { agreement });

  const post = (names: readonly string[]) =>
    operator('postEntries', {
      agreement,
      entries: job.entries.filter(({ externalRef }) => names.includes(externalRef)).map(inputOf),
    });
  await post(['R1-2025-11', 'R2-2025-11', 'C1-2025-11']);
  await post(['R1-back', 'R3-2025-11']);
  await client.upload(agreement, job.file);
  const cost = { agreement, externalRef: 'C1-2025-11' };
  await operator('attachEvidence', { ...cost, reference: 'INV-1' });
  await maker('disputeEntry', { ...cost, reason: '票据不清', disputes: 0 });
  await checker('resolveDispute', { ...cost, resolution: '已补票据', disputes: 1 });
  await operator('declareShare', { agreement, period: first, amount: '90.00', declarations: 0 });
  await operator('declareShare', { agreement, period: first, amount: '100.00', declarations: 1 });
  const approved = [await share(maker, checker, agreement, first)];

  await post(['R1-2025-12', 'C1-2025-12']);
  const rejected = await close(maker, agreement, second);
  await checker('rejectAllocation', { allocation: rejected, reason: '收入不全' });
  const reopening = { agreement, period: second, reason: '补记收入', allocation: rejected };
  await checker('reopenPeriod', reopening, ['NOT_LAST_CLOSED', 'STATE_NOT_ALLOWED']);
  await post(['R2-2025-12']);
  approved.push(await share(maker, checker, agreement, second, 1));
  await client.settle();
  const workflow = `alloc-${approved[1]}`;
  await checker('undoWorkflow', { workflow, reason: '分成有误' }, ['STATE_NOT_ALLOWED']);
  await client.settle();
  return { approved, rejected };
}

type As = ReturnType<Client['as']>;

async function close(maker: As, agreement: string, period: string, closings = 0): Promise<string> {
  const { allocation } = await maker('closePeriod', { agreement, period, closings });
  return (allocation as { id: string }).id;
}

async function share(maker: As, checker: As, agreement: string, period: string, closings = 0): Promise<string> {
  const allocation = await close(maker, agreement, period, closings);
  await checker('approveAllocation', { allocation });
  return allocation;
}

function inputOf(entry: Sent, at: number) {
  const { externalRef, kind, fen, reverses } = entry;
  return {
    externalRef,
    kind,
    amount: formatMoney(fen),
    occurredOn: dayOf(entry, at),
    ...(reverses ? { reverses } : {}),
  };
}

/** A reversal is not dated before what it reverses. */
function dayOf({ period, reverses }: Sent, at: number): string {
  return `${period}-${reverses ? '28' : String(1 + (at % 27)).padStart(2, '0')}`;
}
