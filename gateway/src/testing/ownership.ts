/** Who answers which field, read off the supergraph: for each type its keys, for each field the subgraphs that have it. */
import {
  type ConstDirectiveNode,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
  type SelectionSetNode,
  valueFromASTUntyped,
} from 'graphql';

export interface Owner {
  readonly subgraph: string;
  /** What its resolver needs from others first. */
  readonly requires: SelectionSetNode | null;
}

export interface Ownership {
  ownersOf(type: string, field: string): readonly Owner[];
  /** The key by which a subgraph finds an entity of the type; null where it finds none. */
  keyOf(type: string, subgraph: string): SelectionSetNode | null;
}

export function ownershipOf(supergraphSdl: string): Ownership {
  const document = parse(supergraphSdl, { noLocation: true });
  const names = new Map<string, string>();
  const owners = new Map<string, readonly Owner[]>();
  const keys = new Map<string, SelectionSetNode>();
  for (const definition of document.definitions)
    if (definition.kind === Kind.ENUM_TYPE_DEFINITION && definition.name.value === 'join__Graph')
      for (const { name, directives = [] } of definition.values ?? [])
        names.set(name.value, String(argumentsOf(directives[0] as ConstDirectiveNode).name));
  const subgraphOf = (graph: unknown) => names.get(String(graph)) as string;

  function describe({ name, directives = [], fields = [] }: ObjectTypeDefinitionNode): void {
    const joins = named(directives, 'join__type');
    for (const { graph, key, resolvable = true } of joins)
      if (key && resolvable) keys.set(`${name.value}@${subgraphOf(graph)}`, selectionOf(String(key)));
    for (const field of fields) {
      const own = named(field.directives ?? [], 'join__field').filter(({ external }) => !external);
      const places: readonly Readonly<Record<string, unknown>>[] = own.length > 0 ? own : joins;
      owners.set(
        `${name.value}.${field.name.value}`,
        places.map(({ graph, requires }) => ({
          subgraph: subgraphOf(graph),
          requires: requires ? selectionOf(String(requires)) : null,
        })),
      );
    }
  }

  for (const definition of document.definitions)
    if (definition.kind === Kind.OBJECT_TYPE_DEFINITION) describe(definition);
  return {
    ownersOf: (type, field) => owners.get(`${type}.${field}`) ?? [],
    keyOf: (type, subgraph) => keys.get(`${type}@${subgraph}`) ?? null,
  };
}

function named(directives: readonly ConstDirectiveNode[], name: string): Readonly<Record<string, unknown>>[] {
  return directives.filter((directive) => directive.name.value === name).map(argumentsOf);
}

function argumentsOf(directive: ConstDirectiveNode): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    (directive.arguments ?? []).map(({ name, value }) => [name.value, valueFromASTUntyped(value)]),
  );
}

function selectionOf(fields: string): SelectionSetNode {
  const [definition] = parse(`{ ${fields} }`, { noLocation: true }).definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error(`no selection: ${fields}`);
  return definition.selectionSet;
}
