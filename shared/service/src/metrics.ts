/**
 * Every metric there is, in one place. A process has one registry, made where it starts and passed on. Labels come from
 * closed sets (routes of the code, services, codes): whatever a caller can make up has no place in one.
 */
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { within } from './within.ts';

const MILLISECONDS_TO_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const JOURNALS = [1, 2, 5, 10, 20, 50, 100, 200, 500];
/** How long a scrape waits for what it reads from a store. */
export const READ_MS = 1_000;

export type Metrics = ReturnType<typeof createMetrics>;

export function createMetrics() {
  const registry = new Registry();
  const about = (name: string, help: string) => ({ name: `hh_${name}`, help, registers: [registry] });
  const seconds = <Label extends string>(name: string, help: string, ...labelNames: Label[]) =>
    new Histogram({ ...about(name, help), labelNames, buckets: MILLISECONDS_TO_SECONDS });
  const count = <Label extends string>(name: string, help: string, ...labelNames: Label[]) =>
    new Counter({ ...about(name, help), labelNames });

  const readFailures = count('metrics_read_failures_total', 'Gauges that a store did not tell in time', 'metric');
  const asked = <Label extends string>(name: string, help: string, ...labelNames: Label[]) =>
    gaugeReadWhenAsked({ ...about(name, help), labelNames }, () => readFailures.inc({ metric: `hh_${name}` }));

  return {
    registry,

    // Over HTTP, in every process
    httpRequests: seconds('http_request_duration_seconds', 'Requests by route and class of status', 'route', 'status'),

    // The gateway
    graphqlErrors: count('graphql_errors_total', 'Errors of answers, by extensions.code', 'code'),
    planLookups: count('gateway_plan_lookups_total', 'Operations whose plan was kept (hit) or not (miss)', 'result'),
    planning: seconds('gateway_plan_duration_seconds', 'Planning of an operation that had no plan yet'),
    executions: count(
      'gateway_executions_total',
      'Operations whose plan the gateway ran itself (own) or had to leave to Apollo (apollo)',
      'by',
    ),
    fetches: seconds(
      'gateway_fetch_duration_seconds',
      'Fetches to a subgraph, its own time and the way there',
      'subgraph',
      'outcome',
    ),
    breakers: asked('breaker_state', 'Of the way to a replica: 0 closed, 1 about to go, 2 open', 'service', 'replica'),

    // The subgraphs
    operations: seconds('subgraph_operation_duration_seconds', 'Operations of a subgraph', 'subgraph', 'outcome'),
    operationLookups: count(
      'subgraph_operation_lookups_total',
      'Operations that were compiled already (hit) or not (miss)',
      'subgraph',
      'result',
    ),

    // Events and work. Every replica of a service reads the same rows and tells the same: take the maximum, not the sum.
    deliveries: count('relay_deliveries_total', 'Events handed to a subscriber', 'service', 'subscriber', 'outcome'),
    outboxAge: asked(
      'outbox_oldest_seconds',
      'Age of the oldest event not acknowledged; 0 when there is none',
      'service',
    ),
    queueJobs: asked('queue_jobs', 'Wake-ups in the queue', 'queue', 'state'),
    queueSwept: asked('queue_swept_seconds', 'Since due work of the queue was last looked for', 'queue'),
    workflowOldestDue: asked('workflow_oldest_due_seconds', 'How long the oldest due run has been due; 0 when none is'),
    workflowParked: asked('workflow_parked_runs', 'Runs that wait for a person'),
    workflowUnknown: asked(
      'workflow_unknown_runs',
      'Due runs that this process has no code for',
      'definition',
      'version',
    ),
    workflowSteps: seconds(
      'workflow_step_duration_seconds',
      'Steps of workflows by what came of them',
      'workflow',
      'step',
      'outcome',
    ),

    // The books
    ledgerBatch: new Histogram({
      ...about('ledger_batch_journals', 'Journals in a group commit'),
      labelNames: ['book'],
      buckets: JOURNALS,
    }),
    ledgerCommits: seconds('ledger_commit_duration_seconds', 'Group commits', 'book'),
  };
}

export interface Reading {
  readonly labels?: Readonly<Record<string, string>>;
  readonly value: number;
}

type Read = () => Promise<readonly Reading[]> | readonly Reading[];

export interface AskedGauge {
  /** One of those who know; in one process several services tell their part. */
  readFrom(read: Read): void;
  /** What they tell now; those who do not in time are left out. */
  read(): Promise<readonly Reading[]>;
}

/** Read when somebody asks. Where a store does not tell in time the gauge is left out: an old value would be a lie. */
function gaugeReadWhenAsked(
  about: { name: string; help: string; registers: Registry[]; labelNames: string[] },
  failed: () => void,
): AskedGauge {
  const sources: Read[] = [];
  const readAll = async (): Promise<readonly Reading[]> => {
    const readings = await Promise.all(
      sources.map((read) =>
        within(READ_MS, async () => await read()).catch(() => {
          failed();
          return [];
        }),
      ),
    );
    return readings.flat();
  };
  const gauge = new Gauge({
    ...about,
    async collect() {
      const readings = await readAll();
      this.reset();
      this.remove({});
      for (const { labels, value } of readings) this.set(labels ?? {}, value);
    },
  });
  gauge.remove({});
  return { readFrom: (read) => void sources.push(read), read: readAll };
}
