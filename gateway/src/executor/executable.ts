/** One operation with its plan, ready to be executed as often as it comes: data is fetched, put together and shaped. */
import type { QueryPlan } from '@apollo/query-planner';
import { LeastRecent } from '@hh/service/least-recent.ts';
import {
  type DocumentNode,
  executeSync,
  type FragmentDefinitionNode,
  type GraphQLError,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
} from 'graphql';
import { compiledWork } from './compiled-work.ts';
import { complete } from './complete.ts';
import type { Run } from './fetch.ts';
import type { Entity } from './objects.ts';
import { partsOf } from './parts.ts';
import { createSteps } from './plan.ts';
import { createPlace, type Field, type Place } from './selection.ts';
import { createShape, type Shape } from './shape.ts';
import { Told } from './told.ts';
import type { TypesOf } from './types.ts';
import { interpretedWork } from './work.ts';

export interface Executed {
  readonly data: Entity | null;
  readonly errors?: readonly GraphQLError[];
}

/** `variables` are complete: what was not given has taken its default. */
export type Executable = (run: Pick<Run, 'request' | 'variables' | 'sourceOf'>) => Executed | Promise<Executed>;

export interface Planned {
  /** Of what callers may ask. */
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operationName: string | null;
  readonly plan: QueryPlan;
  /** Of the types that the subgraphs have, hidden ones too. */
  readonly typesOf: TypesOf;
  /** The name that what is asked for by this one was fetched by. */
  readonly fromOf?: (name: string) => string;
  /** Then its functions are made at once, and not only when it comes again. */
  readonly isAskedOften?: boolean;
}

/** What is selected where the conditions say the same, and how often that came. */
interface Selection {
  readonly place: Place;
  shape: Shape | null;
  times: number;
}

/** By what their conditions say: few of the combinations are asked. */
const KEPT_SELECTIONS = 8;

/** Throws `Unknown` where the plan holds what this executor does not know. */
export function createExecutable(planned: Planned): Executable {
  const { schema, document, plan, typesOf, fromOf = (name) => name } = planned;
  const { operation, root, fragments, conditions } = partsOf(schema, document, planned.operationName);
  const selections = new LeastRecent<string, Selection>(KEPT_SELECTIONS);
  const { isAskedOften = false } = planned;
  let fetchAll = createSteps(plan, typesOf, isAskedOften ? compiledWork : interpretedWork);
  let times = 0;

  /** Compiled when it comes again, as the operations of subgraphs are: decision 24. */
  function compileOnce(): void {
    times += 1;
    if (times === 2 && !isAskedOften) fetchAll = createSteps(plan, typesOf, compiledWork);
  }

  function selectionFor(variables: Run['variables']): Selection {
    const key = conditions.map((name) => variables[name]).join();
    return selections.get(key) ?? selections.set(key, newSelection(variables));
  }

  function newSelection(variables: Run['variables']): Selection {
    const met = new Set(conditions.filter((name) => variables[name] === true));
    const place = createPlace(operation.selectionSet, { schema, fragments, fromOf, isMet: (name) => met.has(name) });
    return { place, shape: null, times: 0 };
  }

  function shapeOf(selection: Selection): Shape | null {
    selection.times += 1;
    if (selection.times === (isAskedOften ? 1 : 2)) selection.shape = createShape(schema, selection.place, root);
    return selection.shape;
  }

  function answer({ data, told, variables }: Run): Executed {
    const selection = selectionFor(variables);
    const shaped = shapeOf(selection)?.(data);
    const introspect = (field: Field) => introspected(schema, operation, fragments, field, variables);
    const completed = shaped ?? complete(selection.place, root, data, { schema, told, introspect });
    return told.errors.length > 0 ? { errors: told.errors, data: completed } : { data: completed };
  }

  return (given) => {
    compileOnce();
    const run: Run = { ...given, data: {}, found: new Map(), told: new Told() };
    const fetching = fetchAll(run);
    return fetching ? fetching.then(() => answer(run)) : answer(run);
  };
}

/** The graph describes itself here; no subgraph knows the whole of it. */
function introspected(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  { name, nodes }: Field,
  variableValues: Run['variables'],
): unknown {
  const selectionSet = { kind: Kind.SELECTION_SET, selections: nodes } as const;
  const document = {
    kind: Kind.DOCUMENT,
    definitions: [{ ...operation, selectionSet, directives: [] }, ...fragments.values()],
  } as const;
  const { data, errors } = executeSync({ schema, document, rootValue: {}, variableValues });
  if (errors) throw new AggregateError(errors, 'the graph cannot describe itself');
  return data?.[name] ?? null;
}
