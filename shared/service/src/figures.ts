/**
 * Figures 指标: numbers of a place on a day, counted from dated rows whenever they are asked for. A figure is a line of a
 * table; all that are asked of a service in one operation are one question to its database.
 */
import type { Clock } from '@hh/kernel/clock.ts';
import { type Fen, formatMoney } from '@hh/kernel/money.ts';
import { addDays, dateOf, type LocalDate, startOf } from '@hh/kernel/period.ts';
import type { PlaceType } from '@hh/kernel/shape.ts';
import { connectionOf, type Page, type PageArguments, pageOf, pageQuery } from './connection.ts';
import { load, type RequestContext } from './context.ts';
import { monthEnds } from './figure-trend.ts';
import { type FigureWordsOf, figureRow, publishedFigure, type TitledRow, wordResolvers } from './figure-words.ts';
import type { Connection } from './mongo.ts';
import type { Resolvers } from './service.ts';

/** When a row counts: from a day on, within `[from, to)`, or always. A field may hold a day or an instant. */
export type Dated = { readonly on: string } | { readonly from: string; readonly to: string } | 'ALWAYS';

export interface Figure {
  readonly collection: string;
  /** Which of its rows. */
  readonly where?: Readonly<Record<string, unknown>>;
  readonly dated: Dated;
  /** Stages that leave some of these rows, by what other rows say of them on that day. */
  readonly among?: (asOf: LocalDate) => readonly object[];
  /** Stages that find, of all that are meant, the rows that counted on that day and have lost their date since. */
  readonly formerly?: (asOf: LocalDate) => readonly object[];
  /** The field with the day that is shown of a row, where those stages have found it. */
  readonly shownOn?: string;
  /** The field by which everybody knows a row; left out where it has none that everybody may read. */
  readonly titled?: string;
  /** What that field's values are called, where they are words of the graph's own. */
  readonly titles?: TitledRow['titles'];
  /** The field with what everybody may read of a row beside that. */
  readonly told?: string;
  /** The number of rows unless told: the sum, the least, the greatest or the number of different values of a field, or of what is made of a row. */
  readonly value?: { readonly [K in 'sum' | 'min' | 'max' | 'distinct']?: string | Expression };
  /** The smallest place that it has a meaning for; below, it is null. */
  readonly finest: PlaceType;
  /** The type of the rows, the row of the programme it stands for, and what it counts. */
  readonly type: string;
  readonly row: string;
  readonly mechanism: Mechanism;
  readonly unit: 'COUNT' | 'PERSONS' | 'PERSON_TIMES' | 'CNY' | 'M2' | 'BP';
  /** From the number to what the graph writes, where they differ; amounts are fen, which the scalar writes. */
  readonly show?: (value: number | bigint) => unknown;
}

type Expression = Readonly<Record<string, unknown>>;

export type Mechanism = 'SYSTEMATIC_PLANNING' | 'JOINT_BUILDING' | 'KEY_BREAKTHROUGHS' | 'ACTIVATED_FACTORS';

/** What is no count of rows: asked for all places at once, null for a place that it has no meaning for. */
export interface Computed extends Pick<Figure, 'finest' | 'type' | 'row' | 'mechanism' | 'unit'> {
  readonly compute: (places: readonly string[], asOf: LocalDate) => Promise<ReadonlyMap<string, unknown>>;
}

export type FigureTable = Readonly<Record<string, Figure | Computed>>;

/** The parent of a figure: a place, and the day whose end counts. */
interface At {
  readonly place: string;
  readonly asOf: LocalDate;
  readonly argument?: string;
}

type Value = number | bigint;
const DIGITS: Readonly<Record<PlaceType, number>> = { County: 6, Street: 9, Community: 12, Compound: 14 };
const PLACES: readonly PlaceType[] = ['County', 'Street', 'Community', 'Compound'];

/**
 * The resolvers of a service's figures: `field` of every place, the type that holds the figures, and each of them as an
 * object that opens to its rows.
 */
export function figureResolvers(options: {
  readonly connection: Connection;
  readonly clock: Clock;
  readonly field: string;
  readonly type: string;
  readonly table: FigureTable;
  readonly words: FigureWordsOf<FigureTable>;
}): Resolvers {
  const { connection, clock, field, type, table, words } = options;
  const values = (keys: readonly string[]) => valuesOf(connection, table, keys);
  const value = async (name: string, { place, asOf }: At, context: RequestContext): Promise<unknown> => {
    const figure = table[name] as Figure | Computed;
    if (place.length > DIGITS[figure.finest]) return null;
    const found = await load(context, values, keyOf(name, place, asOf));
    if ('compute' in figure) return found;
    const number = (found ?? (figure.value?.min || figure.value?.max ? null : 0)) as Value | null;
    if (number === null) return null;
    return figure.unit === 'CNY' ? BigInt(number) : (figure.show?.(number) ?? number);
  };
  const at = ({ code }: { code: string }, { asOf }: { asOf?: LocalDate | null }): At => ({
    place: code,
    asOf: asOf ?? clock.today(),
  });
  const single = (name: string) => (parent: At, _: unknown, context: RequestContext) => value(name, parent, context);
  const text = (name: string, found: unknown) =>
    table[name]?.unit === 'CNY' && typeof found === 'bigint' ? formatMoney(found as Fen) : String(found);
  const shown = async (figure: At & { key: string }, context: RequestContext) => {
    const found = await value(figure.key, figure, context);
    return found === null || found === undefined ? null : text(figure.key, found);
  };
  const listed = (parent: At, { keys }: { readonly keys?: readonly string[] | null }) =>
    Object.entries(table)
      .filter(([key]) => keys?.includes(key) ?? true)
      .map(([key, { mechanism, row, unit, type: counted }]) => ({ ...parent, key, mechanism, row, unit, counted }));
  return {
    ...Object.fromEntries(PLACES.map((each) => [each, { [field]: at }])),
    [type]: { ...Object.fromEntries(Object.keys(table).map((name) => [name, single(name)])), figures: listed },
    PublishedFigure: publishedFigure,
    FigureRow: figureRow,
    Figure: {
      ...wordResolvers(words),
      value: (figure: At & { key: string }, _: unknown, context: RequestContext) => shown(figure, context),
      trend: (figure: At & { key: string }, { months }: { readonly months: number }, context: RequestContext) => {
        const at = async (on: LocalDate) => ({ on, value: await shown({ ...figure, asOf: on }, context) });
        return Promise.all(monthEnds(figure.asOf, months).map(at));
      },
      rows: (figure: At & { key: string }, args: PageArguments) => rowsOf(connection, table, figure, pageOf(args)),
    },
  };
}

function keyOf(name: string, place: string, asOf: LocalDate): string {
  return JSON.stringify([name, place, asOf]);
}

/** Every figure that is asked of every place, by one command and one for each that is computed. */
async function valuesOf(
  connection: Connection,
  table: FigureTable,
  keys: readonly string[],
): Promise<ReadonlyMap<string, unknown>> {
  const asked = keys.map((key) => JSON.parse(key) as [string, string, LocalDate]);
  const groups = [...Map.groupBy(asked, ([name, place, asOf]) => JSON.stringify([name, place.length, asOf])).values()];
  const found = new Map<string, unknown>();
  const counted: {
    readonly name: string;
    readonly asOf: LocalDate;
    readonly pipeline: object[];
    readonly from: string;
  }[] = [];
  const computed: Promise<void>[] = [];
  for (const group of groups) {
    const [[name, , asOf]] = group as [[string, string, LocalDate]];
    const places = group.map(([, place]) => place);
    const figure = table[name] as Figure | Computed;
    if ('compute' in figure) {
      computed.push(
        figure.compute(places, asOf).then((values) => {
          for (const [place, value] of values) found.set(keyOf(name, place, asOf), value);
        }),
      );
    } else counted.push({ name, asOf, from: figure.collection, pipeline: pipelineOf(figure, name, places, asOf) });
  }
  const rows = counted.length === 0 ? [] : await unionOf(connection, counted);
  for (const { name, place, asOf, value } of rows) found.set(keyOf(name, place, asOf), value);
  await Promise.all(computed);
  return found;
}

interface Counted {
  readonly name: string;
  readonly place: string;
  readonly asOf: LocalDate;
  readonly value: Value;
}

/** One answer holds as many, and asks for no more: those of all communities of twenty counties. */
const AT_ONCE = 50_000;

async function unionOf(
  connection: Connection,
  parts: readonly { readonly from: string; readonly pipeline: object[] }[],
): Promise<readonly Counted[]> {
  const unions = parts.map(({ from, pipeline }) => ({ $unionWith: { coll: from, pipeline } }));
  const database = connection.getClient().db(connection.name);
  return await database.aggregate<Counted>([{ $documents: [] }, ...unions], { batchSize: AT_ONCE }).toArray();
}

function pipelineOf(figure: Figure, name: string, places: readonly string[], asOf: LocalDate): object[] {
  const [of] = Object.values(figure.value ?? {});
  const value = typeof of === 'string' ? `$${of}` : (of ?? 1);
  const [place, ...others] = places as [string, ...string[]];
  // One place asks nothing of its rows but that they are there.
  const at = others.length === 0 ? { $literal: place } : { $substrBytes: ['$place', 0, place.length] };
  const last = [{ $project: { _id: 0, name: { $literal: name }, asOf: { $literal: asOf }, place: '$_id', value: 1 } }];
  const matching = matchingOf(figure, places, asOf);
  if (figure.value?.distinct)
    return [
      ...matching,
      { $group: { _id: { place: at, value } } },
      { $group: { _id: '$_id.place', value: { $sum: 1 } } },
      ...last,
    ];
  const operator = figure.value?.min ? '$min' : figure.value?.max ? '$max' : '$sum';
  return [...matching, { $group: { _id: at, value: { [operator]: value } } }, ...last];
}

/** The rows that a figure counts. */
function matchingOf(figure: Figure, places: readonly string[], asOf: LocalDate): object[] {
  const { collection, where = {}, among, formerly } = figure;
  const here = within(places);
  const match = { $match: { $and: [here, matchOf(figure, asOf)] } };
  const pipeline = formerly && [{ $match: { $and: [here, where] } }, ...formerly(asOf)];
  return [match, ...(among?.(asOf) ?? []), ...(pipeline ? [{ $unionWith: { coll: collection, pipeline } }] : [])];
}

/** Places of one kind that are asked for together lie beside one another: one range of the index, and what is beside is left out. */
function within(places: readonly string[]): object {
  const [first, last] = [places.toSorted()[0] as string, places.toSorted().at(-1) as string];
  return { county: { $gte: first.slice(0, 6), $lte: last.slice(0, 6) }, place: { $gte: first, $lt: `${last}:` } };
}

function matchOf({ where = {}, dated }: Pick<Figure, 'where' | 'dated'>, asOf: LocalDate): object {
  if (dated === 'ALWAYS') return where;
  // One bound of one type, so that an index that has the field answers by itself: a row is then counted without being read.
  const by = (field: string) => (isInstant(field) ? { $lt: startOf(addDays(asOf, 1)) } : { $lte: asOf });
  if ('on' in dated) return { ...where, [dated.on]: by(dated.on) };
  const { from, to } = dated;
  return { $and: [where, { [from]: by(from) }, { [to]: { $not: by(to) } }] };
}

/** Instants are called so, `receivedAt`; everything else that dates a row is a day. */
function isInstant(field: string): boolean {
  return field.endsWith('At');
}

/** The rows that a figure counts at a place on a day. */
async function rowsOf(
  connection: Connection,
  table: FigureTable,
  { key, place, asOf }: At & { key: string },
  page: Page,
) {
  const figure = table[key] as Figure | Computed;
  if ('compute' in figure || place.length > DIGITS[figure.finest]) return null;
  const collection = connection.collection<{ _id: string; place: string }>(figure.collection);
  const matching = matchingOf(figure, [place], asOf);
  const { filter, sort, limit } = pageQuery(page, ['_id']);
  const on = figure.shownOn ?? dayFieldOf(figure.dated);
  const rows = await collection
    .aggregate<TitledRow & { _id: string; place: string; about: string | null; on: unknown; amount: Value }>([
      ...matching,
      { $match: filter },
      { $sort: sort },
      { $limit: limit },
      {
        $project: {
          place: 1,
          title: fieldOf(figure.titled),
          about: fieldOf(figure.told),
          on: fieldOf(on),
          amount: amountOf(figure),
        },
      },
    ])
    .toArray();
  const read = (row: (typeof rows)[number]) => ({
    id: String(row._id),
    type: figure.type,
    place: row.place,
    title: row.title,
    titles: figure.titles,
    about: row.about,
    on: dayOf(row.on),
    amount:
      figure.unit === 'CNY' ? formatMoney(BigInt(row.amount) as Fen) : String(figure.show?.(row.amount) ?? row.amount),
  });
  return connectionOf(
    page,
    rows.map(read),
    ({ id }) => [id],
    async () => (await collection.aggregate<{ n: number }>([...matching, { $count: 'n' }]).toArray())[0]?.n ?? 0,
  );
}

function fieldOf(name: string | null | undefined) {
  return name ? `$${name}` : { $literal: null };
}

function dayFieldOf(dated: Dated): string | null {
  if (dated === 'ALWAYS') return null;
  return 'on' in dated ? dated.on : dated.from;
}

/** What one row adds: what is summed, or itself; of a least or greatest, what is compared. */
function amountOf({ value = {} }: Figure): string | Expression {
  const amount = value.sum ?? value.min ?? value.max;
  return typeof amount === 'string' ? `$${amount}` : (amount ?? { $literal: 1 });
}

function dayOf(value: unknown): string | null {
  if (value instanceof Date) return dateOf(value);
  return typeof value === 'string' ? value : null;
}
