/** All registers of a service together, since rows of one refer to rows of another. */
import { contentHash } from '@hh/kernel/canonical.ts';
import type { PlaceType, Shape } from '@hh/kernel/shape.ts';
import { createContext } from '../context.ts';
import { collectionsMigration, type Migration } from '../migrations.ts';
import type { Connection } from '../mongo.ts';
import { mergeResolvers, type Platform, type Resolvers } from '../service.ts';
import type { Missing, RegisterParts } from './commands.ts';
import { missingElsewhere } from './elsewhere.ts';
import { collectionOf, type Register } from './register.ts';
import { registerResolvers, type Shown } from './resolvers.ts';
import { createRegisterStore, type RegisterStore } from './store.ts';

export type Registered = readonly [definition: Register, shown: Shown];

export interface Registers extends RegisterParts {
  readonly resolvers: Resolvers;
  store(definition: Register): RegisterStore;
}

type Needed = Pick<Platform, 'connection' | 'writer' | 'clock' | 'ask'>;

/** What the writes of these registers need. `own` finds what the same service has beside them. */
export function registerParts(
  { connection, writer, clock, ask }: Needed,
  definitions: readonly Register[],
  own: RegisterParts['own'] = {},
): RegisterParts {
  const stores = new Map(definitions.map((each) => [each.type, createRegisterStore(connection, each)]));
  return { writer, clock, stores, own, ask, missing: missingBeside(own, missingElsewhere(ask)) };
}

/** What the same service has beside its registers is looked up there, everything else asked of the graph. */
function missingBeside(own: RegisterParts['own'], elsewhere: Missing): Missing {
  return async (type, keys) => {
    const find = own[type];
    if (!find) return await elsewhere(type, keys);
    const context = createContext({ actor: null, language: 'zh', requestId: `missing ${type}` });
    const found = await Promise.all(keys.map((key) => find(key, context)));
    return keys.filter((_, index) => found[index] === null);
  };
}

export function createRegisters(
  platform: Needed,
  registered: readonly Registered[],
  own: RegisterParts['own'] = {},
): Registers {
  const parts = registerParts(
    platform,
    registered.map(([definition]) => definition),
    own,
  );
  return {
    ...parts,
    resolvers: mergeResolvers(...registered.map(([definition, shown]) => registerResolvers(parts, definition, shown))),
    store: ({ type }) => parts.stores.get(type) as RegisterStore,
  };
}

/** Each register's collection as its definition says it now: named after what it says, so that a change applies itself. */
export function registerMigrations(registers: readonly Register[]): readonly Migration[] {
  return registers.map((register) => {
    const spec = collectionOf(register);
    const { id, up } = collectionsMigration(`register ${spec.name} ${contentHash(JSON.stringify(spec)).slice(0, 12)}`, [
      spec,
    ]);
    return {
      id,
      up: async (connection) => {
        await up(connection);
        await fillIn(connection, register);
      },
    };
  });
}

/** Rows of before lack what may be said now: nothing was said, and without a null the validator refuses their next change. */
async function fillIn(connection: Connection, { collection, fields, extra = {} }: Register): Promise<void> {
  const names = Object.entries({ ...fields, ...extra } as Shape).flatMap(([name, each]) =>
    each.isOptional ? [name] : [],
  );
  if (names.length === 0) return;
  const lacking = { $or: names.map((name) => ({ [name]: { $exists: false } })) };
  const filled = Object.fromEntries(names.map((name) => [name, { $ifNull: [`$${name}`, null] }]));
  await connection.collection(collection).updateMany(lacking, [{ $set: filled }], { bypassDocumentValidation: true });
}

/** A place that another service owns is known here by its code alone. */
export function referenceByCode(type: PlaceType) {
  return { __resolveReference: ({ code }: { code: string }) => ({ __typename: type, code }) };
}

/** The same of what has an id. */
export function referenceById(type: string) {
  return { __resolveReference: ({ id }: { id: string }) => ({ __typename: type, id }) };
}
