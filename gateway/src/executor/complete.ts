/**
 * The answer out of what the subgraphs answered, in the shape of the operation. Where nothing stands that may not be
 * nothing, the nearest that may be is null, and an error says where, unless one says so already (GraphQL, 6.4.4, 7.1.2).
 */
import {
  type GraphQLCompositeType,
  GraphQLError,
  type GraphQLLeafType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isCompositeType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { type Entity, isObject, own } from './objects.ts';
import type { Field, Place } from './selection.ts';
import type { Told } from './told.ts';

export interface Completing {
  readonly schema: GraphQLSchema;
  readonly told: Told;
  readonly introspect: (field: Field) => unknown;
}

/** Null where the whole answer is nothing. */
export function complete(
  place: Place,
  root: GraphQLCompositeType,
  data: Entity,
  completing: Completing,
): Entity | null {
  const { schema, told, introspect } = completing;
  const path: (string | number)[] = [];

  /** Undefined where nothing can stand here that the place could bear: an error is told, and what is above is nothing too. */
  function objectAt(inside: Place, type: GraphQLCompositeType, from: Entity): Entity | undefined {
    const completed: Entity = Object.create(null);
    for (const field of inside.fieldsOf(type)) {
      path.push(field.name);
      const value = fieldAt(field, type, from);
      if (value === undefined) return undefined;
      path.pop();
      completed[field.name] = value;
    }
    return completed;
  }

  function fieldAt(field: Field, parent: GraphQLCompositeType, from: Entity): unknown {
    if (field.meta === 'introspection') return introspect(field);
    if (field.meta) return isObjectType(parent) ? parent.name : nothingKnown(parent);
    return valueAt(field.type, field, parent, own(from, field.from) ?? null);
  }

  function nothingKnown(parent: GraphQLCompositeType): undefined {
    tell(`which ${parent.name} it is, is not known`);
    return undefined;
  }

  function valueAt(type: GraphQLOutputType, field: Field, parent: GraphQLCompositeType, value: unknown): unknown {
    if (!isNonNullType(type)) {
      const depth = path.length;
      const completed = nullableAt(type, field, parent, value);
      path.length = depth;
      return completed ?? null;
    }
    const completed = nullableAt(type.ofType, field, parent, value);
    // What is missing already was told where it is missing.
    if (completed !== null) return completed;
    tell(`Cannot return null for non-nullable field ${parent.name}.${field.nodes[0]?.name.value}.`);
    return undefined;
  }

  function nullableAt(type: GraphQLOutputType, field: Field, parent: GraphQLCompositeType, value: unknown): unknown {
    if (value === null || value === undefined) return null;
    if (isListType(type)) return Array.isArray(value) ? listAt(type.ofType, field, parent, value) : misfit('list');
    if (field.inside) return isObject(value) ? compositeAt(field.inside, type, value) : misfit('object');
    return isOfLeaf(type as GraphQLLeafType, value) ? value : misfit(String(type));
  }

  function listAt(type: GraphQLOutputType, field: Field, parent: GraphQLCompositeType, values: readonly unknown[]) {
    const completed: unknown[] = [];
    for (const [index, each] of values.entries()) {
      path.push(index);
      const value = valueAt(type, field, parent, each);
      if (value === undefined) return undefined;
      path.pop();
      completed.push(value);
    }
    return completed;
  }

  function compositeAt(inside: Place, type: GraphQLOutputType, value: Entity): Entity | null | undefined {
    const said = own(value, '__typename');
    // An interface that a subgraph takes for an object may have no other name.
    const actual = isObjectType(type) || !said ? type : schema.getType(String(said));
    return isCompositeType(actual) ? objectAt(inside, actual, value) : misfit(String(type));
  }

  /** Null, where that may be. */
  function misfit(expected: string): null {
    tell(`what a subgraph answered is no ${expected}`);
    return null;
  }

  function tell(message: string): void {
    if (!told.explains(path)) told.add(new GraphQLError(message, { path: [...path] }));
  }

  return objectAt(place, root, data) ?? null;
}

/** Scalars of the schema are their subgraph's to write; what GraphQL has itself, and enums, are known. */
export function isOfLeaf(type: GraphQLLeafType, value: unknown): boolean {
  if (isEnumType(type)) return typeof value === 'string' && type.getValue(value) !== undefined;
  switch (type.name) {
    case 'Int':
      return Number.isInteger(value);
    case 'Float':
      return typeof value === 'number' && Number.isFinite(value);
    case 'Boolean':
      return typeof value === 'boolean';
    case 'String':
      return typeof value === 'string';
    case 'ID':
      return typeof value === 'string' || Number.isInteger(value);
    default:
      return true;
  }
}
