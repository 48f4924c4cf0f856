/**
 * What is asked often is planned on a new supergraph, and made ready to be executed, before that goes live: nobody waits
 * because of a reload.
 */
import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Supergraph } from '@apollo/federation-internals';
import { QueryPlanner, type QueryPlannerConfig } from '@apollo/query-planner';
import { LeastRecent } from '@hh/service/least-recent.ts';
import type { Log } from '@hh/service/log.ts';
import { type DocumentNode, Kind, parse, validate } from 'graphql';
import type { Planned } from './executor/executable.ts';
import { createTypesOf } from './executor/types.ts';
import { createPlainForm } from './operation.ts';
import { type PlanIt, PlanningTooLong, planHere } from './planner.ts';
import type { Plan } from './plans.ts';
import { nameApart, requiredNames } from './required-names.ts';
import { hashOf } from './trusted-documents.ts';

export interface Asked {
  readonly queryHash: string;
  /** As it was asked for: the only operation needs no name. */
  readonly operationName: string | undefined;
  readonly document: DocumentNode;
}

const WATCHED = 1_000;
const PLANNED_AHEAD = 200;

/** As Apollo names a plan. */
export function planKey({ queryHash, operationName }: Pick<Asked, 'queryHash' | 'operationName'>): string {
  return operationName ? createHash('sha256').update(queryHash).update(operationName).digest('hex') : queryHash;
}

/** What a client may ask of a document: each operation by its name, and the only one without. */
export function askedOf(text: string): readonly Asked[] {
  const queryHash = hashOf(text);
  const document = parse(text);
  const names = document.definitions.flatMap((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION ? [definition.name?.value] : [],
  );
  const asked = names.length === 1 ? new Set([names[0], undefined]) : names;
  return [...asked].map((operationName) => ({ queryHash, operationName, document }));
}

/** Which operations are asked most, of those asked last. */
export function watchAsked() {
  const watched = new LeastRecent<string, { readonly asked: Asked; times: number }>(WATCHED);
  return {
    note({ queryHash, operationName, document }: Asked): void {
      const asked = { queryHash, operationName, document };
      const key = planKey(asked);
      const known = watched.get(key);
      if (known) known.times += 1;
      else watched.set(key, { asked, times: 1 });
    },
    most: (): readonly Asked[] =>
      watched
        .values()
        .sort((one, other) => other.times - one.times)
        .slice(0, PLANNED_AHEAD)
        .map(({ asked }) => asked),
  };
}

/** Operations by the name that Apollo gives their plans. Others are served in between; what does not fit any more is left out. */
export async function planAhead(options: {
  readonly supergraphSdl: string;
  readonly config: QueryPlannerConfig;
  readonly asked: readonly Asked[];
  /** On a thread that plans for this supergraph; without one it is done here. */
  readonly plan?: PlanIt | undefined;
  readonly log: Log;
}): Promise<ReadonlyMap<string, Planned>> {
  const { supergraphSdl, config, log } = options;
  const supergraph = Supergraph.build(supergraphSdl);
  const apiSchema = supergraph.apiSchema();
  const planIt = options.plan ?? planHere(new QueryPlanner(supergraph, config), apiSchema);
  const schema = apiSchema.toGraphQLJSSchema();
  const typesOf = createTypesOf(supergraph.schema.toGraphQLJSSchema());
  const required = requiredNames(supergraphSdl);
  const plainForm = createPlainForm(() => required);
  const fromOf = nameApart(required);
  const ahead = new Map<string, Planned>();
  for (const asked of options.asked) {
    await nextTurn();
    const { document, operationName } = asked;
    const [problem] = validate(schema, document);
    if (problem) {
      log.info({ operation: operationName, problem: problem.message }, 'asked until now, and gone');
      continue;
    }
    const plain = plainForm(schema, document, operationName);
    const plan = await unlessTooLong(async () => await planIt({ document: plain.document, operationName }));
    if (plan)
      ahead.set(planKey(asked), { schema, document, operationName: operationName ?? null, plan, typesOf, fromOf });
  }
  return ahead;
}

/** Whoever asks for it next is told so. */
async function unlessTooLong(planned: () => Promise<Plan>): Promise<Plan | null> {
  try {
    return await planned();
  } catch (error) {
    if (error instanceof PlanningTooLong) return null;
    throw error;
  }
}
