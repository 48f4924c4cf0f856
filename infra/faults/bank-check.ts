/**
 * What a job at the bank has left: each line once and taken whole, each match once with its journal once, no statement,
 * publication or notice twice, the balances that the bank shows. Matches and their journals are those of all jobs of the
 * county, so that none is left of a match that nobody made.
 */
import { firstDay } from '@hh/kernel/period.ts';
import type { Connection } from '@hh/service/mongo.ts';
import { COUNTY } from '../demo/county.ts';
import { operators } from '../demo/ventures.ts';
import { ADVANCED, type BankFile, COMPOUNDS, SHORT, SPLIT } from './bank-job.ts';
import { itemOf } from './bank-returns.ts';
import { type Share, sharesOf } from './oracle.ts';
import { auditOf, compare, type Document, journalOf, read, together, type Verdict, wordsOfJournal } from './verdict.ts';
import type { World } from './world.ts';

type Done = Extract<World['jobs'][number], { readonly kind: 'BANK' }>;

export async function checkBank(world: World, done: Done): Promise<Verdict> {
  const { economy } = world.databases;
  const [share] = sharesOf(done.job.terms, done.job.periods, done.job.entries) as [Share];
  return together(
    await Promise.all([
      checkEntries(economy, done),
      checkStatements(economy, done),
      checkMatches(economy, done, share),
      checkMatchJournals(world),
      checkShare(world, done, share),
      checkPublications(world, done),
      checkBalances(world),
      checkAudit(world, done),
    ]),
  );
}

async function checkEntries(economy: Connection, { job: { agreement, entries } }: Done): Promise<Verdict> {
  const found = await read(economy, 'entries', { agreement });
  return compare(
    'entries',
    entries.map(({ externalRef, fen, period }) => `${externalRef} ${fen} ${period}`),
    found.map(({ externalRef, amount, period }) => `${externalRef} ${amount} ${period}`),
  );
}

/** Each statement once and signed, each of its lines once, nothing of it open, known to the book on its day. */
async function checkStatements(economy: Connection, { job: { files, periods } }: Done): Promise<Verdict> {
  const codes = files.map(({ code }) => code);
  const statements = await read(economy, 'bankStatements', {
    account: { $in: codes },
    from: { $gte: firstDay(periods[1]) },
  });
  const lines = await read(economy, 'bankLines', { account: { $in: codes }, bookedOn: { $gte: firstDay(periods[1]) } });
  const imports = await read(economy, 'bankImports', { fileName: { $in: files.map(({ fileName }) => fileName) } });
  // Sent twice at once it may be kept twice; the second time it brings nothing.
  const rows = files.map(({ fileName }) => {
    const own = imports.filter((each) => each.fileName === fileName);
    return `${fileName} ${own.reduce((sum, { posted }) => sum + Number(posted), 0)}`;
  });
  const ended = imports
    .filter(({ state }) => state !== 'DONE')
    .map((each) => `a bank's file ended as ${JSON.stringify(each.problem)}`);
  return together([
    compare(
      'bank statements',
      files.map(({ code, fileName, opening, closing }) => `${code} ${fileName} ${opening} ${closing} SIGNED`),
      statements.map((each) => `${each.account} ${each.fileName} ${each.opening} ${each.closing} ${each.state}`),
    ),
    compare(
      'bank lines',
      files.flatMap(({ code, lines: own }) => own.map(({ on, amount }) => `${code} ${on} ${amount} 0 ${on}`)),
      lines.map((each) => `${each.account} ${each.bookedOn} ${each.amount} ${each.open} ${each.recordedOn}`),
    ),
    compare(
      'rows of files',
      files.map(({ fileName, lines: own }) => `${fileName} ${own.length}`),
      rows,
    ),
    { lost: 0, doubled: 0, wrong: ended },
  ]);
}

/** What was matched, what stands of it, and what was taken back and matched again. */
async function checkMatches(economy: Connection, { job }: Done, share: Share): Promise<Verdict> {
  const { agreement, files } = job;
  const [office, owners] = files as readonly [BankFile, BankFile];
  const found = await matchesOf(economy, job);
  const taken = ({ code }: BankFile, state: string, ...amounts: readonly bigint[]) =>
    amounts.map((fen) => `${code} ${fen} ${state}`);
  const [transfer, arrival] = [office.lines[3]?.amount ?? 0n, owners.lines[0]?.amount ?? 0n];
  const rest = share.pool - SHORT - ADVANCED - SPLIT;
  // Each line once; the receipt in two parts, the first transfer and arrival and the rest once more, since they were undone.
  const whole = files.flatMap((file) => taken(file, 'BOOKED', ...file.lines.map(({ amount }) => amount)));
  const receipt = taken(office, 'BOOKED', office.lines[1]?.amount ?? 0n)[0];
  const expected = [
    ...whole.filter((each) => each !== receipt),
    ...taken(office, 'BOOKED', SPLIT, rest),
    `${office.code}  BOOKED`,
    ...taken(office, 'UNDONE', rest, transfer),
    ...taken(owners, 'UNDONE', arrival),
  ];
  const batches = await read(economy, 'matchBatches', { bankAccount: office.code });
  const [lost] = await read(economy, 'writeOffs', { _id: `${COUNTY}/${job.periods[1]}` });
  const [operator] = operators;
  const ofNoShare = [
    itemOf('economy', `2241.${operator?.uscc}`),
    ...COMPOUNDS.flatMap((code) => [itemOf('economy', `2241.${code}`, code), itemOf('owners', `1221.${code}`, code)]),
  ];
  const items = await read(economy, 'bookItems', { $or: [{ agreement }, { _id: { $in: ofNoShare } }] });
  const left = items
    .filter(({ open, taken: held }) => open !== 0n || held !== 0n)
    .map(({ _id, open, taken: held }) => `${_id} is left with ${open}, of which ${held} is taken`);
  if (lost?.total !== SHORT) left.push(`${lost?.total} was written off and not ${SHORT}`);
  return together([
    compare(
      'matches',
      expected,
      found.map(
        ({ bankAccount, lines, state }) =>
          `${bankAccount} ${(lines as Document[]).map(({ amount }) => amount)} ${state}`,
      ),
    ),
    compare(
      'batches of matches',
      ['SUGGESTIONS', 'UNDO', 'SUGGESTIONS', 'SUGGESTIONS', 'APPROVE'].map((kind) => `${kind} DONE 1 1 1 0`),
      batches.map((each) => `${each.kind} ${each.state} ${each.total} ${each.done} ${each.matched} ${each.refused}`),
    ),
    { lost: 0, doubled: 0, wrong: left },
  ]);
}

/** Of this job's lines; what is set off has none, and stands on the office's account, which is the job's own. */
async function matchesOf(economy: Connection, { files, periods }: Done['job']): Promise<Document[]> {
  const [office] = files;
  const since = { 'lines.bookedOn': { $gte: firstDay(periods[1]) } };
  const own = { bankAccount: { $in: files.map(({ code }) => code) }, ...since };
  return await read(economy, 'matches', { $or: [{ bankAccount: office?.code }, own] });
}

/** Of every match of the county its journal, and of those that were taken back its reversal, in the book of its account. */
async function checkMatchJournals({ databases: { economy, property } }: World): Promise<Verdict> {
  const matches = await read(economy, 'matches', {});
  const parts = [economy, property].map(async (database, at) => {
    const book = ['economy', 'owners'][at];
    const journals = await read(database, 'ledger_journals', { book, 'source.kind': /^bank-match/ });
    // What an owners' bank has charged stands in both books; what nobody approved in none.
    const isIn = (match: Document) => match.book === book || (book === 'economy' && match.variance === 'FEE');
    const own = matches.filter((match) => match.isBegun && isIn(match));
    return compare(
      `the journals of matches in the book ${book}`,
      own.flatMap(({ _id, state }) => [
        `bank-match ${_id}`,
        ...(state === 'UNDONE' ? [`bank-match-reversal ${_id}`] : []),
      ]),
      journals.map(({ source }) => `${(source as Document).kind} ${(source as Document).key}`),
    );
  });
  return together(await Promise.all(parts));
}

/** It was paid, arrived and is published; its workflow has nothing left to wait for. */
async function checkShare({ databases }: World, { job, allocation }: Done, share: Share): Promise<Verdict> {
  const { economy, property, workflows } = databases;
  const { agreement } = job;
  const words = (_id: unknown, state: unknown, pool: unknown, lines: unknown) => `${_id} ${state} ${pool} ${lines}`;
  const journals = async (connection: Connection) =>
    (
      await read(connection, 'ledger_journals', {
        'lines.dimensions.agreement': agreement,
        'source.kind': { $not: /^bank-match/ },
      })
    ).map(wordsOfJournal);
  return together([
    compare(
      'allocations',
      [words(allocation, 'PUBLISHED', share.pool, share.lines)],
      (await read(economy, 'allocations', { agreement })).map(({ _id, state, pool, lines }) =>
        words(
          _id,
          state,
          pool,
          (lines as Document[]).map(({ compound, amount }) => [compound, amount]),
        ),
      ),
    ),
    compare(
      'workflows',
      [`alloc-${allocation} DONE`],
      (await read(workflows, 'runs', { 'input.agreement': agreement })).map(({ _id, state }) => `${_id} ${state}`),
    ),
    compare("the economy's journals", journalOf(share, `allocation ${allocation}`, agreement), await journals(economy)),
    compare("the owners' journals", journalOf(share, `credit ${allocation}`, agreement), await journals(property)),
  ]);
}

/** One for each compound, with one notice. */
async function checkPublications({ databases }: World, { job: { periods } }: Done): Promise<Verdict> {
  const [period] = periods;
  const published = await read(databases.property, 'publications', { period, compound: { $in: COMPOUNDS } });
  const ids = published.map(({ _id }) => _id);
  const notices = await read(databases.organization, 'notices', {
    subjectType: 'Publication',
    subjectId: { $in: ids },
  });
  return together([
    compare(
      'publications',
      COMPOUNDS.map((compound) => `${compound} PUBLISHED true`),
      published.map(({ compound, state, isCurrent }) => `${compound} ${state} ${isCurrent}`),
    ),
    compare(
      'notices of publications',
      ids.map((id) => `${id} PUBLISHED`),
      notices.map(({ subjectId, state }) => `${subjectId} ${state}`),
    ),
  ]);
}

/** The accounts of the banks hold what the banks say, whatever jobs came before. */
async function checkBalances({ databases: { economy, property }, jobs }: World): Promise<Verdict> {
  const files = jobs.flatMap((done) => (done.kind === 'BANK' ? done.job.files : []));
  // Of an account its last file knows.
  const expected = new Map(files.map(({ code, compound, closing }) => [`1002.${compound ?? code}`, closing]));
  const of = { code: { $in: [...expected.keys()] } };
  const found = await Promise.all([economy, property].map((database) => read(database, 'ledger_accounts', of)));
  const balances = found.flat().map(({ code, debit, credit }) => `${code} ${(debit as bigint) - (credit as bigint)}`);
  const due = [...expected].map(([code, fen]) => `${code} ${fen}`);
  return compare('accounts of banks', due, balances);
}

const batchActs = { SUGGESTIONS: 'confirmSuggestions', UNDO: 'undoMatchBatch', APPROVE: 'approveMatchBatch' } as const;

async function checkAudit({ databases }: World, { job, allocation, assertions }: Done): Promise<Verdict> {
  const { economy, property } = databases;
  const { agreement: code, periods, files } = job;
  const [office] = files as readonly [BankFile];
  const [agreement] = await read(economy, 'agreements', { code });
  const [period] = await read(economy, 'agreement_periods', { agreement: code, period: periods[0] });
  const since = firstDay(periods[1]);
  const own = { $in: files.map((file) => file.code) };
  const rows = await read(economy, 'bankStatements', { account: own, from: { $gte: since } });
  const statements = rows.map(({ _id }) => _id);
  const reopened = rows.filter(({ reopenedBy }) => reopenedBy !== null).map(({ _id }) => _id);
  const matches = await matchesOf(economy, job);
  const approved = (approval: (match: Document) => boolean) =>
    matches.filter((match) => match.approvedBy !== null && approval(match)).map(({ _id }) => _id);
  const isSetOff = ({ lines }: Document) => (lines as Document[]).length === 0;
  const mapping = `${code} 银行`;
  const batches = await read(economy, 'matchBatches', { bankAccount: office.code });
  const published = await read(property, 'publications', { period: periods[0], compound: { $in: COMPOUNDS } });
  const idsOf = (rows: readonly Document[]) => rows.map(({ _id }) => _id);
  const byHand = matches.filter(({ rule }) => rule === 'BY_HAND');
  const months = periods.flatMap((month) => [`economy ${month}`, `owners ${month}`]);
  const subjects = [
    agreement?._id,
    period?._id,
    allocation,
    office.code,
    mapping,
    ...statements,
    ...idsOf(matches),
    ...idsOf(batches),
  ];
  const expected = [
    `createAgreement ${agreement?._id}`,
    `activateAgreement ${agreement?._id}`,
    `endAgreement ${agreement?._id}`,
    `closePeriod ${period?._id}`,
    `approveAllocation ${allocation}`,
    `settleDeclaration ${allocation}`,
    `openBankAccount ${office.code}`,
    ...statements.flatMap((id) => [`importBankStatement ${id}`, `signBankStatement ${id}`]),
    ...idsOf(byHand).map((id) => `confirmMatch ${id}`),
    `saveBankMapping ${mapping}`,
    // The newest of the office's statements is signed, reopened, and signed once more.
    ...reopened.flatMap((id) => [`reopenBankStatement ${id}`, `signBankStatement ${id}`]),
    ...batches.map(({ _id, kind }) => `${batchActs[kind as keyof typeof batchActs]} ${_id}`),
    ...approved(({ variance }) => variance === 'WRITE_OFF').map((id) => `approveWriteOff ${id}`),
    ...approved(isSetOff).map((id) => `approveSetOff ${id}`),
    // A batch that approves or takes back leaves one row for all.
    ...approved((match) => match.variance !== 'WRITE_OFF' && !isSetOff(match) && match.batch === null).map(
      (id) => `approveMatch ${id}`,
    ),
    ...matches.filter(({ state, batch }) => state === 'UNDONE' && batch === null).map(({ _id }) => `undoMatch ${_id}`),
    ...months.flatMap((month) => [`proposeMonth ${month}`, `sealMonth ${month}`]),
    ...idsOf(published).flatMap((id) => [`preparePublication ${id}`, `publishPublication ${id}`]),
    ...assertions.map((id) => `assertBalance ${id}`),
    ...assertions.slice(1).map((id) => `withdrawAssertion ${id}`),
  ];
  const ids = [...subjects, ...months, ...idsOf(published), ...assertions];
  return compare('audit rows', expected, await auditOf(databases, ids, ['postEntries', 'uploadBankStatement']));
}
