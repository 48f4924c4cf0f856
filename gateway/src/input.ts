/**
 * Input is judged at the gateway, by the same scalars as in the subgraphs, before anything is planned: a wrong amount
 * is the caller's mistake and costs no fetch. What is said about a variable names its place and what belongs there,
 * never the value: errors travel into logs and screens that have no business with it.
 */
import type { ApolloServerPlugin } from '@apollo/server';
import type { FailureCode } from '@hh/service/failure.ts';
import { scalars } from '@hh/service/scalars.ts';
import {
  coerceInputValue,
  GraphQLError,
  type GraphQLInputType,
  type GraphQLSchema,
  getNullableType,
  getVariableValues,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  Kind,
  type OperationDefinitionNode,
  typeFromAST,
  type VariableDefinitionNode,
} from 'graphql';

export function judgeInput<Context extends object>({
  byOurScalars,
}: {
  byOurScalars: boolean;
}): ApolloServerPlugin<Context> {
  return {
    serverWillStart: async () => ({
      schemaDidLoadOrUpdate: ({ apiSchema }) => {
        if (byOurScalars) teachScalars(apiSchema);
      },
    }),
    requestDidStart: async () => ({
      didResolveOperation: async ({ operation, schema }) => {
        if (!operation)
          throw mistake('BAD_USER_INPUT', 'Say by operationName which operation to run 请指明要执行的操作');
        // No rule of validation minds an operation that the schema has no root for; execution would take it for our mistake.
        if (!schema.getRootType(operation.operation))
          throw mistake('GRAPHQL_VALIDATION_FAILED', `There is no ${operation.operation} here 不支持该类操作`);
      },
      didEncounterErrors: async ({ errors, operation, request, schema }) => {
        if (operation && errors.some(isAboutVariable)) restate(errors, operation, request.variables ?? {}, schema);
      },
    }),
  };
}

/** Apollo's executor would tell a caller of each of ten thousand mistakes; who mends fifty asks again. */
export const TOLD_PROBLEMS = 50;

export function problemsOfVariables({
  schema,
  operation,
  request,
}: {
  readonly schema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  readonly request: { readonly variables?: Record<string, unknown> | undefined };
}): readonly GraphQLError[] | null {
  // No suggestions: to look for names like one of two million letters takes seconds.
  const options = { maxErrors: TOLD_PROBLEMS, hideSuggestions: true };
  const { errors } = getVariableValues(schema, operation.variableDefinitions ?? [], request.variables ?? {}, options);
  // The last one says that there were more.
  return errors?.slice(0, TOLD_PROBLEMS) ?? null;
}

/** Apollo answers 500 to what is thrown here, unless it is told that the caller is to blame. */
function mistake(code: FailureCode, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code, http: { status: 400 } } });
}

/** The gateway's schema comes from a text, which has names of scalars but not what they take. Output passes as it is. */
function teachScalars(schema: GraphQLSchema): void {
  for (const { name, parseValue, parseLiteral } of Object.values(scalars)) {
    const known = schema.getType(name);
    if (known) Object.assign(known, { parseValue, parseLiteral });
  }
}

function isAboutVariable(error: GraphQLError): boolean {
  return error.nodes?.[0]?.kind === Kind.VARIABLE_DEFINITION && error.message.includes(' got invalid value ');
}

/** graphql-js reports the variables in the order of their definitions, and their problems in the order of coercion. */
function restate(
  errors: readonly GraphQLError[],
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
  schema: GraphQLSchema,
): void {
  const restated = (operation.variableDefinitions ?? []).flatMap((definition) =>
    problemsOf(definition, variables, schema),
  );
  for (const error of errors.filter(isAboutVariable))
    error.message = restated.shift() ?? 'A variable does not fit its type 变量与其类型不符';
}

function problemsOf(
  definition: VariableDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
  schema: GraphQLSchema,
): string[] {
  const name = definition.variable.name.value;
  const type = typeFromAST(schema, definition.type as never) as GraphQLInputType | undefined;
  const value = variables[name];
  if (!type || !Object.hasOwn(variables, name) || value === null) return [];
  const problems: string[] = [];
  const note = (path: readonly (string | number)[], _value: unknown, error: GraphQLError) => {
    if (problems.length === TOLD_PROBLEMS) throw new Enough();
    const place = [name, ...path].join('.');
    problems.push(`Variable "$${name}" is not valid at "${place}": ${reasonAt(type, path, error)}`);
  };
  try {
    coerceInputValue(value, type, note, true);
  } catch (error) {
    if (!(error instanceof Enough)) throw error;
  }
  return problems;
}

/** The only way to end a coercion before its end. */
class Enough extends Error {}

function reasonAt(root: GraphQLInputType, path: readonly (string | number)[], error: GraphQLError): string {
  let type: GraphQLInputType = getNullableType(root);
  for (const step of path) {
    if (isListType(type)) type = getNullableType(type.ofType);
    else if (isInputObjectType(type)) type = getNullableType(type.getFields()[step]?.type ?? type);
  }
  // A single value stands for a list of one, so the path may end above the leaf.
  while (isListType(type)) type = getNullableType(type.ofType);
  if (isInputObjectType(type) && error.message.includes(' is not defined by type '))
    return `${error.message} It has ${Object.keys(type.getFields()).join(', ')}.`;
  if (error.message.startsWith('Expected non-nullable type') || !isLeafType(type)) return error.message;
  if (isEnumType(type)) {
    const names = type.getValues().map((value) => value.name);
    return `${type.name} is one of ${names.join(', ')}`;
  }
  return `${type.name} is expected. ${type.description ?? ''}`.trim();
}
