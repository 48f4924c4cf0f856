/**
 * The whole story, killed in the middle of a file, of an approval, of everything: a partner's file in GB18030 with bad
 * rows in it, a month closed by one person and approved by another, and one query that says why a compound received what
 * it received. The books are right afterwards.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { gb18030 } from '@hh/testing/gb18030.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createWholeProgram, type WholeProgram } from '../program.ts';

const AGREEMENT = 'JV-0001';
const PERIOD = '2025-12';
const ROWS = 12_000;
const UPLOADED = 'UP-';

const CLOSE =
  'mutation($input: ClosePeriodInput!) { closePeriod(input: $input) { ... on PeriodClosed { period { profit } allocation { id pool } } ... on Refused { code message } } }';
const APPROVE =
  'mutation($input: ApproveAllocationInput!) { approveAllocation(input: $input) { ... on AllocationApproved { allocation { state } } ... on Refused { code message } } }';
const TOTALS = `query { agreement(code: "${AGREEMENT}") { period(period: "${PERIOD}") { revenue cost entryCount } } }`;
const ALLOCATION = `query { agreement(code: "${AGREEMENT}") { allocation(period: "${PERIOD}") {
  state pool entries { totalCount } workflow { state } lines { amount compound { code publicRevenue { balance } } }
} } }`;
/** Why a compound received what it received: from its line back to the entries, and on to its owners' book. */
const WHY = `query { agreement(code: "${AGREEMENT}") { name allocation(period: "${PERIOD}") {
  state rateBp pool approvedBy { name }
  explanation { entitled shared sharedBefore pool entryCount beneficiaries { compound { code } target hadBefore amount } }
  lines { amount compound { code name publicRevenue { entries(last: 1) { edges { node { amount kind memo } } } } } }
  entries(last: 1) { totalCount edges { node { externalRef amount memo } } }
  workflow { state }
} } }`;
const BALANCES = `query { agreement(code: "${AGREEMENT}") { allocation(period: "2025-11") { lines { compound { code publicRevenue { balance } } } } } }`;

interface Upload {
  readonly status: string;
  readonly report: string;
}
interface Status {
  readonly state: 'RUNNING' | 'DONE' | 'FAILED';
  readonly rows: number;
  readonly posted: number;
  readonly duplicate: number;
  readonly rejected: number;
}

const fen = (yuan: string) => BigInt(yuan.replace('.', ''));

let program: WholeProgram;
beforeAll(async () => {
  program = await createWholeProgram();
  await program.start();
});
afterAll(async () => {
  await program?.stop();
  program?.remove();
});

async function read(path: string): Promise<string> {
  const answer = await fetch(new URL(path, program.base), {
    headers: { authorization: `Bearer ${await program.token('operator')}` },
  });
  return await answer.text();
}

async function get<T>(path: string): Promise<T> {
  return JSON.parse(await read(path)) as T;
}

async function until<T>(look: () => Promise<T>, isThere: (found: T) => boolean): Promise<T> {
  for (let tries = 0; tries < 1_200; tries += 1) {
    const found = await look();
    if (isThere(found)) return found;
    await wait(50);
  }
  throw new Error('it does not come');
}

describe('a program whose store hangs', () => {
  test('lives, is not ready, and is again when the store is', async () => {
    const health = async (word: string) => (await fetch(`${program.base}/health/${word}`)).status;
    const store = Number(readFileSync(join(program.dataDir, 'mongo', 'mongod.lock'), 'utf8'));
    process.kill(store, 'SIGSTOP');
    try {
      expect([await health('live'), await health('ready')]).toEqual([200, 503]);
    } finally {
      process.kill(store, 'SIGCONT');
    }
    expect(
      await until(
        () => health('ready'),
        (status) => status === 200,
      ),
    ).toBe(200);
  });
});

describe('a program that is killed', () => {
  let upload: Upload;

  test('in the middle of a file carries on, and every row counts once', async () => {
    const before = (await program.ask('auditor', TOTALS)).agreement.period;
    const rows = Array.from(
      { length: ROWS },
      (_, index) =>
        `${UPLOADED}${index},收入,${index % 7 === 6 ? '壹佰' : '10.01'},2025-12-${String((index % 28) + 1).padStart(2, '0')},门店收入`,
    );
    const headers = { authorization: `Bearer ${await program.token('operator')}`, 'content-type': 'text/csv' };
    const body = gb18030(['凭证号,类型,金额,发生日期,摘要', ...rows].join('\n'));
    const answer = await fetch(`${program.base}/api/agreements/${AGREEMENT}/statements`, {
      method: 'POST',
      headers,
      body,
    });
    expect(answer.status).toBe(202);
    upload = (await answer.json()) as Upload;
    await until(
      () => get<Status>(upload.status),
      ({ posted, state }) => posted > 0 || state !== 'RUNNING',
    );
    await program.kill();
    await program.start();
    const done = await until(
      () => get<Status>(upload.status),
      ({ state }) => state !== 'RUNNING',
    );
    const rejected = rows.filter((row) => row.includes(',壹佰,')).length;
    expect(done).toMatchObject({ state: 'DONE', rows: ROWS, posted: ROWS - rejected, duplicate: 0, rejected });
    const after = (await program.ask('auditor', TOTALS)).agreement.period;
    expect(after.entryCount - before.entryCount).toBe(ROWS - rejected);
    expect(fen(after.revenue) - fen(before.revenue)).toBe(1_001n * BigInt(ROWS - rejected));
    const [, first = '', ...others] = (await read(upload.report)).trim().split(/\r?\n/);
    expect(first).toMatch(/^2,UP-0,POSTED/);
    expect(others.filter((line) => line.includes('REJECTED'))).toHaveLength(rejected);
    expect(others.find((line) => line.startsWith('8,'))).toMatch(/^8,UP-6,REJECTED,.*金额/);
  });

  test('right after the approval still credits the owners, to the fen and once', async () => {
    const { agreement } = await program.ask('auditor', BALANCES);
    const before = new Map<string, bigint>(
      agreement.allocation.lines.map(
        ({ compound }: { compound: { code: string; publicRevenue: { balance: string } } }) => [
          compound.code,
          fen(compound.publicRevenue.balance),
        ],
      ),
    );
    const { closePeriod } = await program.ask('finance-maker', CLOSE, {
      input: { agreement: AGREEMENT, period: PERIOD },
    });
    const { approveAllocation } = await program.ask('finance-checker', APPROVE, {
      input: { allocation: closePeriod.allocation.id },
    });
    expect(approveAllocation.allocation.state).toBe('APPROVED');
    await program.kill();
    await program.start();
    const found = await until(
      async () => (await program.ask('auditor', ALLOCATION)).agreement.allocation,
      ({ state }) => state === 'CREDITED',
    );
    const credited = found.lines.map(
      ({ amount, compound }: { amount: string; compound: { code: string; publicRevenue: { balance: string } } }) => [
        fen(amount),
        fen(compound.publicRevenue.balance) - (before.get(compound.code) ?? 0n),
      ],
    );
    for (const [amount, grown] of credited) expect(grown).toBe(amount);
    expect(credited.reduce((sum: bigint, [amount]: bigint[]) => sum + (amount as bigint), 0n)).toBe(
      fen(closePeriod.allocation.pool),
    );
  });

  test('says in one query, after all of it, why each compound received its part', async () => {
    await program.kill();
    await program.start();
    const { name, allocation } = (await program.ask('auditor', WHY)).agreement;
    const { explanation, lines, entries } = allocation;
    expect(allocation).toMatchObject({ state: 'CREDITED', rateBp: 1_000, workflow: { state: 'WAITING' } });
    // What is due exactly, in ten-thousandths of a fen, is rounded once for all periods so far; the pool is its growth.
    const rounding = fen(explanation.shared) * 10_000n - BigInt(explanation.entitled);
    expect(rounding >= -5_000n && rounding <= 5_000n).toBe(true);
    expect(fen(allocation.pool)).toBe(fen(explanation.shared) - fen(explanation.sharedBefore));
    expect(explanation.entryCount).toBe(entries.totalCount);
    expect(entries.edges).toMatchObject([{ node: { externalRef: expect.stringMatching(/^UP-/), memo: '门店收入' } }]);
    expect(explanation.beneficiaries.length).toBeGreaterThan(1);
    for (const [index, { compound, amount }] of lines.entries()) {
      const part = explanation.beneficiaries[index];
      expect(part).toMatchObject({ compound: { code: compound.code }, amount });
      expect(fen(amount)).toBe(fen(part.target) - fen(part.hadBefore));
      expect(compound.publicRevenue.entries.edges).toEqual([
        { node: { amount, kind: 'PROFIT_SHARE', memo: `${name} ${PERIOD} 利润分成` } },
      ]);
    }
    const sum = lines.reduce((total: bigint, { amount }: { amount: string }) => total + fen(amount), 0n);
    expect(sum).toBe(fen(allocation.pool));
  });

  test('lets go by itself when it is asked to, and its books verify', async () => {
    expect(await program.stop()).toBe(0);
    const printed = await program.run('infra/verify-books.command.ts');
    expect(printed).toMatch(/economy.*ok[\s\S]*owners.*ok/);
  });
});
