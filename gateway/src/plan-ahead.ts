/** What is asked often is planned on a new supergraph before that goes live: nobody waits for a plan because of a reload. */
import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { operationFromDocument, Supergraph } from '@apollo/federation-internals';
import { QueryPlanner, type QueryPlannerConfig } from '@apollo/query-planner';
import { LeastRecent } from '@hh/service/least-recent.ts';
import type { Log } from '@hh/service/log.ts';
import { type DocumentNode, Kind, parse, validate } from 'graphql';
import { createPlainForm } from './operation.ts';
import type { Plan } from './plans.ts';
import { requiredNames } from './required-names.ts';
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

/** Plans by the name that Apollo gives them. Others are served in between; what does not fit any more has no plan. */
export async function planAhead(options: {
  readonly supergraphSdl: string;
  readonly config: QueryPlannerConfig;
  readonly asked: readonly Asked[];
  readonly log: Log;
}): Promise<ReadonlyMap<string, Plan>> {
  const supergraph = Supergraph.build(options.supergraphSdl);
  const planner = new QueryPlanner(supergraph, options.config);
  const apiSchema = supergraph.apiSchema();
  const schema = apiSchema.toGraphQLJSSchema();
  const required = requiredNames(options.supergraphSdl);
  const plainForm = createPlainForm(() => required);
  const plans = new Map<string, Plan>();
  for (const asked of options.asked) {
    await nextTurn();
    const { document, operationName } = asked;
    const [problem] = validate(schema, document);
    if (problem) {
      options.log.info({ operation: operationName, problem: problem.message }, 'asked until now, and gone');
      continue;
    }
    const plain = plainForm(schema, document, operationName);
    const operation = operationFromDocument(apiSchema, plain.document, operationName ? { operationName } : {});
    plans.set(planKey(asked), planner.buildQueryPlan(operation));
  }
  return plans;
}
