/**
 * What an operation selects, as one list of fields for each concrete type that may stand at a place (GraphQL, 6.3.2):
 * fragments opened, what is said twice joined, what conditions leave out left out.
 */
import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  SchemaMetaFieldDef,
  type SelectionNode,
  type SelectionSetNode,
  TypeMetaFieldDef,
  TypeNameMetaFieldDef,
} from 'graphql';

/** Where an object stands in an answer. Two places of the same selections are one. */
export interface Place {
  /** For an abstract type that could not be narrowed down: what may be asked of it as it is. */
  fieldsOf(type: GraphQLCompositeType): readonly Field[];
}

export interface Field {
  readonly name: string;
  /** Under which it stands in what the subgraphs answered. */
  readonly from: string;
  readonly nodes: readonly FieldNode[];
  readonly meta: 'typename' | 'introspection' | null;
  readonly type: GraphQLOutputType;
  /** The place of what is in it, unless it is a leaf. */
  readonly inside: Place | null;
}

const metaFields = new Map<string, { readonly kind: NonNullable<Field['meta']>; readonly type: GraphQLOutputType }>([
  [TypeNameMetaFieldDef.name, { kind: 'typename', type: TypeNameMetaFieldDef.type }],
  [SchemaMetaFieldDef.name, { kind: 'introspection', type: SchemaMetaFieldDef.type }],
  [TypeMetaFieldDef.name, { kind: 'introspection', type: TypeMetaFieldDef.type }],
]);

export interface Selecting {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly fromOf: (name: string) => string;
  readonly isMet: (variable: string) => boolean;
}

export function createPlace(selectionSet: SelectionSetNode, selecting: Selecting): Place {
  const { schema, fragments, fromOf } = selecting;
  const ids = new Map<FieldNode, number>();
  const places = new Map<string, Place>();

  function idOf(node: FieldNode): number {
    const id = ids.get(node) ?? ids.size;
    ids.set(node, id);
    return id;
  }

  function placeOf(nodes: readonly FieldNode[]): Place {
    const key = nodes.map(idOf).join();
    const known = places.get(key);
    if (known) return known;
    const place = newPlace(nodes.map((node) => node.selectionSet as SelectionSetNode));
    places.set(key, place);
    return place;
  }

  function newPlace(sets: readonly SelectionSetNode[]): Place {
    const known = new Map<string, readonly Field[]>();
    return {
      fieldsOf(type) {
        const before = known.get(type.name);
        if (before) return before;
        const groups = new Map<string, FieldNode[]>();
        const visited = new Set<string>();
        for (const { selections } of sets) gather(selections, type, groups, visited);
        const fields = [...groups].map(([name, nodes]) => fieldOf(type, name, nodes));
        known.set(type.name, fields);
        return fields;
      },
    };
  }

  function gather(
    selections: readonly SelectionNode[],
    type: GraphQLCompositeType,
    groups: Map<string, FieldNode[]>,
    visited: Set<string>,
  ): void {
    for (const selection of selections) {
      if (!isSelected(selection, selecting.isMet)) continue;
      if (selection.kind === Kind.FIELD) {
        const name = (selection.alias ?? selection.name).value;
        const group = groups.get(name);
        if (group) group.push(selection);
        else groups.set(name, [selection]);
        continue;
      }
      const isSpread = selection.kind === Kind.FRAGMENT_SPREAD;
      if (isSpread && visited.has(selection.name.value)) continue;
      if (isSpread) visited.add(selection.name.value);
      const fragment = isSpread ? fragments.get(selection.name.value) : selection;
      if (!fragment) throw new Error('an operation that is not valid: a fragment is missing');
      if (isWithin(type, fragment.typeCondition?.name.value))
        gather(fragment.selectionSet.selections, type, groups, visited);
    }
  }

  function isWithin(type: GraphQLCompositeType, condition: string | undefined): boolean {
    if (condition === undefined || condition === type.name) return true;
    const other = schema.getType(condition);
    return isAbstractType(other) && (isObjectType(type) || isInterfaceType(type)) && schema.isSubType(other, type);
  }

  function fieldOf(parent: GraphQLCompositeType, name: string, nodes: readonly FieldNode[]): Field {
    const named = nodes[0]?.name.value ?? name;
    const meta = metaFields.get(named);
    const type = meta?.type ?? ('getFields' in parent ? parent.getFields()[named]?.type : undefined);
    if (!type) throw new Error(`an operation that is not valid: there is no ${parent.name}.${named}`);
    const inside = !meta && isCompositeType(getNamedType(type)) ? placeOf(nodes) : null;
    return { name, from: fromOf(name), nodes, meta: meta?.kind ?? null, type, inside };
  }

  return newPlace([selectionSet]);
}

function isSelected({ directives = [] }: SelectionNode, isMet: Selecting['isMet']): boolean {
  return directives.every(({ name, arguments: args }) => {
    if (name.value !== 'skip' && name.value !== 'include') return true;
    const value = args?.[0]?.value;
    const given = value?.kind === Kind.VARIABLE ? isMet(value.name.value) : value?.kind === Kind.BOOLEAN && value.value;
    return given === (name.value === 'include');
  });
}
