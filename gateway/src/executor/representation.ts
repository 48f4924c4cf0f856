/**
 * What a subgraph is told of an entity so that it finds it: the fields that the plan requires. Equal ones are sent once,
 * however many places ask.
 */
import type { FetchNode } from '@apollo/query-planner';
import { asItIs, type Entity, isObject, joined, own, put } from './objects.ts';
import type { TypesOf } from './types.ts';

export type Requires = NonNullable<FetchNode['requires']>;

export interface Asked {
  readonly representations: readonly Entity[];
  /** Of each entity the number of its representation, in the order of the entities; `NOT_ASKED` where it has none. */
  readonly numbers: readonly number[];
}

export const NOT_ASKED = -1;

/** Told apart as they are, and sent as the subgraph wants them. Numbers begin at nothing and grow by one. */
export type Ask = (entities: readonly Entity[], adapt: (sent: Entity) => void) => Asked;

export function createAsk(requires: Requires, typesOf: TypesOf): Ask {
  return (entities, adapt) => {
    const known = new Map<string, number>();
    const representations: Entity[] = [];
    const numbers = entities.map((entity) => {
      const representation = project(entity, requires, typesOf);
      // Of another type than those that are asked about.
      if (typeof representation?.__typename !== 'string') return NOT_ASKED;
      const key = JSON.stringify(representation);
      const number = known.get(key) ?? representations.length;
      if (number < representations.length) return number;
      known.set(key, number);
      adapt(representation);
      representations.push(representation);
      return number;
    });
    return { representations, numbers };
  };
}

/** Null where a field is missing. A fragment that misses one adds nothing, and the others still count. */
function project(entity: Entity, requires: Requires, typesOf: TypesOf): Entity | null {
  const projected: Entity = {};
  for (const selection of requires) {
    if (selection.kind === 'Field') {
      const name = selection.alias ?? selection.name;
      const value = own(entity, name);
      if (value === undefined) return null;
      put(projected, name, projectValue(value, selection.selections, typesOf));
    } else {
      const type = own(entity, '__typename');
      if (!selection.typeCondition || typeof type !== 'string' || !typesOf(selection.typeCondition).has(type)) continue;
      const inside = project(entity, selection.selections, typesOf);
      if (inside) joined(projected, inside, asItIs);
    }
  }
  return projected;
}

export function projectValue(value: unknown, selections: Requires | undefined, typesOf: TypesOf): unknown {
  if (!selections) return value;
  if (Array.isArray(value)) return value.map((each) => projectValue(each, selections, typesOf));
  return isObject(value) ? project(value, selections, typesOf) : null;
}
