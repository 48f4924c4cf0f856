/** What is made of an operation once it comes again, as text for people. */
import type { FetchNode, PlanNode, QueryPlan } from '@apollo/query-planner';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import { texts } from './compiled-work.ts';
import { partsOf } from './parts.ts';
import type { PlanPath } from './places.ts';
import { createPlace } from './selection.ts';
import { shapeText } from './shape.ts';
import { createTypesOf } from './types.ts';

/** With every condition met; what is interpreted has no text. */
export function explain(options: {
  readonly schema: GraphQLSchema;
  readonly supergraphSchema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operationName: string | null;
  readonly plan: QueryPlan;
}): string {
  const { schema, supergraphSchema, document, operationName, plan } = options;
  const typesOf = createTypesOf(supergraphSchema);
  const fetches = plan.node && plan.node.kind !== 'Subscription' ? fetchesOf(plan.node, []) : [];
  const { operation, root, fragments } = partsOf(schema, document, operationName);
  const selecting = { schema, fragments, fromOf: (name: string) => name, isMet: () => true };
  const shape = shapeText(schema, createPlace(operation.selectionSet, selecting), root);
  return [
    ...fetches.map(({ fetch, path }) => {
      const made = Object.entries(texts(fetch, path, typesOf));
      return [`## ${fetch.serviceName}, at ${path.join('.') || 'the root'}`, ...made.map(written)].join('\n\n');
    }),
    ['## The answer', written(['shape', shape?.text ?? null])].join('\n\n'),
  ].join('\n\n');
}

function written([what, text]: readonly [string, string | null]): string {
  return text ?? `${what}: interpreted`;
}

function fetchesOf(node: PlanNode, path: PlanPath): readonly { readonly fetch: FetchNode; readonly path: PlanPath }[] {
  switch (node.kind) {
    case 'Fetch':
      return [{ fetch: node, path }];
    case 'Flatten':
      return fetchesOf(node.node, [...path, ...node.path.map(String)]);
    case 'Condition':
      return [node.ifClause, node.elseClause].flatMap((each) => (each ? fetchesOf(each, path) : []));
    case 'Sequence':
    case 'Parallel':
      return node.nodes.flatMap((each) => fetchesOf(each, path));
    default:
      return [];
  }
}
