/** What one operation carries through resolvers: who asks, in which language, and the loaders that live as long as it does. */
import type { Language } from '@hh/kernel/refusal.ts';
import DataLoader from 'dataloader';
import type { Actor } from './actor.ts';

/** Who asks, in which language, under which id. */
export interface Caller {
  readonly actor: Actor | null;
  readonly language: Language;
  readonly requestId: string;
  /** The header it was known by, passed on to services in processes of their own, which verify it again. */
  readonly authorization?: string;
  /** Those of an operation whose fetches come one after another; left out, a fetch has loaders of its own. */
  readonly loaders?: Loaders;
}

/** A field that is told in a language: the one that is asked for, else that of the request. */
export interface Told {
  readonly language?: 'ZH' | 'EN' | null;
}

export function languageOf({ language }: Told, context: Pick<Caller, 'language'>): Language {
  return language ? (language === 'ZH' ? 'zh' : 'en') : context.language;
}

type Loaders = Map<object, DataLoader<unknown, unknown>>;

export interface RequestContext extends Caller {
  readonly loaders: Loaders;
}

export function createContext(caller: Caller): RequestContext {
  return { ...caller, loaders: caller.loaders ?? new Map() };
}

type Batch<K, V> = (keys: readonly K[], context: RequestContext) => Promise<ReadonlyMap<K, V>>;

/**
 * Loads through one loader per batch function and operation, so that a list costs one database call.
 * The batch function receives distinct keys and answers a map; a key that is not in it is null.
 */
export function load<K, V>(context: RequestContext, batch: Batch<K, V>, key: K): Promise<V | null> {
  return loaderOf(context, batch).load(key);
}

function loaderOf<K, V>(context: RequestContext, batch: Batch<K, V>): DataLoader<K, V | null> {
  let loader = context.loaders.get(batch) as DataLoader<K, V | null> | undefined;
  if (!loader) {
    loader = new DataLoader<K, V | null>(async (keys) => {
      const found = await batch(keys, context);
      return keys.map((each) => found.get(each) ?? null);
    });
    context.loaders.set(batch, loader as unknown as DataLoader<unknown, unknown>);
  }
  return loader;
}

/** What came with something else need not be asked for; what this operation has asked for already stays as it is. */
export function tell<K, V>(context: RequestContext, batch: Batch<K, V>, found: ReadonlyMap<K, V>): void {
  const loader = loaderOf(context, batch);
  for (const [key, value] of found) loader.prime(key, value);
}

/**
 * Waits for something that the fields beside this one ask for, if they do: what it leads to can be asked together with
 * what comes next here. It may never be something that waits for this one.
 */
export async function afterwards<K, V>(...[context, batch, key]: Parameters<typeof load<K, V>>): Promise<void> {
  await Promise.resolve(); // The fields beside this one are called before it.
  if (context.loaders.has(batch)) await Promise.allSettled([load(context, batch, key)]);
}

/** The same of a row that is shown as it is: a copy, since answers are built into one another and a loader keeps its rows. */
export async function loadShown<K, V extends object>(...loaded: Parameters<typeof load<K, V>>): Promise<V | null> {
  const row = await load(...loaded);
  return row && { ...row };
}
