/**
 * The main job as its people do it, small and seeded: a machine client, an agreement, entries by mutation and by file, a
 * dispute, other terms for the second of two periods, both closed, one of them rejected and opened again, both approved,
 * both months sealed in both books. The second share is taken back in the end, which waits for a third period to be
 * opened again.
 */
import { formatMoney } from '@hh/kernel/money.ts';
import { addPeriods, nextPeriod, type Period } from '@hh/kernel/period.ts';
import { usccFor } from '@hh/kernel/uscc.ts';
import { COUNTY } from '../demo/county.ts';
import { pick } from '../demo/random.ts';
import { operators } from '../demo/ventures.ts';
import { type As, activeAgreement, close, dayOf, inputOf, seal, share, versionIn, wordsOf } from './acts.ts';
import type { Client } from './client.ts';
import type { Sent, Terms } from './oracle.ts';

const COMMUNITY = '371322001001';
const COMPOUNDS = [`${COMMUNITY}01`, `${COMMUNITY}02`] as const;
/** More than two batches of an upload. */
const ROWS = 2_040;
const BAD_EVERY = 97;
/** What the first job of a county shares; each of the next ones has the two months after. */
const BEGINNING = '2012-01' as Period;

export interface Job {
  readonly agreement: string;
  /** An enterprise that nobody knows yet. */
  readonly newcomer: string;
  /** Both are shared; the month after them is only looked at. */
  readonly periods: readonly [first: Period, second: Period];
  /** From either of them. */
  readonly terms: readonly [Terms, Terms];
  /** Everything that is to be posted, once. */
  readonly entries: readonly Sent[];
  readonly file: string;
  /** Rows of the file that no agreement takes. */
  readonly badRows: number;
}

/** What was answered to it. */
export interface Done {
  /** The allocations that were approved, by period. */
  readonly approved: readonly [first: string, second: string];
  /** The one that was rejected, and the one of the month after; both were opened again. */
  readonly rejected: string;
  readonly reopened: string;
}

/** `place` is how many jobs the county had before: months are sealed in order, so each has its own. */
export function jobOf(seed: number, index: number, place: number): Job {
  const draw = (what: string, at: number, limit: number) => pick(`${seed} ${index} ${what}`, at, limit);
  const isLoss = draw('loss', 0, 4) === 0;
  const periods = [addPeriods(BEGINNING, 2 * place), addPeriods(BEGINNING, 2 * place + 1)] as const;
  const entry = (name: string, at: 0 | 1, kind: Sent['kind'], most: number): Sent => ({
    externalRef: `${name}-${at + 1}`,
    kind,
    fen: BigInt(1 + draw(name, at, most)),
    period: periods[at],
  });
  const first = entry('R1', 0, 'REVENUE', 9_000_000);
  const byMutation = [
    first,
    entry('R2', 0, 'REVENUE', 9_000_000),
    { ...first, externalRef: 'R1-back', reverses: first.externalRef },
    entry('R3', 0, 'REVENUE', 9_000_000),
    { ...entry('C1', 0, 'COST', 900_000), ...(isLoss ? { fen: 4_900_000n } : {}) },
    entry('R1', 1, 'REVENUE', 9_000_000),
    entry('C1', 1, 'COST', 900_000),
    entry('R2', 1, 'REVENUE', 9_000_000),
  ];
  const rows = Array.from({ length: ROWS }, (_, at) => entry(`F${at}`, 0, at % 3 ? 'REVENUE' : 'COST', 4_000));
  const isBad = (at: number) => at % BAD_EVERY === BAD_EVERY - 1;
  const good = rows.filter((_, at) => !isBad(at));
  const line = (row: Sent, at: number) =>
    `${row.externalRef},${row.kind},${isBad(at) ? '1.234' : formatMoney(row.fen)},${dayOf(row, at)}`;
  const isSameEpoch = draw('epoch', 0, 3) === 0;
  const weight = (at: 0 | 1, compound: number) => BigInt(1 + draw(`weight ${isSameEpoch ? 0 : at}`, compound, 50));
  const termsOf = (at: 0 | 1): Terms => ({
    from: periods[at],
    rateBp: BigInt(1 + draw('rate', at, 3_000)),
    weights: COMPOUNDS.map((code, compound) => [code, weight(at, compound)] as const),
  });
  return {
    agreement: `JV-${String(100_000 + index)}`,
    newcomer: usccFor(COUNTY, `M${String(index).padStart(7, '0')}`),
    periods,
    terms: [termsOf(0), termsOf(1)],
    entries: [...byMutation, ...good],
    file: ['externalRef,kind,amount,occurredOn', ...rows.map(line)].join('\n'),
    badRows: rows.length - good.length,
  };
}

export async function doJob(job: Job, client: Client): Promise<Done> {
  const { agreement, periods, terms } = job;
  const [first, second] = periods;
  const people = ['finance-maker', 'finance-checker', 'operator', 'admin'] as const;
  const [maker, checker, operator, admin] = people.map(client.as) as [As, As, As, As];
  const [enterprise] = operators;
  await maker('registerEnterprise', enterprise as object);
  await maker('registerEnterprise', { ...enterprise, uscc: job.newcomer, name: `新企业 ${agreement}` });
  const machine = await admin('createClient', { enterprise: job.newcomer, name: agreement });
  await admin('rotateClientSecret', { client: machine.client.id });
  await admin('revokeClient', { client: machine.client.id });
  const version = await activeAgreement(maker, checker, { agreement, community: COMMUNITY, terms: terms[0] });

  const post = (names: readonly string[]) =>
    operator('postEntries', {
      agreement,
      entries: job.entries.filter(({ externalRef }) => names.includes(externalRef)).map(inputOf),
    });
  await post(['R1-1', 'R2-1', 'C1-1']);
  await post(['R1-back', 'R3-1']);
  await client.upload(agreement, job.file);
  const cost = { agreement, externalRef: 'C1-1' };
  await operator('attachEvidence', { ...cost, reference: 'INV-1' });
  await maker('disputeEntry', { ...cost, reason: '票据不清', disputes: 0 });
  await checker('resolveDispute', { ...cost, resolution: '已补票据', disputes: 1 });
  await operator('declareShare', { agreement, period: first, amount: '90.00', declarations: 0 });
  await operator('declareShare', { agreement, period: first, amount: '100.00', declarations: 1 });
  const one = await share(maker, checker, agreement, first);
  // While its journals are on their way: they are effective in this month or in the next one.
  await seal(maker, checker, first);

  const asked = { ...terms[1], rateBp: terms[1].rateBp + 1n };
  const asking = await maker('amendTerms', { agreement, terms: wordsOf(asked), version });
  const agreed = await maker('amendTerms', { agreement, terms: wordsOf(terms[1]), version: versionIn(asking) });
  await checker('activateTerms', { agreement, from: second, version: versionIn(agreed) });
  await post(['R1-2', 'C1-2']);
  const rejected = await close(maker, agreement, second);
  await checker('rejectAllocation', { allocation: rejected, reason: '收入不全' });
  const reopen = (period: Period, allocation: string) =>
    checker('reopenPeriod', { agreement, period, reason: '补记收入', allocation }, [
      'NOT_LAST_CLOSED',
      'STATE_NOT_ALLOWED',
    ]);
  await reopen(second, rejected);
  await post(['R2-2']);
  const other = await share(maker, checker, agreement, second, 1);
  await client.settle();
  await seal(maker, checker, second);

  const third = nextPeriod(second);
  const reopened = await close(maker, agreement, third);
  const workflow = `alloc-${other}`;
  await checker('undoWorkflow', { workflow, reason: '分成有误' }, ['STATE_NOT_ALLOWED']);
  await client.settle();
  // The share of a period is not taken back while a later one is closed: the workflow is parked, half undone.
  await reopen(third, reopened);
  await checker('retryWorkflow', { workflow }, ['STATE_NOT_ALLOWED']);
  await client.settle();
  return { approved: [one, other], rejected, reopened };
}
