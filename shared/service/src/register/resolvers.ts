/** The words of the graph for a register: its type, its lists below places and rows, its mutations. */
import { namedLate } from '@hh/kernel/noticed.ts';
import { isRefusal, type Refusal } from '@hh/kernel/refusal.ts';
import type { Field } from '@hh/kernel/shape.ts';
import { type Actor, canAt, isPlace, scopesOf } from '../actor.ts';
import { connectionLater, type PageArguments, pageOf, pageQuery } from '../connection.ts';
import { load, loadShown, type RequestContext } from '../context.ts';
import { refused } from '../refused.ts';
import type { Resolvers } from '../service.ts';
import { allowedTransitions } from '../transitions.ts';
import { enter, type Input, move, type RegisterParts } from './commands.ts';
import { factsNow } from './new-rows.ts';
import { storesOf } from './references.ts';
import { canRead, keyOf, orderOf, type Register, type Row, scopesOfRow, whyNotNow } from './register.ts';
import { belowKey, type RegisterStore } from './store.ts';

interface ListBelow {
  readonly field: string;
  readonly by: string;
  /** For the person alone whom it hangs below, though its rows may be public: null for everybody else. */
  readonly isPersonal?: boolean;
}

/** How the graph shows a register; fields that are not named here have the names of the shape. */
export interface Shown {
  /** The lists of its rows: `{ Compound: 'inspections' }` below a place, `{ Inspection: { field: 'findings', by: 'inspection' } }` below a row. */
  readonly below?: Readonly<Record<string, string | ListBelow | readonly ListBelow[]>>;
  /** The root field that finds one by its id. */
  readonly root?: string;
  /** What of a list's filter is not simply a field with its value. */
  readonly filters?: Readonly<Record<string, (value: unknown, today: string) => object>>;
  /** Its lists are for every person, who finds what they may read: their own at least. Left out: null for who holds nothing there. */
  readonly isForOwn?: boolean;
  /** Fields of the shape that the graph does not show. */
  readonly hidden?: readonly string[];
}

export function registerResolvers(parts: RegisterParts, definition: Register, shown: Shown): Resolvers {
  const { type, create, states = {} } = definition;
  const store = parts.stores.get(type) as RegisterStore;
  const key = definition.key ?? 'id';
  const find = async (id: string, context: RequestContext) => await loadShown(context, store.byIds, id);
  const mutation =
    (write: (actor: Actor, input: Input) => Promise<Row | Refusal>) =>
    async (_: unknown, { input }: { input: Input }, { actor }: RequestContext) => {
      const row = actor && (await write(actor, input));
      return isRefusal(row) ? refused(row) : row && { __typename: type, ...row };
    };

  const resolvers: Resolvers = {
    [type]: {
      __resolveReference: async (reference: Readonly<Record<string, string>>, context: RequestContext) => {
        const row = await find(reference[key] as string, context);
        return row && canRead(definition, context.actor, row) ? row : null;
      },
      ...fieldResolvers(parts, definition, shown.hidden ?? []),
      ...(Object.keys(states).length > 0
        ? {
            allowedTransitions: (row: Row, _: unknown, { actor }: RequestContext) => {
              const facts = actor && factsNow(parts.clock, actor);
              const possible = Object.entries(states)
                .filter(([, each]) => facts && whyNotNow(each, row, facts) === null)
                .map(([name, each]) => [name, { ...namedLate(each, row), requires: requiredBy(each) }] as const);
              return allowedTransitions(Object.fromEntries(possible), row, actor, ...scopesOfRow(row));
            },
          }
        : {}),
    },
    Mutation: {
      ...(create.may === 'effect'
        ? {}
        : { [create.mutation]: mutation((actor, input) => enter(parts, definition, actor, input)) }),
      ...Object.fromEntries(
        Object.keys(states).map((name) => [
          name,
          mutation((actor, input) => move(parts, definition, name, actor, input)),
        ]),
      ),
    },
  };
  for (const [parent, list] of Object.entries(shown.below ?? {})) {
    const lists: readonly ListBelow[] = typeof list === 'string' ? [{ field: list, by: 'place' }] : [list].flat();
    for (const each of lists)
      resolvers[parent] = {
        ...(resolvers[parent] as object),
        [each.field]: listBelow(parts, definition, shown, parent, each),
      };
  }
  if (shown.root) {
    resolvers.Query = {
      [shown.root]: async (_: unknown, asked: Readonly<Record<string, string>>, context: RequestContext) => {
        const row = await find(asked[key] as string, context);
        return row && canRead(definition, context.actor, row) ? row : null;
      },
    };
  }
  return resolvers;
}

function requiredBy({
  requires = [],
  takes = {},
}: {
  requires?: readonly string[];
  takes?: Readonly<Record<string, Field<unknown>>>;
}) {
  return [...requires, ...Object.keys(takes).filter((name) => !takes[name]?.isOptional)];
}

/** The rows below one place or row, a page at a time; null where the caller sees nothing of what lies there. */
function listBelow(
  { stores, clock }: RegisterParts,
  definition: Register,
  { filters = {}, isForOwn = false }: Shown,
  parentType: string,
  { by, isPersonal = false }: ListBelow,
) {
  const store = stores.get(definition.type) as RegisterStore;
  const order = orderOf(definition);
  // Below a row, the rows of a place are those of the place where it lies.
  const keyField = by === 'place' && stores.has(parentType) ? 'place' : keyOf(parentType);
  return async (
    parent: Readonly<Record<string, string>>,
    { filter, ...args }: PageArguments & { readonly filter?: Readonly<Record<string, unknown>> | null },
    context: RequestContext,
  ) => {
    const key = parent[keyField] as string;
    const isKey = definition.readBy?.includes(by) && context.actor?.id === key;
    const isOwn = context.actor?.kind === 'PERSON' && (isForOwn || isKey);
    const at = by === 'place' || by === 'owner' ? key : ((parent.place ?? parent.compound ?? '') as string);
    if (isPersonal && !isKey) return null;
    if (definition.read && !isOwn && !seesSomethingOf(context.actor, definition, at)) return null;
    const conditions = Object.entries(filter ?? {}).flatMap(([field, value]) => {
      if (value === undefined || value === null) return [];
      return [filters[field]?.(value, clock.today()) ?? { [field]: Array.isArray(value) ? { $in: value } : value }];
    });
    const below = { parent: key, by, where: conditions.length > 0 ? { $and: conditions } : {} };
    const page = pageOf(args);
    pageQuery(page, order); // Refuses the cursor of another list here, not where others are read with it.
    return connectionLater(
      page,
      async () => {
        const rows = (await load(context, store.below, belowKey({ ...below, page }))) as readonly Row[] | null;
        return (rows ?? []).map((row) => ({ ...row }));
      },
      (row) => order.map((field) => (field === '_id' ? row.id : row[field])),
      async () => Number((await load(context, store.below, belowKey({ ...below, page: null }))) ?? 0),
    );
  };
}

/** Whether there may be rows for the caller at a place, or of an enterprise, or below a row that lies there. */
function seesSomethingOf(actor: Actor | null, { read, open, owner }: Register, at: string): boolean {
  if (read === undefined || open || actor?.kind === 'SYSTEM') return true;
  const scopes = scopesOf(actor, read);
  const isOfEnterprise = at !== '' && !isPlace(at);
  return (
    canAt(actor, read, at) ||
    scopes.some((scope) => (isPlace(scope) ? isOfEnterprise || scope.startsWith(at) : owner && !isOfEnterprise))
  );
}

/** References become objects, places and those of other services by their key alone; values are written as the graph has them. */
function fieldResolvers({ stores, own }: RegisterParts, { fields, extra = {} }: Register, hidden: readonly string[]) {
  const resolvers: Record<string, unknown> = {};
  for (const [name, { of, among, show }] of Object.entries({ ...fields, ...extra } as Readonly<
    Record<string, Field<unknown>>
  >)) {
    if (hidden.includes(name)) continue;
    if (show) resolvers[name] = (row: Row) => (row[name] === null ? null : show(row[name] as never));
    if (!of) continue;
    const targets = storesOf(stores, { of, ...(among ? { among } : {}) });
    const one = async (key: unknown, context: RequestContext) => {
      if (typeof key !== 'string') return null;
      if (own[of]) return await own[of](key, context);
      if (targets.length === 0) return { __typename: of, [keyOf(of)]: key };
      const found = await Promise.all(targets.map(({ byIds }) => load(context, byIds, key)));
      const at = found.findIndex((row) => row !== null);
      const [row, definition] = [found[at], targets[at]?.definition];
      return row && definition && canRead(definition, context.actor, row)
        ? { __typename: definition.type, ...row }
        : null;
    };
    resolvers[name] = (row: Row, _: unknown, context: RequestContext) => {
      const value: unknown = row[name];
      return Array.isArray(value) ? Promise.all(value.map((each) => one(each, context))) : one(value, context);
    };
  }
  return resolvers;
}
