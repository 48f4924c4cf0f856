/**
 * What subgraphs answer, put together in place: their objects are adopted, and only where two of them overlap are they
 * merged. A name may be one that every object inherits, so nothing is read or written by it but what an object has itself.
 */
export type Entity = Record<string, unknown>;

export function isObject(value: unknown): value is Entity {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function own(object: Entity, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

export function put(object: Entity, name: string, value: unknown): void {
  if (name in object && !Object.hasOwn(object, name))
    Object.defineProperty(object, name, { value, writable: true, enumerable: true, configurable: true });
  else object[name] = value;
}

export type Adopt = (value: unknown) => unknown;

/** As it is, where nobody else has it. */
export const asItIs: Adopt = (value) => value;

/** Where another place has it already: what is merged into one of them must not appear in the other. */
export const copied: Adopt = (value) => {
  if (Array.isArray(value)) return value.map(copied);
  if (!isObject(value)) return value;
  const copy: Entity = {};
  for (const name of Object.keys(value)) put(copy, name, copied(value[name]));
  return copy;
};

export function merge(into: Entity, from: Entity, adopt: Adopt): void {
  for (const name of Object.keys(from)) {
    const given = own(from, name);
    if (given !== undefined) put(into, name, joined(own(into, name), given, adopt));
  }
}

/** Lists of one length are the same list seen twice; of two lengths the later one counts. */
export function joined(held: unknown, given: unknown, adopt: Adopt): unknown {
  if (isObject(held) && isObject(given)) {
    merge(held, given, adopt);
    return held;
  }
  if (Array.isArray(held) && Array.isArray(given) && held.length === given.length) {
    for (let index = 0; index < held.length; index += 1) held[index] = joined(held[index], given[index], adopt);
    return held;
  }
  return adopt(given);
}
