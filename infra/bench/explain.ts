/**
 * A published figure opened down to its source rows, at a million entries: the month is posted, closed, credited, sealed and
 * published, and then a share, an account and a line of the publication are explained, each in one query, beside their own
 * reads, asked again by the driver with no graph before it.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Period } from '@hh/kernel/period.ts';
import type { Role } from '@hh/service/actor.ts';
import type { AskGraph } from '@hh/service/service.ts';
import { COUNTY } from '../demo/county.ts';
import { publishMonth } from '../demo/seed-publications.ts';
import { type As, accepted } from '../demo/seed-ventures.ts';
import { CLOSED_PERIODS, OPEN_PERIOD, ventures } from '../demo/ventures.ts';
import { type Program, signIn, startProgram } from '../program.ts';
import { freePort } from '../stores/store-process.ts';
import type { BenchOptions } from './bench.ts';
import { type Recorder, startRecorder } from './database-alone.ts';
import { textOf } from './shot.ts';
import { median, type Outcome, type Result } from './table.ts';
import { AGREEMENT, send } from './upload.ts';

const ROWS = 1_000_000;
/** Answers of each in a round. */
const ANSWERS = 20;
const FIRST = 50;
/** An explanation comes within a second. */
const WITHIN_MS = 1_000;
const PATIENCE_MS = 120_000;
const ALONE = 'its reads alone';

const CLOSE = `mutation($input: ClosePeriodInput!) { answer: closePeriod(input: $input) { __typename
  ... on PeriodClosed { allocation { id pool } } ... on Refused { code message field } } }`;
const REOPEN = `mutation($input: ReopenPeriodInput!) { answer: reopenPeriod(input: $input) { __typename
  ... on Refused { code message field } } }`;
const APPROVE = `mutation($input: ApproveAllocationInput!) { answer: approveAllocation(input: $input) { __typename
  ... on Refused { code message field } } }`;
const STATE =
  'query($agreement: ID!, $period: YearMonth!) { agreement(code: $agreement) { allocation(period: $period) { state } } }';

/** What all three end in. */
const ROWS_BEHIND = `explanation { entryCount entriesHash entitled periods { period profit pool } beneficiaries { weight target amount inWords } inWords }
  entries(first: $first) { totalCount edges { node { externalRef kind amount occurredOn memo source file { fileName sha256 } line } } }`;
const EXPLAIN_SHARE = `query($agreement: ID!, $period: YearMonth!, $first: Int) { agreement(code: $agreement) { name
  allocation(period: $period) { state profit pool inputsHash
    lines { amount settlement { declared allocated paid credited settled matches { id } } } ${ROWS_BEHIND} } } }`;
const EXPLAIN_ACCOUNT = `query($account: ID!, $period: YearMonth!, $first: Int) { ownersBook { accountLedger(account: $account, period: $period) {
  lines { edges { node { credit journal { voucherNumber source { kind allocation { id pool ${ROWS_BEHIND} } match { id } } } } } } } } }`;

interface Explained {
  readonly name: string;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

export async function explain(options: BenchOptions): Promise<Outcome> {
  const rows = Math.round(ROWS * options.scale);
  const folder = mkdtempSync(join(tmpdir(), 'hh-bench-'));
  const port = await freePort();
  const environment = {
    MONGODB_URI: options.mongoUri,
    REDIS_URL: options.redisUrl,
    DATA_DIR: folder,
    LOG_LEVEL: 'warn',
    MAX_REQUESTS_PER_MINUTE: '1000000000',
    MAX_COST_PER_MINUTE: '1000000000',
  };
  try {
    options.progress('the demonstration county …');
    const program = await startProgram({ args: ['infra/start.ts'], port, environment });
    try {
      options.progress(`${rows} rows …`);
      const { perSecond } = await send(program, rows);
      const recorder = await startRecorder(options, environment);
      try {
        return await measure(options, program, recorder, rows / perSecond);
      } finally {
        await recorder.stop();
      }
    } finally {
      await program.end('SIGTERM');
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(
  { rounds, progress }: BenchOptions,
  program: Program,
  recorder: Recorder,
  postedIn: number,
): Promise<Outcome> {
  const as = await personas(program);
  progress('closing …');
  const closing = await close(as, recorder, rounds);
  progress('crediting, sealing, publishing …');
  const explained = await published(as, closing.allocation);
  const results = [...closing.results];
  let slowest = 0;
  let entries = 0;
  for (const { name, query, variables } of explained) {
    progress(`${name} …`);
    const alone = await recorder.record(actorOf('auditor', 'AUDITOR'), query, variables);
    const times: [ours: number[], theirs: number[]] = [[], []];
    for (let asked = 0; asked < rounds * ANSWERS; asked += 1) {
      const [ours, answer] = await timed(() => as('auditor').ask<unknown>(query, variables));
      entries = Math.max(entries, rowsBehind(name, answer));
      const [theirs] = await timed(alone.ask);
      times[0].push(ours);
      times[1].push(theirs);
    }
    slowest = Math.max(slowest, ...times[0]);
    results.push({ case: name, unit: 'ms', ours: median(times[0]), peers: { [ALONE]: median(times[1]) } });
    results.push({ case: `${name}, slowest`, unit: 'ms', ours: Math.max(...times[0]), peers: {} });
    results.push({ case: name, unit: 'database calls', ours: alone.commands.length, peers: {} });
  }
  return {
    results,
    notes: [
      `One month of one agreement with ${entries.toLocaleString('en')} entries; posted from a file in ${postedIn.toFixed(0)} s. One process over HTTP, one client.`,
      `Medians of ${rounds * ANSWERS} answers, the first included, and of ${rounds} closings, each taken back before the next; each answer has the computation, the first ${FIRST} entries with their file and row, and how many there are.`,
      `${ALONE}: the reads of one such answer, recorded and asked again by the driver, all at once; of a closing without what it writes.`,
      slowest < WITHIN_MS
        ? `Each explanation came within a second; the slowest took ${slowest.toFixed(0)} ms.`
        : `NOT every explanation came within a second: the slowest took ${slowest.toFixed(0)} ms.`,
    ],
  };
}

interface Closed {
  readonly __typename: string;
  readonly allocation: { readonly id: string };
}

/** Closes the month, and opens it again but for the last time. */
async function close(as: As, recorder: Recorder, rounds: number) {
  const [maker, checker] = [as('finance-maker'), as('finance-checker')];
  const month = { agreement: AGREEMENT, period: OPEN_PERIOD };
  const reopen = () => accepted(checker, REOPEN, { ...month, reason: '再次结账' });
  const alone = await recorder.record(actorOf('finance-maker', 'FINANCE_MAKER'), CLOSE, { input: month });
  const times: [ours: number[], theirs: number[]] = [[], []];
  let allocation = '';
  for (let round = 0; round < rounds; round += 1) {
    await reopen();
    const [ours, closed] = await timed(() => accepted<Closed>(maker, CLOSE, month));
    const [theirs] = await timed(alone.ask);
    times[0].push(ours);
    times[1].push(theirs);
    allocation = closed.allocation.id;
  }
  const results: readonly Result[] = [
    { case: 'close', unit: 'ms', ours: median(times[0]), peers: { [ALONE]: median(times[1]) } },
    { case: 'close', unit: 'database calls', ours: alone.commands.length, peers: {} },
  ];
  return { allocation, results };
}

/** Credits it and publishes the month for one of its compounds; answers what is to be explained. */
async function published(as: As, allocation: string): Promise<readonly Explained[]> {
  const month = { agreement: AGREEMENT, period: OPEN_PERIOD };
  await accepted(as('finance-checker'), APPROVE, { allocation });
  const isCredited = async () => {
    const { agreement } = await as('auditor').ask<{ agreement: { allocation: { state: string } } }>(STATE, month);
    return agreement.allocation.state === 'CREDITED';
  };
  for (const latest = Date.now() + PATIENCE_MS; !(await isCredited()); await wait(100))
    if (Date.now() > latest) throw new Error('the share does not arrive');
  const compound = ventures.find(({ code }) => code === AGREEMENT)?.terms[0]?.weights[0]?.compound ?? '';
  await publishMonth(as, CLOSED_PERIODS.at(-1) as Period, []);
  const [publication] = await publishMonth(as, OPEN_PERIOD, [compound]);
  return [
    { name: 'share', query: EXPLAIN_SHARE, variables: { ...month, first: FIRST } },
    {
      name: 'account',
      query: EXPLAIN_ACCOUNT,
      variables: { account: `2711.${compound}`, period: OPEN_PERIOD, first: FIRST },
    },
    { name: 'publication line', query: textOf('explain'), variables: { publication, first: FIRST } },
  ];
}

/** How many entries an answer says there are; an answer without its rows is none. */
function rowsBehind(name: string, answer: unknown): number {
  const found = JSON.stringify(answer).match(
    /"totalCount":(\d+),(?:"pageInfo":\{[^}]*\},)?"edges":\[\{"node":\{"externalRef"/,
  );
  if (!found) throw new Error(`${name} does not lead to its entries: ${JSON.stringify(answer).slice(0, 500)}`);
  return Number(found[1]);
}

function actorOf(id: string, role: Role) {
  return { kind: 'PERSON', id, grants: [{ role, scope: COUNTY }] } as const;
}

async function timed<Answer>(work: () => Promise<Answer>): Promise<readonly [milliseconds: number, answer: Answer]> {
  const since = performance.now();
  const answer = await work();
  return [performance.now() - since, answer];
}

/** The demonstration's people over HTTP. */
async function personas({ url }: Program): Promise<As> {
  const names = ['finance-maker', 'finance-checker', 'auditor'];
  const tokens = new Map(await Promise.all(names.map(async (name) => [name, await signIn(url, name)] as const)));
  return (persona) => ({
    ask: (async (query, variables) => {
      const answer = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${tokens.get(persona)}` },
        body: JSON.stringify({ query, variables }),
      });
      const { data, errors } = (await answer.json()) as { data: never; errors?: unknown };
      if (errors) throw new Error(JSON.stringify(errors).slice(0, 2_000));
      return data;
    }) as AskGraph,
  });
}
