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
  GraphQLError,
  type GraphQLSchema,
  type InlineFragmentNode,
  Kind,
  type OperationDefinitionNode,
  print,
  type SelectionNode,
  type SelectionSetNode,
  separateOperations,
  TypeInfo,
  valueFromASTUntyped,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { broughtBack, setApart } from './required-names.ts';

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

export interface PlainForm {
  readonly document: DocumentNode;
  /** Of the answer what the caller asked for, by the names it was asked by. */
  readonly answered: <Given extends Answer>(answer: Given) => Given;
}

interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly GraphQLError[];
}

/**
 * Said of an object whose every field has a condition. The planner leaves a fetch out where all that it would bring is
 * left out, and an object without fields was missing, and with it all that could not be null around it.
 */
const MARK = '__isThere';

/** The same document gives the same object, so each is looked at once as long as Apollo keeps it. */
export function createPlainForm(
  requiredOf: (schema: GraphQLSchema) => ReadonlySet<string>,
): (schema: GraphQLSchema, document: DocumentNode, name?: string | null) => PlainForm {
  const known = new WeakMap<GraphQLSchema, WeakMap<DocumentNode, Map<string, PlainForm>>>();
  return (schema, document, name) => {
    const bySchema = known.get(schema) ?? new WeakMap<DocumentNode, Map<string, PlainForm>>();
    known.set(schema, bySchema);
    const byName = bySchema.get(document) ?? new Map<string, PlainForm>();
    bySchema.set(document, byName);
    const plain = byName.get(name ?? '') ?? plainForm(schema, operationAlone(document, name), requiredOf(schema));
    byName.set(name ?? '', plain);
    return plain;
  };
}

/** The planner checks every fragment of a document against the variables of the one operation that it plans. */
function operationAlone(document: DocumentNode, name: string | null | undefined): DocumentNode {
  const operations = document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  return operations.length > 1 ? (separateOperations(document)[name ?? ''] ?? document) : document;
}

function plainForm(schema: GraphQLSchema, document: DocumentNode, required: ReadonlySet<string>): PlainForm {
  const types = new TypeInfo(schema);
  const fragments: Fragments = new Map(
    document.definitions
      .filter((definition): definition is FragmentDefinitionNode => definition.kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment) => [fragment.name.value, fragment]),
  );
  const roots = [schema.getQueryType(), schema.getMutationType()];
  let isMarked = false;
  const SelectionSet = (node: SelectionSetNode): SelectionSetNode => {
    const type = types.getParentType();
    const selections = gathered(opened(node, type?.name, fragments));
    const isRoot = roots.some((root) => root === type);
    // Where every condition is settled against it, the root stays as it was: a set without fields is none.
    if (isRoot && selections.length === 0) return node;
    if (isRoot || selections.some(isCertain)) return { ...node, selections };
    isMarked = true;
    return { ...node, selections: [...selections, mark] };
  };
  const plain = setApart(visit(document, visitWithTypeInfo(types, { SelectionSet })), required);
  const isChanged = isMarked || required.size > 0;
  return { document: plain, answered: (answer) => (isChanged ? asAsked(answer) : answer) };
}

const mark: FieldNode = {
  kind: Kind.FIELD,
  alias: { kind: Kind.NAME, value: MARK },
  name: { kind: Kind.NAME, value: '__typename' },
};

function asAsked<Given extends Answer>(answer: Given): Given {
  const { data, errors } = answer;
  const told = errors?.map(({ message, path = [], extensions, originalError }) => {
    return new GraphQLError(message, { path: path.map(broughtBack), extensions, originalError });
  });
  return { ...answer, ...(data ? { data: dataAsAsked(data) } : {}), ...(told ? { errors: told } : {}) };
}

function dataAsAsked(data: unknown): unknown {
  if (Array.isArray(data)) return data.map(dataAsAsked);
  if (typeof data !== 'object' || data === null) return data;
  const kept = Object.entries(data).filter(([name]) => name !== MARK);
  return Object.fromEntries(kept.map(([name, value]) => [broughtBack(name), dataAsAsked(value)]));
}

/** A fragment that asks for a type is the planner's to decide. */
function isCertain({ directives = [] }: SelectionNode): boolean {
  return directives.length === 0;
}

/**
 * Fields alone, each under the condition of the fragments around it; only what asks for a type stays a fragment.
 * What is under a condition of its kind already is wrapped.
 */
function opened(
  set: SelectionSetNode,
  type: string | undefined,
  fragments: Fragments,
  outer: readonly DirectiveNode[] = [],
): SelectionNode[] {
  return set.selections.flatMap((node): SelectionNode[] => {
    const selection = settled(node);
    if (!selection) return [];
    if (selection.kind === Kind.FIELD) return [under(outer, selection)];
    const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
    if (!fragment) return [selection];
    const { typeCondition, selectionSet } = fragment;
    const conditions = unique([...outer, ...(selection.directives ?? [])]);
    const isWithin = typeCondition === undefined || typeCondition.name.value === type;
    if (isWithin && isOfEachKindOne(conditions)) return opened(selectionSet, type, fragments, conditions);
    if (isWithin) return [wrapped(outer, [wrapped(selection.directives ?? [], selectionSet.selections)])];
    const inside = conditions.reduceRight<readonly SelectionNode[]>(
      (selections, condition) => [wrapped([condition], selections)],
      selectionSet.selections,
    );
    return [{ ...wrapped([], inside), typeCondition }];
  });
}

function under(outer: readonly DirectiveNode[], field: FieldNode): SelectionNode {
  const directives = unique([...outer, ...(field.directives ?? [])]);
  return isOfEachKindOne(directives) ? { ...field, directives } : wrapped(outer, [field]);
}

function wrapped(directives: readonly DirectiveNode[], selections: readonly SelectionNode[]): InlineFragmentNode {
  return { kind: Kind.INLINE_FRAGMENT, directives, selectionSet: { kind: Kind.SELECTION_SET, selections } };
}

function unique(directives: readonly DirectiveNode[]): readonly DirectiveNode[] {
  return [...new Map(directives.map((directive) => [print(directive), directive])).values()];
}

function isOfEachKindOne(directives: readonly DirectiveNode[]): boolean {
  return new Set(directives.map(({ name }) => name.value)).size === directives.length;
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
  const more = directives.length === 0 ? selectionSet.selections : [wrapped(directives, selectionSet.selections)];
  return { ...field, selectionSet: { ...field.selectionSet, selections: [...field.selectionSet.selections, ...more] } };
}
