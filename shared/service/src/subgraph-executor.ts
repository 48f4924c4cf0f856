/**
 * Runs the operations of one subgraph, the same in one process and over HTTP. The text of an operation is compiled once,
 * when it comes again, and kept, least recently used first out; its name is no part of the key, since a gateway gives each client's its own.
 */
import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  type FragmentDefinitionNode,
  type GraphQLError,
  type GraphQLSchema,
  Kind,
  parse,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import { type Caller, createContext, type RequestContext } from './context.ts';
import { failure } from './failure.ts';
import { createTimedRun } from './field-times.ts';
import { LeastRecent } from './least-recent.ts';
import type { Log } from './log.ts';
import { maskSubgraphError } from './masking.ts';
import { type Telemetry, unwatched } from './telemetry.ts';

export interface SubgraphOperation {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly operationName?: string;
  /** Whether the answer shall say what each field took. */
  readonly isTimed?: boolean;
}

export interface SubgraphAnswer {
  readonly data?: unknown;
  /** Each with a code of the closed list. */
  readonly errors?: readonly GraphQLError[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** The operation is valid: whoever asks for a stranger validates it first. */
export type ExecuteSubgraph = (operation: SubgraphOperation, caller: Caller) => Promise<SubgraphAnswer>;

export type Run = (
  context: RequestContext,
  variables: Readonly<Record<string, unknown>>,
) => Promise<ExecutionResult> | ExecutionResult;

/** Of the texts of the operations that are kept: what is compiled takes about a hundred bytes for each. */
const KEPT_CHARACTERS = 500_000;

interface Kept {
  run: Run;
  isCompiled: boolean;
}

export function createSubgraphExecutor(options: {
  name: string;
  schema: GraphQLSchema;
  log: Log;
  telemetry?: Telemetry;
}): ExecuteSubgraph {
  const { name, schema, log, telemetry = unwatched() } = options;
  const { metrics, tracing } = telemetry;
  const about = { attributes: { 'hh.subgraph': name } };
  const operations = new LeastRecent<string, Kept>(KEPT_CHARACTERS, (key) => key.length);
  const timedRun = createTimedRun(schema);

  /**
   * Compiled when it comes for the second time. What comes once is never worth it, and the engine keeps the code of
   * each function that was made of a text long after we have let go of it: decision 24.
   */
  function runOf(query: string, operationName: string | undefined): Run {
    const key = operationKey(query, operationName);
    const kept = operations.get(key);
    metrics.operationLookups.inc({ subgraph: name, result: kept?.isCompiled ? 'hit' : 'miss' });
    if (!kept) return operations.set(key, { run: interpretOperation(schema, query), isCompiled: false }).run;
    if (!kept.isCompiled) Object.assign(kept, { run: compileOperation(schema, query), isCompiled: true });
    return kept.run;
  }

  async function perform(operation: SubgraphOperation, caller: Caller): Promise<SubgraphAnswer> {
    const { query, variables, operationName } = operation;
    const run = operation.isTimed ? timedRun(operation) : runOf(query, operationName);
    // Each fetch has loaders of its own: a mutation's later reads must not see what was read before it.
    const { data, errors, extensions } = await run(createContext(caller), variables ?? {});
    // Nothing ran: the variables do not fit. A gateway sends none of these, and the words may hold what they held.
    if (data === undefined) return { errors: [failure('BAD_USER_INPUT')] };
    const where = { subgraph: name, requestId: caller.requestId };
    const masked = errors?.map((error) => maskSubgraphError(error as GraphQLError, log, where));
    return { data, ...(masked ? { errors: masked } : {}), ...(extensions ? { extensions } : {}) };
  }

  return (operation, caller) =>
    tracing.span(`subgraph ${name}`, about, async (span) => {
      const ended = metrics.operations.startTimer({ subgraph: name });
      let outcome = 'failed';
      try {
        const answer = await perform(operation, caller);
        outcome = answer.errors ? 'errors' : 'ok';
        return answer;
      } finally {
        ended({ outcome });
        if (outcome !== 'ok') span.failed(outcome);
      }
    });
}

/** The text without the name, which stands before anything else that it could be confused with. */
export function operationKey(text: string, operationName: string | undefined): string {
  return operationName ? text.replace(operationName, '') : text;
}

/** graphql-jit where it can compile the operation, graphql-js where it cannot. */
export function compileOperation(schema: GraphQLSchema, text: string): Run {
  const document = writtenOut(parse(text, { noLocation: true }));
  const query = document && compileQuery(schema, document, '', { useExperimentalPathBasedSkipInclude: true });
  return query && isCompiledQuery(query)
    ? (context, variables) => query.query({}, context, variables)
    : interpretOperation(schema, text);
}

const LARGEST_WRITTEN_OUT = 5_000;

/**
 * graphql-jit looks at a fragment once in a selection set, under whatever condition it stands there first, and would
 * lose the other places. Written out, every place has its own nodes. Null where that would be too much.
 */
function writtenOut({ definitions }: DocumentNode): DocumentNode | null {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  let written = 0;
  const expand = (selectionSet: SelectionSetNode): SelectionSetNode => ({
    ...selectionSet,
    selections: written > LARGEST_WRITTEN_OUT ? [] : selectionSet.selections.map(expanded),
  });
  const expanded = (selection: SelectionNode): SelectionNode => {
    written += 1;
    if (selection.kind !== Kind.FRAGMENT_SPREAD)
      return { ...selection, ...(selection.selectionSet ? { selectionSet: expand(selection.selectionSet) } : {}) };
    const { name, ...spread } = selection;
    const fragment = fragments.get(name.value);
    if (!fragment) throw new Error(`an operation that is not valid: there is no fragment ${name.value}`);
    const { typeCondition, selectionSet } = fragment;
    return { ...spread, kind: Kind.INLINE_FRAGMENT, typeCondition, selectionSet: expand(selectionSet) };
  };
  const operations = definitions.flatMap((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION
      ? [{ ...definition, selectionSet: expand(definition.selectionSet) }]
      : [],
  );
  return written > LARGEST_WRITTEN_OUT ? null : { kind: Kind.DOCUMENT, definitions: operations };
}

function interpretOperation(schema: GraphQLSchema, text: string): Run {
  const document = parse(text, { noLocation: true });
  return (contextValue, variableValues) => execute({ schema, document, contextValue, variableValues });
}
