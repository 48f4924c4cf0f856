/** The ways from the roots of a schema to its types, the shortest of each kind, over the fields that a caller may use. */
import {
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isObjectType,
} from 'graphql';
import { argumentsOf, type Samples } from './samples.ts';

export interface Step {
  /** `person(id: "p1")` or `... on Person`. */
  readonly text: string;
  /** The key it has in the answer; null for a type condition. */
  readonly key: string | null;
}

export type Path = readonly Step[];

export interface Paths {
  /** To a field that returns exactly this type, whether object, interface or union. */
  readonly direct: ReadonlyMap<string, Path>;
  /** To a field that returns an interface or union, narrowed to this object type. */
  readonly narrowed: ReadonlyMap<string, Path>;
}

export function shortestPaths(
  schema: GraphQLSchema,
  samples: Samples,
  allows: (type: string, field: string) => boolean,
): Paths {
  const direct = new Map<string, Path>();
  const narrowed = new Map<string, Path>();
  const root = schema.getQueryType();
  const queue: { readonly type: GraphQLNamedType; readonly path: Path }[] = root ? [{ type: root, path: [] }] : [];
  const expanded = new Set<string>(queue.map(({ type }) => type.name));

  const arrive = (found: Map<string, Path>, type: GraphQLNamedType, path: Path) => {
    if (!found.has(type.name)) found.set(type.name, path);
    if (expanded.has(type.name)) return;
    expanded.add(type.name);
    queue.push({ type, path });
  };

  for (let next = queue.shift(); next; next = queue.shift()) {
    const { type, path } = next;
    if (isAbstractType(type))
      for (const each of schema.getPossibleTypes(type))
        arrive(narrowed, each, [...path, { text: `... on ${each.name}`, key: null }]);
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const returned = getNamedType(field.type);
      if (!isCompositeType(returned) || !allows(type.name, field.name)) continue;
      if (samples.endsAt?.includes(`${type.name}.${field.name}`)) continue;
      const text = `${field.name}${argumentsOf(type.name, field, samples)}`;
      arrive(direct, returned, [...path, { text, key: field.name }]);
    }
  }
  return { direct, narrowed };
}

/** Every object at the end of the path, through all lists on the way. */
export function objectsAt(data: unknown, path: Path): Record<string, unknown>[] {
  const keys = path.flatMap(({ key }) => key ?? []);
  const found = keys.reduce<unknown[]>(
    (values, key) => values.flatMap((value) => flat((value as Record<string, unknown>)[key])),
    flat(data),
  );
  return found as Record<string, unknown>[];
}

function flat(value: unknown): unknown[] {
  if (Array.isArray(value)) return value.flatMap(flat);
  return value === null || value === undefined ? [] : [value];
}
