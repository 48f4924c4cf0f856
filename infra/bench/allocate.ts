/**
 * The main job at its largest: a thousand agreements closed, approved and credited through both books, by the graph's own
 * mutations and the queue, in one process. Nobody else does this, so it stands alone; at the end the owners' book has to
 * hold exactly what was allocated.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { formatMoney } from '@hh/kernel/money.ts';
import { businessClock } from '@hh/service/business-time.ts';
import { settingsOf } from '@hh/service/config.ts';
import { createLog } from '@hh/service/log.ts';
import type { AskGraph } from '@hh/service/service.ts';
import { unwatched } from '@hh/service/telemetry.ts';
import { parseConfig } from '../config.ts';
import { COUNTY, compounds } from '../demo/county.ts';
import { seedCounty } from '../demo/seed.ts';
import { openVentures } from '../demo/seed-ventures.ts';
import { OPEN_PERIOD, operators } from '../demo/ventures.ts';
import { type Embedded, platformOf, startEmbedded } from '../embedded.ts';
import { personas } from '../world.ts';
import type { BenchOptions } from './bench.ts';
import { cpuMs } from './cpu.ts';
import type { Outcome, Result } from './table.ts';

const AGREEMENTS = 1_000;
const CLIENTS = 16;
const REVENUE = 1_234_500n;
const SHARE = REVENUE / 10n;
const PATIENCE_MS = 300_000;
const COMMANDS = ['find', 'aggregate', 'insert', 'update', 'delete', 'findAndModify', 'getMore', 'commitTransaction'];

const documents = {
  createAgreement: 'AgreementCreated { agreement { code } }',
  activateAgreement: 'AgreementActivated { agreement { code } }',
  postEntries: 'PostedEntries { posted }',
  closePeriod: 'PeriodClosed { allocation { id } }',
  approveAllocation: 'AllocationApproved { allocation { state } }',
} as const;

export async function allocate(options: BenchOptions): Promise<Outcome> {
  const count = Math.round(AGREEMENTS * options.scale);
  const config = parseConfig({});
  const prefix = 'bench';
  const embedded = await startEmbedded({
    mongoUri: options.mongoUri,
    redisUrl: options.redisUrl,
    prefix,
    clock: await businessClock(options.mongoUri, prefix, true),
    log: createLog({ name: 'bench', level: 'error' }),
    telemetry: unwatched(),
    limits: config,
    settings: settingsOf(config),
    identify: async () => null,
  });
  try {
    await seedCounty({ platformOf: (service) => platformOf(embedded, service), progress: options.progress });
    const as = personas(embedded);
    await openVentures(as);
    return { results: await measure(embedded, as, count, options), notes: notesOf(count) };
  } finally {
    await embedded.stop();
  }
}

function notesOf(count: number): string[] {
  return [
    `${count} agreements of one beneficiary each, ${CLIENTS} people at a time; one process, majority and journaled.`,
    'workflows: from the first approval to the last credit. all: from the first closing to the last credit.',
    `Each share was found in the owners' book once, ${formatMoney(SHARE)} each, and in no other state than CREDITED.`,
  ];
}

async function measure(
  embedded: Embedded,
  as: (persona: string) => { ask: AskGraph },
  count: number,
  { progress }: BenchOptions,
): Promise<Result[]> {
  const codes = Array.from({ length: count }, (_, number) => `JV-${2_000 + number}`);
  const perform = <Answer>(persona: string, name: keyof typeof documents, input: object) =>
    ask<Answer>(as(persona).ask, name, input);

  progress(`${count} agreements, each with an entry …`);
  await each(codes, async (code, index) => {
    const home = compounds[index % compounds.length] as (typeof compounds)[number];
    const weights = [{ compound: home.code, weight: 1 }];
    const terms = [{ from: OPEN_PERIOD, rateBp: 1_000, weights }];
    const about = { name: `合作 ${code}`, operator: operators[0]?.uscc, community: home.code.slice(0, 12) };
    const agreement = { code, ...about, business: 'CARE', usesCommonParts: false, terms };
    await perform('finance-maker', 'createAgreement', agreement);
    await perform('finance-checker', 'activateAgreement', { agreement: code });
    const entry = {
      externalRef: 'E-1',
      kind: 'REVENUE',
      amount: formatMoney(REVENUE),
      occurredOn: `${OPEN_PERIOD}-15`,
    };
    await perform('operator', 'postEntries', { agreement: code, entries: [entry] });
  });

  progress('closing …');
  const allocations: string[] = [];
  const began = performance.now();
  await each(codes, async (agreement) => {
    const closed = await perform<{ allocation: { id: string } }>('finance-maker', 'closePeriod', {
      agreement,
      period: OPEN_PERIOD,
    });
    allocations.push(closed.allocation.id);
  });
  const closed = performance.now();
  const before = { cpu: cpuMs(), commands: await commandsTo(embedded) };
  progress('approving …');
  await each(allocations, async (allocation) => {
    await perform('finance-checker', 'approveAllocation', { allocation });
  });
  const approved = performance.now();
  await untilCredited(embedded, count);
  const credited = performance.now();
  const spent = { cpu: cpuMs() - before.cpu, commands: (await commandsTo(embedded)) - before.commands };
  await checkOwnersBook(embedded, count);
  const result = (name: string, unit: string, from: number, to: number): Result => ({
    case: name,
    unit,
    ours: (count / (to - from)) * 1_000,
    peers: {},
  });
  return [
    result('close', 'periods/s', began, closed),
    result('approve, while crediting', 'allocations/s', closed, approved),
    result('workflows', 'workflows/s', closed, credited),
    result('all', 'agreements/s', began, credited),
    { case: 'processors, stores included', unit: 'ms/workflow', ours: spent.cpu / count, peers: {} },
    { case: 'asked of the database', unit: 'commands/workflow', ours: spent.commands / count, peers: {} },
  ];
}

async function ask<Answer>(graph: AskGraph, name: keyof typeof documents, input: object): Promise<Answer> {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
  const document = `mutation($input: ${type}!) { ${name}(input: $input) { ... on ${documents[name]} ... on Refused { code message } } }`;
  const answer = (await graph<Record<string, { code?: string }>>(document, { input }))[name];
  if (answer?.code) throw new Error(`${name}: ${JSON.stringify(answer)}`);
  return answer as Answer;
}

/** So many at a time, in their order. */
async function each<T>(items: readonly T[], work: (item: T, index: number) => Promise<void>): Promise<void> {
  const waiting = items.entries();
  const client = async () => {
    for (const [index, item] of waiting) await work(item, index);
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
}

/** How many commands the database has carried out that read, write or commit. */
async function commandsTo(embedded: Embedded): Promise<number> {
  const admin = platformOf(embedded, 'economy').connection.getClient().db('admin');
  const { metrics } = await admin.command({ serverStatus: 1 });
  return COMMANDS.reduce((sum, name) => sum + Number(metrics.commands[name].total), 0);
}

async function untilCredited(embedded: Embedded, count: number): Promise<void> {
  const allocations = platformOf(embedded, 'economy').connection.collection('allocations');
  const patienceEnds = Date.now() + PATIENCE_MS;
  while ((await allocations.countDocuments({ county: COUNTY, state: 'CREDITED' })) < count) {
    if (Date.now() > patienceEnds) throw new Error('the shares do not arrive');
    await wait(50);
  }
}

/** What the owners' funds hold together is what was allocated: nothing lost, nothing twice. */
async function checkOwnersBook(embedded: Embedded, count: number): Promise<void> {
  const accounts = platformOf(embedded, 'property').connection.collection<{ debit: bigint; credit: bigint }>(
    'ledger_accounts',
  );
  const funds = await accounts.find({ county: COUNTY, code: { $regex: '^2711\\.' } }).toArray();
  const held = funds.reduce((sum, { debit, credit }) => sum + credit - debit, 0n);
  if (held !== SHARE * BigInt(count)) throw new Error(`the owners' book holds ${formatMoney(held)}`);
}
