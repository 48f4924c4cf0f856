/**
 * Is everything that was acknowledged there, once, and nothing else? Read from the databases, compared with the oracle,
 * for a job by itself and for the books and balances of all jobs of its county.
 */
import { verifyStoredBook } from '@hh/ledger/verify.store.ts';
import type { Connection } from '@hh/service/mongo.ts';
import { COUNTY } from '../demo/county.ts';
import { checkBank } from './bank-check.ts';
import { sharesOf } from './oracle.ts';
import { auditOf, compare, type Document, journalOf, read, together, type Verdict, wordsOfJournal } from './verdict.ts';
import type { World } from './world.ts';

type Done = World['jobs'][number];
type Main = Extract<Done, { readonly kind: 'MAIN' }>;

export async function check(world: World): Promise<Verdict> {
  const last = world.jobs.at(-1);
  if (!last) throw new Error('there was no job');
  const { economy, property } = world.databases;
  const own = last.kind === 'BANK' ? [checkBank(world, last)] : checksOfMain(world, last);
  const verdicts = await Promise.all([
    ...own,
    checkBook(economy, 'economy', last),
    checkBook(property, 'owners', last),
    checkBalances(property, world.jobs),
  ]);
  return together(verdicts);
}

function checksOfMain(world: World, last: Main): Promise<Verdict>[] {
  const { economy } = world.databases;
  return [
    checkEntries(economy, last),
    checkSaid(economy, last),
    checkClient(economy, last),
    checkShares(world, last),
    checkAudit(world, last),
  ];
}

async function checkEntries(economy: Connection, { job }: Main): Promise<Verdict> {
  const { agreement } = job;
  const found = await read(economy, 'entries', { agreement }, { externalRef: 1, amount: 1, kind: 1, period: 1 });
  const key = (entry: Document) => `${entry.externalRef} ${entry.kind} ${entry.amount ?? entry.fen} ${entry.period}`;
  const entries = compare(
    'entries',
    job.entries.map((entry) => key({ ...entry })),
    found.map(key),
  );
  const uploads = await read(economy, 'uploads', { agreement }, { state: 1, posted: 1, rejected: 1 });
  const posted = uploads.reduce((sum, upload) => sum + Number(upload.posted), 0);
  const inFile = job.file.split('\n').length - 1 - job.badRows;
  const wrong = uploads
    .filter(({ state, rejected }) => state !== 'DONE' || rejected !== job.badRows)
    .map((upload) => `an upload ended as ${JSON.stringify(upload)}`);
  if (posted !== inFile) wrong.push(`files posted ${posted} rows and not ${inFile}`);
  return { ...entries, wrong: [...entries.wrong, ...wrong] };
}

/** It may sign in no more, whatever secrets it was given. */
async function checkClient(economy: Connection, { job: { agreement } }: Main): Promise<Verdict> {
  const found = await read(economy, 'clients', { name: agreement });
  const words = found.map(
    ({ secretHashes, revokedAt }) => `${(secretHashes as unknown[]).length} ${revokedAt !== null}`,
  );
  return compare('machine clients', ['0 true'], words);
}

/** What was said last of the share and of the terms is what counts. */
async function checkSaid(economy: Connection, { job: { agreement, periods, terms } }: Main): Promise<Verdict> {
  const declared = await read(economy, 'declarations', { agreement });
  const [found] = await read(economy, 'agreements', { code: agreement });
  const words = ({ from, rateBp, weights }: Document) =>
    `${from} ${rateBp} ${(weights as Document[]).map(({ beneficiary, weight }) => `${beneficiary},${weight}`)}`;
  return compare(
    'what was said',
    [`${periods[0]} 10000 9000`, ...terms.map(({ from, rateBp, weights }) => `${from} ${rateBp} ${weights} IN_FORCE`)],
    [
      ...declared.map(
        ({ period, amount, history }) => `${period} ${amount} ${(history as Document[]).map((each) => each.amount)}`,
      ),
      ...((found?.terms ?? []) as Document[]).map((each) => `${words(each)} ${each.state}`),
    ],
  );
}

/** The first period is shared and stays; the second is shared and taken back; what was rejected never moved. */
async function checkShares({ databases }: World, { job, approved, rejected, reopened }: Main): Promise<Verdict> {
  const { economy, property, workflows } = databases;
  const { agreement } = job;
  const shares = sharesOf(job.terms, job.periods, job.entries);
  const opened = [rejected, reopened];
  const key = (id: unknown, state: unknown, pool: unknown, lines: unknown) => `${id} ${state} ${pool} ${lines}`;
  const allocations = await read(economy, 'allocations', { agreement });
  const states = compare(
    'allocations',
    shares
      .map(({ pool, lines }, at) =>
        key(approved[at], at > 0 ? 'REJECTED' : pool > 0n ? 'CREDITED' : 'PAID', pool, lines),
      )
      .concat(opened.map((id) => `${id} SUPERSEDED`)),
    allocations.map(({ _id, state, pool, lines }) =>
      opened.includes(String(_id))
        ? `${_id} ${state}`
        : key(
            _id,
            state,
            pool,
            (lines as Document[]).map(({ compound, amount }) => [compound, amount]),
          ),
    ),
  );
  const [there, back] = approved;
  const runs = compare(
    'workflows',
    [`alloc-${there} WAITING`, `alloc-${back} UNDONE`],
    (await read(workflows, 'runs', { 'input.agreement': agreement })).map(({ _id, state }) => `${_id} ${state}`),
  );
  const expected = (source: string) =>
    shares.flatMap((share, at) => [
      ...journalOf(share, `${source} ${approved[at]}`, agreement),
      ...(at === 1 ? journalOf(share, `${source}-reversal ${back}`, agreement) : []),
    ]);
  const journals = async (connection: Connection) =>
    (await read(connection, 'ledger_journals', { 'lines.dimensions.agreement': agreement })).map(wordsOfJournal);
  const parts = [
    states,
    runs,
    compare("the economy's journals", expected('allocation'), await journals(economy)),
    compare("the owners' journals", expected('credit'), await journals(property)),
  ];
  return together(parts);
}

/** Every command left its row once, whatever became of the first answer. */
async function checkAudit({ databases }: World, { job, approved, rejected, reopened }: Main): Promise<Verdict> {
  const { economy } = databases;
  const [agreement] = await read(economy, 'agreements', { code: job.agreement });
  const periods = await read(economy, 'agreement_periods', { agreement: job.agreement });
  const [first, second, third] = periods.sort((one, other) => (String(one.period) < String(other.period) ? -1 : 1));
  const [machine] = await read(economy, 'clients', { name: job.agreement });
  const [entry] = await read(economy, 'entries', { agreement: job.agreement, externalRef: 'C1-1' });
  const run = `alloc-${approved[1]}`;
  const declaration = `${job.agreement} ${job.periods[0]}`;
  const months = job.periods.flatMap((period) => [`economy ${period}`, `owners ${period}`]);
  const subjects = [agreement, first, second, third, entry, machine].map((document) => document?._id);
  const ids = [...subjects, declaration, ...months, ...approved, rejected, reopened, run];
  const found = await auditOf(databases, ids, ['postEntries', 'uploadStatement', 'rotateClientSecret']);
  const expected = [
    `createAgreement ${agreement?._id}`,
    `activateAgreement ${agreement?._id}`,
    `createClient ${machine?._id}`,
    `revokeClient ${machine?._id}`,
    `attachEvidence ${entry?._id}`,
    `disputeEntry ${entry?._id}`,
    `resolveDispute ${entry?._id}`,
    ...[1, 2].map(() => `declareShare ${declaration}`),
    ...months.flatMap((month) => [`proposeMonth ${month}`, `sealMonth ${month}`]),
    ...[1, 2].map(() => `amendTerms ${agreement?._id}`),
    `activateTerms ${agreement?._id}`,
    `closePeriod ${first?._id}`,
    `closePeriod ${second?._id}`,
    `rejectAllocation ${rejected}`,
    `reopenPeriod ${second?._id}`,
    `closePeriod ${second?._id}`,
    ...approved.map((id) => `approveAllocation ${id}`),
    `closePeriod ${third?._id}`,
    `undoWorkflow ${run}`,
    `reopenPeriod ${third?._id}`,
    `retryWorkflow ${run}`,
    `reverseAllocation ${approved[1]}`,
  ];
  return compare('audit rows', expected, found);
}

async function checkBook(
  connection: Connection,
  book: 'economy' | 'owners',
  { job: { periods } }: Done,
): Promise<Verdict> {
  const { wrong } = await verifyStoredBook(connection, { county: COUNTY, book });
  const words = wrong ? [`the book ${book} is wrong at journal ${wrong.seq}: ${wrong.what}: ${wrong.detail}`] : [];
  const sealed = await read(connection, 'ledger_months', { county: COUNTY, book, state: 'SEALED' });
  const missing = periods.filter((month) => !sealed.some(({ period }) => period === month));
  return {
    lost: missing.length,
    doubled: 0,
    wrong: [...words, ...missing.map((month) => `${month} of the book ${book} is not sealed`)],
  };
}

/** The owners' fund of each compound is what all shares of the county together brought it. */
async function checkBalances(property: Connection, jobs: readonly Done[]): Promise<Verdict> {
  const expected = new Map<string, bigint>();
  for (const { job } of jobs)
    for (const [compound, fen] of sharesOf(job.terms, job.periods, job.entries)[0]?.lines ?? [])
      expected.set(compound, (expected.get(compound) ?? 0n) + fen);
  const funds = await read(property, 'ledger_accounts', { code: /^2711\./ });
  const found = new Map(funds.map(({ code, debit, credit }) => [code, (credit as bigint) - (debit as bigint)]));
  const wrong = [...expected].flatMap(([compound, fen]) => {
    const balance = found.get(`2711.${compound}`) ?? 0n;
    return balance === fen ? [] : [`the fund of ${compound} is ${balance} and not ${fen}`];
  });
  return { lost: 0, doubled: 0, wrong };
}
