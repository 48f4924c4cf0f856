/**
 * What an operation may cost, estimated before anything is planned, after the cost specification of IBM as Apollo
 * federates it (`@cost`, `@listSize`): an object counts 1, times the length of every list above it, and a field that
 * is dear by itself has a weight of its own. Leaves count too, a tenth: to be shaped and written is most of what they cost.
 * Fields that an answer merges count once. What is estimated is the most that the schema promises, not what is there.
 */
import {
  type DirectiveNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isListType,
  Kind,
  type OperationDefinitionNode,
  parse,
  type SelectionSetNode,
  typeFromAST,
  type ValueNode,
  valueFromASTUntyped,
  visit,
} from 'graphql';

export interface CostQuestion {
  readonly schema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: Readonly<Record<string, unknown>>;
}

interface ListSize {
  readonly assumedSize?: number;
  readonly slicingArguments?: readonly string[];
  readonly sizedFields?: readonly string[];
}

/** By coordinate: `Type` or `Type.field`. */
interface Known {
  readonly weights: ReadonlyMap<string, number>;
  readonly sizes: ReadonlyMap<string, ListSize>;
}

/** How long the lists below a connection are, by the fields that hold them. */
type Sized = ReadonlyMap<string, number>;

/** One field of an answer: all that ask for it, on the type they ask it of. */
interface Asked {
  readonly parent: GraphQLCompositeType;
  readonly nodes: FieldNode[];
}

const LEAF = 0.1;
/** A command is planned by itself, and is a transaction with its rules, audit and events. */
const COMMAND = 1_000;
/** A connection asks the store by itself. */
const CONNECTION = 10;
/** What a variable lets in or leaves out is planned by itself, whatever the variable says this time. */
const CONDITION = 200;
/** Of a list that nobody said anything about. */
const LENGTH = 10;
/** The schema about itself has one size, whoever asks. */
const INTROSPECTION: Readonly<Record<string, number>> = { __schema: 1_000, __type: 50, __typename: 0 };

/** Answers what an operation is estimated to cost; it has to fit the schema, its variables need not. */
export function createCostOf(supergraphSdl: string): (question: CostQuestion) => number {
  const known = readKnown(supergraphSdl);
  return (question) => {
    const root = question.schema.getRootType(question.operation.operation);
    if (!root) throw new Error(`the schema has no root for a ${question.operation.operation}`);
    const selections = [question.operation.selectionSet];
    const cost = costOfSelections(root, selections, new Map(), { ...question, known });
    // Tenths add up to a little more or less.
    return Math.ceil(Number(cost.toFixed(3))) + CONDITION * conditionsOf(question);
  };
}

type Asking = CostQuestion & { readonly known: Known };

function costOfSelections(
  type: GraphQLCompositeType,
  selections: readonly SelectionSetNode[],
  sized: Sized,
  asking: Asking,
): number {
  const asked = new Map<string, Asked>();
  const seen = new Set<string>();
  for (const set of selections) collect(type, set, asked, seen, asking);
  return [...asked.values()].reduce((sum, field) => sum + costOfField(field, sized, asking), 0);
}

function costOfField({ parent, nodes }: Asked, sized: Sized, asking: Asking): number {
  const [node] = nodes as [FieldNode];
  const name = node.name.value;
  const introspected = INTROSPECTION[name];
  if (introspected !== undefined) return introspected;
  const field = 'getFields' in parent ? parent.getFields()[name] : undefined;
  if (!field) throw new Error(`an operation that does not fit the schema has no cost: ${parent.name}.${name}`);
  const { weights, sizes } = asking.known;
  const coordinate = `${parent.name}.${name}`;
  const size = sizes.get(coordinate);
  const isCommand = parent === asking.schema.getMutationType();
  const own = weights.get(coordinate) ?? (isCommand ? COMMAND : size?.sizedFields ? CONNECTION : 0);
  const named = getNamedType(field.type);
  const each = weights.get(named.name) ?? (isCompositeType(named) ? 1 : LEAF);
  const length = size ? lengthOf(size, node, field, asking) : LENGTH;
  const below = isCompositeType(named)
    ? costOfSelections(named, selectionSetsOf(nodes), new Map(size?.sizedFields?.map((at) => [at, length])), asking)
    : 0;
  const isList = isListType(getNullableType(field.type));
  return own + (isList ? (sized.get(name) ?? length) : 1) * (each + below);
}

/** The longest that the arguments ask for; what is assumed where they ask for nothing. */
function lengthOf(size: ListSize, node: FieldNode, field: GraphQLField<unknown, unknown>, asking: Asking): number {
  const asked = (size.slicingArguments ?? []).flatMap((name) => {
    const given = node.arguments?.find((argument) => argument.name.value === name);
    const value = given
      ? valueGiven(given.value, asking)
      : field.args.find((argument) => argument.name === name)?.defaultValue;
    return typeof value === 'number' && value > 0 ? [value] : [];
  });
  return asked.length > 0 ? Math.max(...asked) : (size.assumedSize ?? LENGTH);
}

function valueGiven(value: ValueNode, { operation, variables }: Asking): unknown {
  if (value.kind !== Kind.VARIABLE) return valueFromASTUntyped(value);
  const name = value.name.value;
  if (Object.hasOwn(variables, name)) return variables[name];
  const definition = operation.variableDefinitions?.find(({ variable }) => variable.name.value === name);
  return definition?.defaultValue ? valueFromASTUntyped(definition.defaultValue) : undefined;
}

/** Into one entry for each name in the answer; a fragment that was looked at already adds nothing. */
function collect(
  type: GraphQLCompositeType,
  { selections }: SelectionSetNode,
  asked: Map<string, Asked>,
  seen: Set<string>,
  asking: Asking,
): void {
  for (const selection of selections) {
    if (isLeftOut(selection, asking)) continue;
    if (selection.kind === Kind.FIELD) {
      const key = `${type.name}.${selection.alias?.value ?? selection.name.value}`;
      const entry = asked.get(key) ?? { parent: type, nodes: [] };
      entry.nodes.push(selection);
      asked.set(key, entry);
      continue;
    }
    const spread = selection.kind === Kind.FRAGMENT_SPREAD ? selection.name.value : null;
    const key = spread && `${type.name}...${spread}`;
    const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? asking.fragments.get(selection.name.value) : selection;
    if (!fragment || (key && seen.has(key))) continue;
    if (key) seen.add(key);
    collect(narrowed(type, fragment.typeCondition, asking.schema), fragment.selectionSet, asked, seen, asking);
  }
}

/** A condition that every object meets narrows nothing, so that its fields merge with those around it. */
function narrowed(
  type: GraphQLCompositeType,
  condition: FragmentDefinitionNode['typeCondition'] | undefined,
  schema: GraphQLSchema,
): GraphQLCompositeType {
  const on = condition ? (typeFromAST(schema, condition) as GraphQLCompositeType) : type;
  return isAbstractType(on) && !isAbstractType(type) ? type : on;
}

function conditionsOf({ operation, fragments }: CostQuestion): number {
  let count = 0;
  const Directive = ({ name, arguments: told }: DirectiveNode) => {
    const isCondition = name.value === 'skip' || name.value === 'include';
    if (isCondition && told?.[0]?.value.kind === Kind.VARIABLE) count += 1;
  };
  for (const node of [operation, ...fragments.values()]) visit(node, { Directive });
  return count;
}

function isLeftOut(node: { readonly directives?: readonly DirectiveNode[] }, asking: Asking): boolean {
  if (!node.directives?.length) return false;
  const conditions = node.directives.map(({ name, arguments: told }) => ({
    word: name.value,
    isMet: told?.[0] && valueGiven(told[0].value, asking),
  }));
  return conditions.some(({ word, isMet }) => (word === 'skip' && isMet === true) || (word === 'include' && !isMet));
}

function selectionSetsOf(nodes: readonly FieldNode[]): SelectionSetNode[] {
  return nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
}

function readKnown(supergraphSdl: string): Known {
  const weights = new Map<string, number>();
  const sizes = new Map<string, ListSize>();
  const note = (coordinate: string, directives: readonly DirectiveNode[]) => {
    for (const { name, arguments: told = [] } of directives) {
      const values = Object.fromEntries(
        told.map((argument) => [argument.name.value, valueFromASTUntyped(argument.value)]),
      );
      if (name.value === 'cost') weights.set(coordinate, Number(values.weight));
      if (name.value === 'listSize') sizes.set(coordinate, values as ListSize);
    }
  };
  for (const definition of parse(supergraphSdl, { noLocation: true }).definitions) {
    if (!('name' in definition && definition.name) || !('directives' in definition)) continue;
    const type = definition.name.value;
    note(type, definition.directives ?? []);
    for (const field of 'fields' in definition ? (definition.fields ?? []) : [])
      note(`${type}.${field.name.value}`, field.directives ?? []);
  }
  return { weights, sizes };
}
