/**
 * What one operation may ask for, looked at before anything else is: to say whether a document fits the schema takes
 * far longer than to count what it has, and what is made to hurt takes longest. What is counted is what would be looked
 * at, each fragment wherever it is spread, and no further than the limit.
 */
import { failure } from '@hh/service/failure.ts';
import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLError,
  Kind,
  NoFragmentCyclesRule,
  NoUnusedFragmentsRule,
  type SelectionSetNode,
  TokenKind,
  type ValidationRule,
  type ValueNode,
  validate,
} from 'graphql';
import type { GatewaySettings } from './settings.ts';

export type OperationLimits = Pick<
  GatewaySettings,
  'MAX_DEPTH' | 'MAX_ALIASES' | 'MAX_TOKENS' | 'MAX_SELECTIONS' | 'MAX_COST'
>;

export type ToldLimits = OperationLimits &
  Pick<GatewaySettings, 'MAX_BODY_KB' | 'MAX_STRANGER_BODY_KB' | 'MAX_REQUESTS_PER_MINUTE' | 'MAX_COST_PER_MINUTE'>;

/** What those who write operations go by, as `GET /api/limits` tells it. */
export function toldLimits(settings: ToldLimits) {
  return {
    depth: settings.MAX_DEPTH,
    aliases: settings.MAX_ALIASES,
    tokens: settings.MAX_TOKENS,
    selections: settings.MAX_SELECTIONS,
    cost: settings.MAX_COST,
    costPerMinute: settings.MAX_COST_PER_MINUTE,
    requestsPerMinute: settings.MAX_REQUESTS_PER_MINUTE,
    bodyKb: settings.MAX_BODY_KB,
    strangerBodyKb: settings.MAX_STRANGER_BODY_KB,
  };
}

/** Whether two fields of one name can be merged is asked of every two: half a microsecond each. */
const MOST_PAIRS = 5_000;
/** Of all operations of a document; a client runs one of them. */
const OPERATIONS_OF_A_DOCUMENT = 10;
/** Names that are not known are compared with all that are. */
const LONGEST_NAME = 256;

/** One rule, before the others: where it refuses, they are left with nothing to look at. */
export function limitRules(limits: OperationLimits): ValidationRule[] {
  return [
    (context) => ({
      Document: (document) => {
        const excess = excessOf(document, limits);
        if (!excess) return undefined;
        // A fragment that leads to itself has no end to count, and is told in the words for it.
        const unfit = validate(context.getSchema(), document, [NoFragmentCyclesRule, NoUnusedFragmentsRule]);
        for (const error of unfit.length > 0 ? unfit : [excess]) context.reportError(error);
        return { ...document, definitions: [] };
      },
    }),
  ];
}

function excessOf(document: DocumentNode, limits: OperationLimits): GraphQLError | null {
  if (hasLongName(document)) return tooMuch(`names of at most ${LONGEST_NAME} letters 名称最多 ${LONGEST_NAME} 个字符`);
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  const spread = new Set<string>();
  let selections = 0;
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    const count = counted(definition.selectionSet, fragments, spread, limits);
    if (count.excess) return count.excess;
    const defaults = definition.variableDefinitions?.flatMap(({ defaultValue }) => defaultValue ?? []) ?? [];
    if (isTooDeep(defaults, limits.MAX_DEPTH)) return tooDeep(limits);
    selections += count.selections;
    if (selections > limits.MAX_SELECTIONS * OPERATIONS_OF_A_DOCUMENT) return tooMany(limits);
  }
  // What is spread nowhere is not counted, and would be looked at all the same.
  return fragments.size > spread.size ? failure('GRAPHQL_VALIDATION_FAILED') : null;
}

/** Fields of one place of the answer, and how deep the deepest of them stands. */
interface Place {
  readonly fields: FieldNode[];
  depth: number;
}

function counted(
  root: SelectionSetNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  spread: Set<string>,
  limits: OperationLimits,
): { readonly selections: number; readonly excess: GraphQLError | null } {
  let selections = 0;
  let aliases = 0;
  let pairs = 0;
  let excess: GraphQLError | null = null;

  function gather(set: SelectionSetNode, depth: number, places: Map<string, Place>): void {
    for (const selection of set.selections) {
      if (excess) return;
      selections += 1;
      if (selections > limits.MAX_SELECTIONS) excess = tooMany(limits);
      else if (depth > limits.MAX_DEPTH) excess = tooDeep(limits);
      else if (selection.kind === Kind.FIELD) note(selection, depth, places);
      else if (selection.kind === Kind.INLINE_FRAGMENT) gather(selection.selectionSet, depth + 1, places);
      else {
        const fragment = fragments.get(selection.name.value);
        if (!fragment) continue;
        spread.add(selection.name.value);
        gather(fragment.selectionSet, depth + 1, places);
      }
    }
  }

  function note(field: FieldNode, depth: number, places: Map<string, Place>): void {
    const name = (field.alias ?? field.name).value;
    const place = places.get(name) ?? { fields: [], depth };
    places.set(name, place);
    place.fields.push(field);
    place.depth = Math.max(place.depth, depth);
    if (field.alias) aliases += 1;
    const values = field.arguments?.map(({ value }) => value) ?? [];
    if (aliases > limits.MAX_ALIASES)
      excess = tooMuch(`at most ${limits.MAX_ALIASES} aliases 最多 ${limits.MAX_ALIASES} 个别名`);
    else if (isTooDeep(values, limits.MAX_DEPTH)) excess = tooDeep(limits);
  }

  /** The places below one place of the answer, as they are merged. */
  function look(sets: readonly SelectionSetNode[], depth: number): void {
    const places = new Map<string, Place>();
    for (const set of sets) gather(set, depth, places);
    for (const { fields, depth: own } of places.values()) {
      const different = new Set(fields).size;
      pairs += (different * (different - 1)) / 2;
      if (pairs > MOST_PAIRS) excess ??= tooMuch('one field is asked for again and again 同一字段重复过多');
      if (excess) return;
      const isIntrospection = fields[0]?.name.value === '__schema';
      look(
        fields.flatMap(({ selectionSet }) => selectionSet ?? []),
        isIntrospection ? Number.NEGATIVE_INFINITY : own + 1,
      );
    }
  }

  look([root], 1);
  return { selections, excess };
}

function isTooDeep(values: readonly ValueNode[], most: number): boolean {
  return values.some((value) => {
    if (value.kind !== Kind.LIST && value.kind !== Kind.OBJECT) return false;
    const below = value.kind === Kind.LIST ? value.values : value.fields.map((field) => field.value);
    return most === 0 || isTooDeep(below, most - 1);
  });
}

function hasLongName({ loc }: DocumentNode): boolean {
  for (let token = loc?.startToken ?? null; token; token = token.next)
    if (token.kind === TokenKind.NAME && token.end - token.start > LONGEST_NAME) return true;
  return false;
}

const tooMany = ({ MAX_SELECTIONS: most }: OperationLimits) => tooMuch(`at most ${most} fields 最多 ${most} 个字段`);
const tooDeep = ({ MAX_DEPTH: most }: OperationLimits) => tooMuch(`at most ${most} levels 最多 ${most} 层`);

function tooMuch(limit: string): GraphQLError {
  return failure('OPERATION_TOO_COMPLEX', `The query is too large 查询过于复杂: ${limit}`);
}
