/** What of a document an operation is made of. */
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  visit,
} from 'graphql';

export function partsOf(schema: GraphQLSchema, document: DocumentNode, operationName: string | null) {
  const operation = operationOf(document, operationName);
  const root = rootOf(schema, operation);
  return { operation, root, fragments: fragmentsOf(document), conditions: conditionsOf(document) };
}

function operationOf({ definitions }: DocumentNode, operationName: string | null): OperationDefinitionNode {
  const operation = definitions.find(
    (definition) =>
      definition.kind === Kind.OPERATION_DEFINITION && (!operationName || definition.name?.value === operationName),
  );
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error(`there is no operation ${operationName}`);
  return operation;
}

function rootOf(schema: GraphQLSchema, { operation }: OperationDefinitionNode): GraphQLObjectType {
  const root = schema.getRootType(operation);
  if (!root) throw new Error(`there is no ${operation} here`);
  return root;
}

function fragmentsOf({ definitions }: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> {
  return new Map(
    definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition] as const] : [],
    ),
  );
}

/** The variables that decide what is selected. */
function conditionsOf(document: DocumentNode): readonly string[] {
  const names = new Set<string>();
  visit(document, {
    Directive: ({ name, arguments: args }) => {
      const value = args?.[0]?.value;
      if ((name.value === 'skip' || name.value === 'include') && value?.kind === Kind.VARIABLE)
        names.add(value.name.value);
    },
  });
  return [...names];
}
