/**
 * What a caller loses with one operation to a subgraph: the path of each root field, or of each field of each entity
 * that was asked for. Apollo's gateway turns `_entities.<index>` into the place where that entity stands in the answer.
 */
import { type FieldNode, Kind, parse, type SelectionNode, type SelectionSetNode } from 'graphql';

type Path = readonly (string | number)[];

export function lostPaths(query: string, variables: Readonly<Record<string, unknown>> | undefined): readonly Path[] {
  const operation = parse(query).definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  if (operation?.kind !== Kind.OPERATION_DEFINITION) return [];
  const entities = operation.selectionSet.selections.find(isEntities);
  if (!entities?.selectionSet) return fieldsOf(operation.selectionSet, null).map((field) => [field]);
  const { selectionSet } = entities;
  const representations = (variables?.representations ?? []) as readonly { readonly __typename: string }[];
  return representations.flatMap(({ __typename }, index) => {
    const fields = fieldsOf(selectionSet, __typename);
    // Asked for by an interface: the entity itself is all that can be named.
    return fields.length > 0 ? fields.map((field) => ['_entities', index, field]) : [['_entities', index]];
  });
}

function isEntities(selection: SelectionNode): selection is FieldNode {
  return selection.kind === Kind.FIELD && selection.name.value === '_entities';
}

/** The response names of what is asked of an entity of this type; of a root, whatever it is called. */
function fieldsOf({ selections }: SelectionSetNode, type: string | null): readonly string[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return []; // gateways send none
    if (selection.kind === Kind.FIELD)
      return selection.name.value === '__typename' ? [] : [selection.alias?.value ?? selection.name.value];
    const condition = selection.typeCondition?.name.value;
    const isMeant = type === null || condition === undefined || condition === type;
    return isMeant ? fieldsOf(selection.selectionSet, type) : [];
  });
}
