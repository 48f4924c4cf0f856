/** Where a fetch takes place: a path of the plan, `@` for every element of a list, and the objects that stand there. */
import { type Entity, isObject, own } from './objects.ts';

export type PlanPath = readonly string[];
export type Path = readonly (string | number)[];

/** Nulls and what is missing on the way have nothing beneath. An object that is shared stands there once for each place. */
export function objectsAt(root: Entity, path: PlanPath): Entity[] {
  const found: Entity[] = [];
  collect(root, path, 0, found);
  return found;
}

function collect(value: unknown, path: PlanPath, depth: number, found: Entity[]): void {
  if (Array.isArray(value)) {
    const next = path[depth] === '@' ? depth + 1 : depth;
    for (const each of value) collect(each, path, next, found);
  } else if (isObject(value)) {
    const step = path[depth];
    if (step === undefined) found.push(value);
    else if (step !== '@') collect(own(value, step), path, depth + 1, found);
  }
}

/** The same with the place of each in the answer, which only an error asks for. */
export function placesOf(root: Entity, path: PlanPath): ReadonlyMap<Entity, readonly Path[]> {
  const places = new Map<Entity, Path[]>();
  const walk = (value: unknown, depth: number, at: Path): void => {
    if (Array.isArray(value)) {
      const next = path[depth] === '@' ? depth + 1 : depth;
      for (const [index, each] of value.entries()) walk(each, next, [...at, index]);
    } else if (isObject(value)) {
      const step = path[depth];
      if (step === undefined) places.set(value, [...(places.get(value) ?? []), at]);
      else if (step !== '@') walk(own(value, step), depth + 1, [...at, step]);
    }
  };
  walk(root, 0, []);
  return places;
}
