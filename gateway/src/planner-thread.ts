/** The thread that plans: it reads a supergraph once, and then operation by operation. */
import { parentPort, workerData } from 'node:worker_threads';
import { Supergraph } from '@apollo/federation-internals';
import { QueryPlanner, type QueryPlannerConfig } from '@apollo/query-planner';
import { parse } from 'graphql';
import { planHere } from './planner.ts';
import type { Plan } from './plans.ts';

export interface PlannerTask {
  readonly text: string;
  readonly operationName: string | undefined;
}

export type PlannerTold = 'ready' | { readonly plan: Plan } | { readonly problem: string };

const { supergraphSdl, config } = workerData as { supergraphSdl: string; config: QueryPlannerConfig };
const supergraph = Supergraph.build(supergraphSdl);
const plan = planHere(new QueryPlanner(supergraph, config), supergraph.apiSchema());
const tell = (told: PlannerTold) => parentPort?.postMessage(told);

parentPort?.on('message', async ({ text, operationName }: PlannerTask) => {
  try {
    tell({ plan: await plan({ document: parse(text, { noLocation: true }), operationName }) });
  } catch (error) {
    tell({ problem: error instanceof Error ? error.message : String(error) });
  }
});
tell('ready');
