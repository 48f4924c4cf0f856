/** The service of long-running work: the list of workflows, and what begins each of them. */
import { AllocationApproved } from '@hh/events/allocation-approved.ts';
import { AllocationReached } from '@hh/events/allocation-reached.ts';
import { newId } from '@hh/kernel/id.ts';
import { isRefusal } from '@hh/kernel/refusal.ts';
import { auditTrailResolvers } from '@hh/service/audit-trail.ts';
import { LEASE_MS } from '@hh/service/lease.ts';
import { READ_MS } from '@hh/service/metrics.ts';
import { collectionsMigration } from '@hh/service/migrations.ts';
import {
  type AskGraph,
  mergeResolvers,
  type Platform,
  type RunningService,
  type ServiceDefinition,
} from '@hh/service/service.ts';
import { createEngine } from './engine/create-engine.ts';
import { createQueueBoard } from './queue-board/queue-board.routes.ts';
import { createRunCommands } from './run/run.commands.ts';
import { createRunResolvers } from './run/run.resolvers.ts';
import { createRunStore, runsCollection } from './run/run.store.ts';
import { createBooks } from './share-profit/books.ts';
import { createShareProfitResolvers } from './share-profit/share-profit.resolvers.ts';
import { runOfAllocation, shareProfit, shareProfitToCredit } from './share-profit/share-profit.ts';

export const workflows: ServiceDefinition = {
  name: 'workflows',
  sdl: [new URL('./run/run.graphql', import.meta.url), new URL('./share-profit/share-profit.graphql', import.meta.url)],
  registers: [],
  queues: ['workflows'],
  collections: [runsCollection],
  migrations: [
    collectionsMigration('0001-collections', [runsCollection]),
    collectionsMigration('0002-forms', [runsCollection]),
  ],
  create: createWorkflows,
};

/** The stories there are, by hand. */
export function stories(ask: AskGraph) {
  const books = createBooks(ask);
  // Every version that a run may still stand on, side by side; the newest first.
  return [shareProfit(books), shareProfitToCredit(books)] as const;
}

function createWorkflows(platform: Platform): RunningService {
  const { connection, clock, log, telemetry, writer, redisUrl, queuePrefix } = platform;
  const defined = stories(platform.ask);
  const [sharing] = defined;

  const store = createRunStore({ connection, holder: newId(), leaseMs: LEASE_MS, workflows: defined });
  const engine = createEngine({
    workflows: defined,
    store,
    clock,
    chance: Math.random,
    log,
    telemetry,
    redisUrl,
    queuePrefix,
  });
  const { workflowOldestDue, workflowParked, workflowUnknown } = telemetry.metrics;
  workflowOldestDue.readFrom(async () => {
    const now = clock.now();
    const since = await store.oldestDue(now, READ_MS);
    return [{ value: since ? (now.getTime() - since.getTime()) / 1_000 : 0 }];
  });
  workflowParked.readFrom(async () => [{ value: await store.countParked(READ_MS) }]);
  workflowUnknown.readFrom(async () => {
    const found = await store.unknown(clock.now(), READ_MS);
    const readings = found.map(({ runs: value, definition, version }) => ({
      labels: { definition, version: String(version) },
      value,
    }));
    return readings.length > 0 ? readings : [{ value: 0 }];
  });
  const board = createQueueBoard(platform);
  const commands = createRunCommands({ writer, store, engine, clock });

  return {
    resolvers: mergeResolvers(
      createRunResolvers({ store, commands }),
      createShareProfitResolvers(store),
      auditTrailResolvers(platform, 'workflows'),
    ),
    on: {
      [AllocationApproved.name]: async ({ county, payload }, session) => {
        const input = AllocationApproved.schema.parse(payload);
        await engine.start(session, sharing, { id: runOfAllocation(input.allocation), county, input });
      },
      [AllocationReached.name]: async ({ id, payload }, session) => {
        const reached = AllocationReached.schema.parse(payload);
        const { allocation, state } = reached;
        const told = await engine.signal(session, runOfAllocation(allocation), { id, name: state, payload: reached });
        // A run that has ended, such as one of the first version, waits for nothing.
        if (isRefusal(told)) log.info({ allocation, state, refused: told.code }, 'no run waits for this');
      },
    },
    routes: board.routes,
    start: () => engine.begin(),
    stop: async () => {
      await Promise.all([engine.stop(), board.stop()]);
    },
    isIdle: () => engine.isIdle(),
  };
}
