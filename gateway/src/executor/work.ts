/** What one fetch does with objects, apart from asking: finding them, telling what they are, taking what came. */
import type { FetchNode } from '@apollo/query-planner';
import { type Adopt, asItIs, copied, type Entity, isObject, merge } from './objects.ts';
import { objectsAt, type PlanPath } from './places.ts';
import { type Ask, type Asked, createAsk, NOT_ASKED } from './representation.ts';
import type { TypesOf } from './types.ts';

export interface Work {
  find(root: Entity): Entity[];
  /** Null where nothing has to be told of an object. */
  readonly ask: Ask | null;
  merge(into: Entity, from: Entity, adopt: Adopt): void;
  /** The fields of an object that it changes at most; null where that is not known. */
  readonly brings: ReadonlySet<string> | null;
  /** What came of representations goes into the entities by their numbers: the first of each adopts it, others get copies. */
  readonly take: Take;
}

export type Take = (entities: readonly Entity[], numbers: Asked['numbers'], received: readonly unknown[]) => void;

export type WorkOf = (fetch: FetchNode, path: PlanPath, typesOf: TypesOf) => Work;

export const interpretedWork: WorkOf = ({ requires }, path, typesOf) => ({
  find: (root) => objectsAt(root, path),
  ask: requires ? createAsk(requires, typesOf) : null,
  merge,
  brings: null,
  take,
});

const take: Take = (entities, numbers, received) => {
  let taken = 0;
  for (const [index, into] of entities.entries()) {
    const number = numbers[index] ?? NOT_ASKED;
    const from = received[number];
    const isFirst = number === taken;
    if (isFirst) taken += 1;
    if (isObject(from)) merge(into, from, isFirst ? asItIs : copied);
  }
};
