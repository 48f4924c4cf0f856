/**
 * A register 台账: rows of one shape, each at a place, entered by one mutation and moved by others. A definition says what
 * a row holds and who may do what; the store, the commands and the resolvers of every register are the same few functions.
 */
import { type KnownNotice, namedLate, stillPublic } from '@hh/kernel/noticed.ts';
import type { Refusal } from '@hh/kernel/refusal.ts';
import { bsonOf, type Shape, type Shaped } from '@hh/kernel/shape.ts';
import { type Transition, whyNot } from '@hh/kernel/state-machine.ts';
import { type Actor, type Capability, canAt } from '../actor.ts';
import type { CollectionSpec, IndexSpec } from '../mongo.ts';
import type { AskGraph } from '../service.ts';
import type { Transaction } from '../writer.ts';
import type { RegisterParts } from './commands.ts';

/** What every row has beside its own fields. */
export interface Row {
  readonly id: string;
  readonly county: string;
  /** The code of the place it lies at: what decides who may see and change it, and where it counts. */
  readonly place: string;
  /** The enterprise that it is of, by its code, in a register whose rows are of one. */
  readonly owner?: string;
  /** Counts the writes, so that a late one can say what it saw. */
  readonly version: number;
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly updatedAt: Date;
  readonly state: string;
  // biome-ignore lint/suspicious/noExplicitAny: the fields of a row are known where its definition is
  readonly [field: string]: any;
}

/** A row as its own slice knows it. */
export type RowOf<D> = D extends Register<infer F, infer E> ? Row & Shaped<F> & Shaped<E> : never;

/**
 * What a rule may look at beside the row: who, when, the rows of the same service that it refers to, by field, and what
 * was looked up for it.
 */
export interface Facts {
  readonly actor: Actor;
  readonly today: string;
  readonly now: Date;
  // biome-ignore lint/suspicious/noExplicitAny: what a row refers to is known where its definition is
  readonly found: any;
  // biome-ignore lint/suspicious/noExplicitAny: what is looked up is known where the definition is
  readonly looked: any;
  /** What other services answered, where the definition `asks`. */
  // biome-ignore lint/suspicious/noExplicitAny: what is asked is known where the definition is
  readonly heard?: any;
  /** The notice that the transition names, or that it waited for. */
  readonly notice?: KnownNotice | null;
}

export interface RegisterTransition extends Transition<string, Capability> {
  /** What the input says beside the id, kept in the row. `requires` follows from it. */
  readonly takes?: Shape;
  /** The fields that remember who took it, on which day, at which instant: whatever else the rule says. */
  readonly marks?: { readonly by?: string; readonly on?: string; readonly at?: string };
  /** Is the row answered again to the person who took it, asking the same once more? Theirs is the field of `marks.by`. */
  readonly answersAgain?: true;
  /** The field of the input that names a notice 公示, and its kind: about this row, public now, where the row lies. */
  readonly names?: { readonly field: string; readonly kind: string };
  /** Is it possible only when the days of the row's notice are over, and nobody's objection to it is open? */
  readonly afterNotice?: true;
  /** Why this person can't take it of this row now: what the table cannot say, and a screen has to know beforehand. */
  // biome-ignore lint/suspicious/noExplicitAny: the fields of a row are known where its definition is
  readonly guard?: (row: any, facts: Pick<Facts, 'actor' | 'now' | 'today'>) => Refusal | null;
  /** The rule: what else changes, or why not. Without it the row keeps what was taken. */
  // biome-ignore lint/suspicious/noExplicitAny: the fields of a row are known where its definition is
  readonly decide?: (row: any, taken: any, facts: Facts) => Readonly<Record<string, unknown>> | Refusal;
}

/** Why this person can't take it of this row now, by the table, the guard, and the days of the row's notice. */
export function whyNotNow(
  transition: RegisterTransition,
  row: Row,
  facts: Pick<Facts, 'actor' | 'now' | 'today'>,
): Refusal | null {
  const { guard, afterNotice } = transition;
  const forbidden = whyNot(namedLate(transition, row), row, facts.actor.id) ?? guard?.(row, facts) ?? null;
  const { notice = null, noticedUntil = null } = row;
  return forbidden ?? (afterNotice ? stillPublic({ notice, noticedUntil }, facts.today) : null);
}

/** What else has to happen in the transaction of a write, or why it cannot. */
export type Effect = (
  row: Row,
  transaction: Transaction & {
    readonly actor: Actor;
    /** The row before a transition; what it took, or what was entered, which the rule may have kept less of. */
    readonly before: Row | null;
    readonly taken: Readonly<Record<string, unknown>>;
    readonly parts: RegisterParts;
  },
) => Promise<Refusal | undefined>;

/**
 * What the rule of a mutation has to know beside its row and what that refers to, read in the same transaction: once for
 * all rows that are entered together, or for the row that is moved, with what the transition takes.
 */
export type Look = (
  rows: readonly Readonly<Record<string, unknown>>[],
  transaction: Transaction & { readonly parts: RegisterParts },
) => Promise<unknown>;

/**
 * What the rule of a mutation has to know of other services, or why not: asked of the graph before the transaction begins,
 * about what is entered or about a row and what its transition takes. The system enters what it has from the graph.
 */
export type Ask = (
  // biome-ignore lint/suspicious/noExplicitAny: the fields of a row are known where its definition is
  row: any,
  taken: Readonly<Record<string, unknown>>,
  ask: AskGraph,
) => Promise<unknown>;

export interface UniqueRule {
  readonly name: string;
  /** Beside the county. */
  readonly fields: readonly string[];
  /** Among which rows: a partial index. */
  readonly where?: Readonly<Record<string, unknown>>;
  /** Where a row that comes among them by a transition takes the place of the one that is there: what becomes of that one. */
  readonly yields?: {
    readonly to: string;
    // biome-ignore lint/suspicious/noExplicitAny: the fields of a row are known where its definition is
    readonly with: (next: any) => Readonly<Record<string, unknown>>;
  };
}

export interface Register<F extends Shape = Shape, E extends Shape = Shape> {
  /** The type of the graph, and the subject of its audit rows. */
  readonly type: string;
  readonly collection: string;
  /** What the input of its creation says. */
  readonly fields: F;
  /** What rules and transitions add; optional fields are null until then. */
  readonly extra?: E;
  /** The field that is its key; without it each row gets an id. */
  readonly key?: string;
  /** The field with its place's code, or the referred row of the same service that lies there. */
  readonly place: string | { readonly of: string };
  /**
   * The field with the enterprise a row is of, or the referred row of the same service that is of one. Its own people have
   * with their rows the rights that others have by the place.
   */
  readonly owner?: string | { readonly of: string };
  readonly create: {
    /** The mutation; or what the trail calls it, where only the effect of another write enters rows. */
    readonly mutation: string;
    readonly may: Capability | 'system' | 'effect';
    /** The rule of a new row: what `extra` holds at first, or why not. */
    // biome-ignore lint/suspicious/noExplicitAny: the fields of a row are known where its definition is
    readonly decide?: (draft: any, facts: Facts) => Readonly<Record<string, unknown>> | Refusal;
    readonly state?: string;
  };
  /** By the mutation that takes it. */
  readonly states?: Readonly<Record<string, RegisterTransition>>;
  readonly unique?: readonly UniqueRule[];
  readonly indexes?: readonly IndexSpec[];
  /** Who may read its rows; left out, everybody. */
  readonly read?: Capability;
  /** Which of its rows everybody may read all the same, by the values of fields: those that are published. */
  readonly open?: Readonly<Record<string, unknown>>;
  /** The fields that hold the persons who may read a row beside those. */
  readonly readBy?: readonly string[];
  /** A field of `extra` that numbers the rows of a day: `20260105-0001`. It may be the key. */
  readonly numbered?: string;
  /** The fields that a list is in order of; `_id` is added. */
  readonly order?: readonly string[];
  /** By the mutation that it belongs to. */
  readonly looks?: Readonly<Record<string, Look>>;
  /** By the mutation that it belongs to. */
  readonly asks?: Readonly<Record<string, Ask>>;
  /** By the mutation that it belongs to. */
  readonly effects?: Readonly<Record<string, Effect>>;
}

/** Keeps the types of the fields. */
export function defineRegister<const F extends Shape, const E extends Shape = Record<never, never>>(
  definition: Register<F, E>,
): Register<F, E> {
  return definition;
}

export function orderOf({ order = [] }: Register): readonly string[] {
  return [...order, '_id'];
}

/** The collection of a register: validated by the shape, indexed by place, unique where its rules say so. */
export function collectionOf(definition: Register): CollectionSpec {
  const { required, properties } = bsonOf({ ...definition.fields, ...definition.extra });
  const string = { bsonType: 'string' };
  return {
    name: definition.collection,
    indexes: [
      {
        name: 'place',
        key: { county: 1, place: 1, ...Object.fromEntries(orderOf(definition).map((field) => [field, 1])) },
      },
      ...(definition.unique ?? []).map(({ name, fields, where }) => ({
        name,
        key: Object.fromEntries(['county', ...fields].map((field) => [field, 1 as const])),
        unique: true,
        ...(where ? { partialFilterExpression: where } : {}),
      })),
      ...(definition.owner ? [{ name: 'owner', key: { owner: 1, _id: 1 } } as const] : []),
      ...(definition.indexes ?? []),
    ],
    schema: {
      // A register of counties says `county` in its own words too.
      required: [
        ...new Set([
          ...(definition.owner ? ['owner'] : []),
          ...['county', 'place', 'state', 'version', 'createdAt', 'createdBy', 'updatedAt'],
          ...required,
        ]),
      ],
      properties: {
        ...properties,
        county: string,
        place: string,
        ...(definition.owner ? { owner: string } : {}),
        state: { enum: statesOf(definition) },
        version: { bsonType: 'number', minimum: 1 },
        createdAt: { bsonType: 'date' },
      },
    },
  };
}

/** The words of its states, the first one first. A register without states has rows that simply are. */
export function statesOf({ create, states = {}, unique = [] }: Register): readonly string[] {
  return [
    ...new Set([
      create.state ?? 'IN_FORCE',
      ...Object.values(states).flatMap(({ from, to }) => [...from, to]),
      ...unique.flatMap((rule) => rule.yields?.to ?? []),
    ]),
  ];
}

/** Where a right to it may be held: at its place, or with the enterprise that it is of. */
export function scopesOfRow({ place, owner }: { readonly place: string; readonly owner?: string }): readonly string[] {
  return owner === undefined ? [place] : [place, owner];
}

/** Who has the right at its place or with its enterprise, or is named in it as somebody whom it concerns. */
export function canRead({ read, readBy = [], open }: Register, actor: Actor | null, row: Row): boolean {
  if (read === undefined || canAt(actor, read, ...scopesOfRow(row))) return true;
  if (open && Object.entries(open).every(([field, value]) => row[field] === value)) return true;
  return actor?.kind === 'PERSON' && readBy.some((field) => [row[field]].flat().includes(actor.id));
}

/** What the key of a type is called, where it is not `id`. */
const KEYS: Readonly<Record<string, string>> = {
  County: 'code',
  Street: 'code',
  Community: 'code',
  Compound: 'code',
  VolunteerZone: 'code',
  VolunteerTeam: 'code',
  Wish: 'code',
  RevenuePoint: 'code',
  PartnerEnterprise: 'uscc',
  PropertyCompany: 'uscc',
};

export function keyOf(type: string): string {
  return KEYS[type] ?? 'id';
}
