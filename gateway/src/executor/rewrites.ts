/** What the planner wants changed in a representation before it is sent, and in an answer before it is merged. */
import type { FetchNode } from '@apollo/query-planner';
import { type Entity, isObject, own, put } from './objects.ts';
import type { TypesOf } from './types.ts';

export type Rewrites = NonNullable<FetchNode['inputRewrites']>;
type Rewrite = Rewrites[number];

const ON_TYPE = '... on ';

export function rewrite(value: unknown, rewrites: Rewrites | undefined, typesOf: TypesOf): void {
  for (const each of rewrites ?? []) rewriteAt(value, 0, each, typesOf);
}

function rewriteAt(value: unknown, depth: number, rewriting: Rewrite, typesOf: TypesOf): void {
  if (Array.isArray(value)) for (const each of value) rewriteAt(each, depth, rewriting, typesOf);
  if (!isObject(value)) return;
  const { path } = rewriting;
  const step = path[depth];
  if (step === undefined) return;
  if (step.startsWith(ON_TYPE)) {
    const type = own(value, '__typename');
    // What does not say its type is of the one that was asked for.
    if (typeof type !== 'string' || typesOf(step.slice(ON_TYPE.length)).has(type))
      rewriteAt(value, depth + 1, rewriting, typesOf);
  } else if (depth < path.length - 1) rewriteAt(own(value, step), depth + 1, rewriting, typesOf);
  else change(value, step, rewriting);
}

function change(object: Entity, name: string, rewriting: Rewrite): void {
  if (rewriting.kind === 'ValueSetter') put(object, name, rewriting.setValueTo);
  else {
    const value = own(object, name);
    if (value === undefined) return;
    put(object, rewriting.renameKeyTo, value);
    delete object[name];
  }
}

/** The names as the operation has them, of what a subgraph was asked by others. */
export function renamed(step: string | number, rewrites: Rewrites | undefined): string | number {
  const renaming = rewrites?.find(({ kind, path }) => kind === 'KeyRenamer' && path.at(-1) === step);
  return renaming?.kind === 'KeyRenamer' ? renaming.renameKeyTo : step;
}
