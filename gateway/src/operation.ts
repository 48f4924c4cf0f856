/**
 * An operation as Apollo's planner and executor need it: alone in its document, and with nothing in it that changes
 * nothing. The executor takes what is said twice together wherever it was said first, fields of two fragments as well,
 * and would answer out of the order of the operation (GraphQL, 6.3.2 and 7.2.2).
 */
import {
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  separateOperations,
  TypeInfo,
  valueFromASTUntyped,
  visit,
  visitWithTypeInfo,
} from 'graphql';

/**
 * What is not given takes its default here (GraphQL, 6.1.2): the operations for the subgraphs name the variable without
 * it, and a subgraph refused the whole fetch for a `Boolean! = true` that nobody had given.
 */
export function withDefaults(
  { variableDefinitions = [] }: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>> | undefined,
): Record<string, unknown> {
  const complete = { ...variables };
  for (const { variable, defaultValue } of variableDefinitions)
    if (defaultValue && complete[variable.name.value] === undefined)
      complete[variable.name.value] = valueFromASTUntyped(defaultValue);
  return complete;
}

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

/** The same document gives the same object, so each is looked at once as long as Apollo keeps it. */
export function createPlainForm(): (
  schema: GraphQLSchema,
  document: DocumentNode,
  name?: string | null,
) => DocumentNode {
  const known = new WeakMap<GraphQLSchema, WeakMap<DocumentNode, Map<string, DocumentNode>>>();
  return (schema, document, name) => {
    const bySchema = known.get(schema) ?? new WeakMap<DocumentNode, Map<string, DocumentNode>>();
    known.set(schema, bySchema);
    const byName = bySchema.get(document) ?? new Map<string, DocumentNode>();
    bySchema.set(document, byName);
    const plain = byName.get(name ?? '') ?? plainForm(schema, operationAlone(document, name));
    byName.set(name ?? '', plain);
    return plain;
  };
}

/** The planner checks every fragment of a document against the variables of the one operation that it plans. */
function operationAlone(document: DocumentNode, name: string | null | undefined): DocumentNode {
  const operations = document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  return operations.length > 1 ? (separateOperations(document)[name ?? ''] ?? document) : document;
}

function plainForm(schema: GraphQLSchema, document: DocumentNode): DocumentNode {
  const types = new TypeInfo(schema);
  const fragments: Fragments = new Map(
    document.definitions
      .filter((definition): definition is FragmentDefinitionNode => definition.kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment) => [fragment.name.value, fragment]),
  );
  const SelectionSet = (node: SelectionSetNode): SelectionSetNode => {
    const selections = gathered(opened(node, types.getParentType()?.name, fragments));
    // Where every condition is settled against it, one stays and says so: a set without fields is none.
    return selections.length > 0 ? { ...node, selections } : node;
  };
  return visit(document, visitWithTypeInfo(types, { SelectionSet }));
}

/** Without fragments that have no condition and stand in the type they are on, and without conditions that are settled. */
function opened(set: SelectionSetNode, type: string | undefined, fragments: Fragments): SelectionNode[] {
  return set.selections.flatMap((node): SelectionNode[] => {
    const selection = settled(node);
    if (!selection) return [];
    if (selection.kind === Kind.FIELD || (selection.directives?.length ?? 0) > 0) return [selection];
    const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
    const isIdle = fragment && (fragment.typeCondition === undefined || fragment.typeCondition.name.value === type);
    return isIdle ? opened(fragment.selectionSet, type, fragments) : [selection];
  });
}

/** `@include(if: true)` says nothing, and `@include(if: false)` leaves nothing. */
function settled<Node extends SelectionNode>(node: Node): Node | null {
  const open = (node.directives ?? []).filter((directive) => isMet(directive) !== true);
  if (open.some((directive) => isMet(directive) === false)) return null;
  return open.length === node.directives?.length ? node : { ...node, directives: open };
}

/** Whether a condition lets its selection in; undefined where a variable says so, or where it is none. */
function isMet({ name, arguments: args }: DirectiveNode): boolean | undefined {
  const value = args?.[0]?.value;
  if (value?.kind !== Kind.BOOLEAN) return undefined;
  if (name.value === 'include') return value.value;
  return name.value === 'skip' ? !value.value : undefined;
}

/** What is said again of a field that is there in any case is said where it stands, under the condition it had. */
function gathered(selections: readonly SelectionNode[]): SelectionNode[] {
  const gathering: SelectionNode[] = [];
  const certain = new Map<string, number>();
  for (const selection of selections) {
    const name = selection.kind === Kind.FIELD ? (selection.alias ?? selection.name).value : null;
    const at = name === null ? undefined : certain.get(name);
    if (at !== undefined) gathering[at] = joined(gathering[at] as FieldNode, selection as FieldNode);
    else {
      if (name !== null && (selection.directives?.length ?? 0) === 0) certain.set(name, gathering.length);
      gathering.push(selection);
    }
  }
  return gathering;
}

function joined(field: FieldNode, again: FieldNode): FieldNode {
  if (!field.selectionSet || !again.selectionSet) return field;
  const { directives = [], selectionSet } = again;
  const more: readonly SelectionNode[] =
    directives.length === 0
      ? selectionSet.selections
      : [{ kind: Kind.INLINE_FRAGMENT, directives, selectionSet } satisfies SelectionNode];
  return { ...field, selectionSet: { ...field.selectionSet, selections: [...field.selectionSet.selections, ...more] } };
}
