/** What one fetch does with objects, apart from asking: finding them, telling what they are, taking what came. */
import type { FetchNode } from '@apollo/query-planner';
import { type Adopt, type Entity, merge } from './objects.ts';
import { objectsAt, type PlanPath } from './places.ts';
import { type Ask, createAsk } from './representation.ts';
import type { TypesOf } from './types.ts';

export interface Work {
  find(root: Entity): Entity[];
  /** Null where nothing has to be told of an object. */
  readonly ask: Ask | null;
  merge(into: Entity, from: Entity, adopt: Adopt): void;
}

export type WorkOf = (fetch: FetchNode, path: PlanPath, typesOf: TypesOf) => Work;

export const interpretedWork: WorkOf = ({ requires }, path, typesOf) => ({
  find: (root) => objectsAt(root, path),
  ask: requires ? createAsk(requires, typesOf) : null,
  merge,
});
