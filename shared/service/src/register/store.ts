/** The rows of a register in the database: by id, by page below a place or another row, entered and moved. */
import type { Actor } from '../actor.ts';
import { rowsVisibleTo } from '../actor.ts';
import type { Page } from '../connection.ts';
import type { RequestContext } from '../context.ts';
import type { Connection, Session } from '../mongo.ts';
import { type Asked, childrenOf } from '../pages.ts';
import { orderOf, type Register, type Row, type UniqueRule } from './register.ts';

type Stored = Omit<Row, 'id'> & { readonly _id: string };

/** A page, or a count where it is null, of the rows below one parent that match a filter. */
export interface Below {
  readonly parent: string;
  /** The field that holds the parent's key; a place, and all that lies in it, where it is `place`. */
  readonly by: string;
  readonly where: object;
  readonly page: Page | null;
}

export type RegisterStore = ReturnType<typeof createRegisterStore>;

export function createRegisterStore(connection: Connection, definition: Register) {
  const rows = connection.collection<Stored>(definition.collection);
  const read = ({ _id, ...rest }: Stored): Row => ({ id: _id, ...rest }) as Row;
  const inSession = (session?: Session) => (session ? { session } : {});
  const readable = (actor: Actor | null) => {
    const { read, readBy = [], open } = definition;
    if (!read) return {};
    const own = actor?.kind === 'PERSON' ? readBy.map((field) => ({ [field]: actor.id })) : [];
    return {
      $or: [
        rowsVisibleTo(actor, read, { place: 'place', ...(definition.owner ? { enterprise: 'owner' } : {}) }),
        ...own,
        ...(open ? [open] : []),
      ],
    };
  };

  const askedOf = (actor: Actor | null, all: readonly [Below, ...Below[]]): Asked => {
    const [{ by, where, page }] = all;
    const parents = all.map(({ parent }) => parent);
    const counties = by === 'place' ? { county: { $in: [...new Set(parents.map((code) => code.slice(0, 6)))] } } : {};
    const among = { parent: by, isWithin: by === 'place', where: { $and: [counties, where, readable(actor)] } };
    return { ...among, parents, page, fields: orderOf(definition) };
  };

  return {
    definition,

    /** For loaders: the rows of these ids; whether the caller may read one is asked of each. */
    byIds: async (ids: readonly string[]): Promise<ReadonlyMap<string, Row>> => {
      const found = await rows.find({ _id: { $in: [...ids] } }).toArray();
      return new Map(found.map((row) => [row._id, read(row)]));
    },

    /** For loaders, by the text of a `Below`: one call for all parents and all kinds of pages and counts. */
    below: async (
      keys: readonly string[],
      { actor }: RequestContext,
    ): Promise<ReadonlyMap<string, readonly Row[] | number>> => {
      const asked = keys.map((key) => ({ key, below: JSON.parse(key, reviveDates) as Below }));
      const kinds = [...Map.groupBy(asked, ({ below: { parent: _, ...rest } }) => JSON.stringify(rest)).values()];
      const questions = kinds.map((kind) => askedOf(actor, kind.map(({ below }) => below) as [Below, ...Below[]]));
      const found = await childrenOf<Stored>(connection, definition.collection, questions);
      const answer = (at: number, { parent, page }: Below) => {
        const rows = found[at]?.get(parent) ?? (page === null ? 0 : []);
        return typeof rows === 'number' ? rows : rows.map(read);
      };
      return new Map(kinds.flatMap((kind, at) => kind.map(({ key, below }) => [key, answer(at, below)] as const)));
    },

    find: async (filter: object, session?: Session): Promise<readonly Row[]> =>
      (await rows.find(filter, inSession(session)).toArray()).map(read),

    /** For loaders: at each place the one row that matches, where a rule says that there is one at most. */
    oneAt:
      (where: object) =>
      async (places: readonly string[]): Promise<ReadonlyMap<string, Row>> => {
        const counties = [...new Set(places.map((code) => code.slice(0, 6)))];
        const found = await rows.find({ county: { $in: counties }, place: { $in: [...places] }, ...where }).toArray();
        return new Map(found.map((row) => [String(row.place), read(row)]));
      },

    /** For loaders: of the rows whose field `by` holds each key, the one of the latest day, and of one day's the last by id. */
    latest:
      (by: string, day: string, where: object = {}) =>
      async (keys: readonly string[]): Promise<ReadonlyMap<string, Row>> => {
        const found = await rows
          .find({ [by]: { $in: [...keys] }, ...where })
          .sort({ [day]: 1, _id: 1 })
          .toArray();
        return new Map(found.map((row) => [String(row[by]), read(row)]));
      },

    get: async (id: string, session?: Session): Promise<Row | null> => {
      const row = await rows.findOne({ _id: id }, inSession(session));
      return row && read(row);
    },

    /** Of rows to be entered or changed, the first that collides with another one; null where none does. */
    twice: async (rule: UniqueRule, drafts: readonly Row[], session: Session): Promise<Row | null> => {
      const among = drafts.filter((row) =>
        Object.entries(rule.where ?? {}).every(([field, value]) => row[field] === value),
      );
      const drafted = new Map<string, Row>();
      for (const row of among) {
        for (const key of keysOf(rule, row)) {
          if (drafted.has(key)) return row;
          drafted.set(key, row);
        }
      }
      // What has one of the values in each field: more than what collides, but found by one range of the index for each.
      const values = (field: string) => [...new Set(among.flatMap((row) => row[field]))];
      const keys = Object.fromEntries(rule.fields.map((field) => [field, { $in: values(field) }]));
      const [first] = among;
      if (!first) return null;
      const ids = new Set(among.map(({ id }) => id));
      const standing = await rows
        .find({ $and: [{ county: first.county }, rule.where ?? {}, keys] }, { session })
        .toArray();
      for (const row of standing) {
        const key = keysOf(rule, row as unknown as Row).find((each) => drafted.has(each));
        if (key !== undefined && !ids.has(row._id)) return drafted.get(key) ?? null;
      }
      return null;
    },

    /** The other row that holds what a rule gives to one alone. */
    standing: async ({ fields, where = {} }: UniqueRule, row: Row, session: Session): Promise<Row | null> => {
      const same = Object.fromEntries(fields.map((field) => [field, row[field]]));
      const found = await rows.findOne({ ...same, ...where, county: row.county, _id: { $ne: row.id } }, { session });
      return found && read(found);
    },

    insert: async (drafts: readonly Row[], session: Session): Promise<void> => {
      await rows.insertMany(
        drafts.map(({ id, ...rest }) => ({ _id: id, ...rest }) as Stored),
        { session },
      );
    },

    /** Changes the row if it is still as the condition says; false where it is not. */
    change: async (
      row: Row,
      condition: object,
      changes: Readonly<Record<string, unknown>>,
      session: Session,
    ): Promise<boolean> => {
      const filter = { _id: row.id, version: row.version, ...condition };
      const update = { $set: changes, $inc: { version: 1 } };
      return (await rows.updateOne(filter, update, { session })).modifiedCount === 1;
    },
  };
}

/** What no two rows may have in common: of a field that is a list, each of its values. */
function keysOf({ fields }: UniqueRule, row: Row): readonly string[] {
  const keys = ['county', ...fields].reduce<unknown[][]>(
    (found, field) => found.flatMap((key) => [row[field]].flat().map((value) => [...key, value])),
    [[]],
  );
  return keys.map((key) => JSON.stringify(key));
}

export function belowKey(below: Below): string {
  return JSON.stringify(below);
}

/** A filter may hold instants, which a key holds as text. */
function reviveDates(_: string, value: unknown): unknown {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/.test(value)
    ? new Date(value)
    : value;
}
