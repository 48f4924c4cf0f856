/** The writes of a register: rows entered once by their key, and moved by the table of their states. */
import type { Clock } from '@hh/kernel/clock.ts';
import { type KnownNotice, namedLate } from '@hh/kernel/noticed.ts';
import { isRefusal, type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { parseShape, reference } from '@hh/kernel/shape.ts';
import { conditionOf } from '@hh/kernel/state-machine.ts';
import type { Actor } from '../actor.ts';
import type { RequestContext } from '../context.ts';
import type { AskGraph } from '../service.ts';
import type { Transaction, Writer } from '../writer.ts';
import { noticed, noticeElsewhere, waitsElsewhere } from './after-notice.ts';
import { type Asked, doneBefore, textOf } from './done-before.ts';
import { draftsOf, factsNow, holds, rowsOf } from './new-rows.ts';
import { missingElsewhere, referredTo } from './references.ts';
import {
  canRead,
  type Facts,
  type Register,
  type RegisterTransition,
  type Row,
  type UniqueRule,
  whyNotNow,
} from './register.ts';
import type { RegisterStore } from './store.ts';

export type Input = Readonly<Record<string, unknown>>;

/** Answers, of keys of a type that another service owns, those that nobody has; a type that is not asked for has them all. */
export type Missing = (type: string, keys: readonly string[]) => Promise<readonly string[]>;

export interface RegisterParts {
  readonly writer: Writer;
  readonly clock: Clock;
  readonly missing: Missing;
  readonly ask: AskGraph;
  /** The registers of the same service, by type: what a row refers to there has to be there. */
  readonly stores: ReadonlyMap<string, RegisterStore>;
  /** How types of the same service that are no registers are found, by key. */
  readonly own: Readonly<Record<string, (key: string, context: RequestContext) => Promise<object | null>>>;
}

/** Enters one row; the same key of the same person answers the first, whatever became of the answer. */
export async function enter(
  parts: RegisterParts,
  definition: Register,
  actor: Actor,
  { clientMutationId, ...input }: Input,
): Promise<Row | Refusal> {
  const key = reference('key').parse(clientMutationId);
  if (isRefusal(key)) return key.at('clientMutationId');
  const once = `${definition.create.mutation} ${actor.id} ${key}`;
  const id = await enterAll(parts, definition, actor, [{ input }], once);
  if (isRefusal(id)) return withoutNumber(id);
  return await reread(parts, definition, id[0] as string);
}

export interface Entry {
  /** Given where the row is known by it already, as in the demonstration. */
  readonly id?: string;
  readonly input: Input;
  /** What a row that comes from elsewhere has been through already: its state, and what its transitions have set. */
  readonly past?: Readonly<Record<string, unknown>>;
}

/** Enters rows, all of them or none; a refusal names the row by its number. Answers their ids. */
export async function enterAll(
  parts: RegisterParts,
  definition: Register,
  actor: Actor,
  entries: readonly Entry[],
  once: string,
): Promise<readonly string[] | Refusal> {
  if (actor.kind === 'MACHINE') return refuse('MACHINE_NOT_ALLOWED');
  const drafts = draftsOf(definition, entries);
  if (isRefusal(drafts)) return drafts;
  const lost = await missingElsewhere(parts, definition.fields, drafts, actor);
  if (lost) return lost;
  const asks = actor.kind === 'SYSTEM' ? undefined : definition.asks?.[definition.create.mutation];
  const heard = asks && (await Promise.all(drafts.map((draft) => asks(draft, {}, parts.ask))));
  return await parts.writer.write(
    async (transaction) => {
      const rows = await rowsOf(parts, definition, actor, { entries, drafts, heard }, transaction);
      return isRefusal(rows) ? rows : await insertRows(parts, definition, actor, { rows, drafts }, transaction);
    },
    { key: once, request: textOf(drafts) },
  );
}

/** The same inside of another write, by whose right it happens: an effect of one register on another. */
export async function enterRows(
  parts: RegisterParts,
  definition: Register,
  actor: Actor,
  entries: readonly Entry[],
  transaction: Transaction,
): Promise<readonly string[] | Refusal> {
  const drafts = draftsOf(definition, entries);
  if (isRefusal(drafts)) return drafts;
  const rows = await rowsOf(parts, definition, actor, { entries, drafts }, transaction, true);
  return isRefusal(rows) ? rows : await insertRows(parts, definition, actor, { rows, drafts }, transaction);
}

async function insertRows(
  parts: RegisterParts,
  definition: Register,
  actor: Actor,
  { rows, drafts }: { readonly rows: readonly Row[]; readonly drafts: readonly Input[] },
  transaction: Transaction,
): Promise<readonly string[] | Refusal> {
  const { session, audit } = transaction;
  const { create, fields, key, type, unique = [] } = definition;
  const [first] = rows;
  if (!first) return [];
  const store = storeOf(parts, type);
  const [known] = key ? await store.find({ _id: { $in: rows.map(({ id }) => id) } }, session) : [];
  const at = rows.findIndex(({ id }) => id === known?.id);
  if (known) return refuse('ALREADY_EXISTS', { field: `${at}.${key}`, what: known.id });
  for (const rule of unique) {
    const twice = await store.twice(rule, rows, session);
    if (twice) return refuse('ALREADY_EXISTS', { field: `${rows.indexOf(twice)}.${rule.fields[0]}`, what: rule.name });
  }
  await store.insert(rows, session);
  for (const [index, row] of rows.entries()) {
    const refused = await effectOf(parts, definition, create.mutation, row, actor, transaction, null, drafts[index]);
    if (refused) return refused;
  }
  const after =
    rows.length === 1
      ? Object.fromEntries(Object.keys(fields).map((field) => [field, first[field]]))
      : { rows: rows.length };
  audit({ county: first.county, actor, action: create.mutation, subject: { type, id: first.id }, after });
  return rows.map(({ id }) => id);
}

/**
 * Takes one transition of a row; the table decides, the write is conditioned by it. Where the transition answers again, a
 * repetition is looked up only when it was refused: what the same person has done in the same words is answered as it stands.
 */
export async function move(
  parts: RegisterParts,
  definition: Register,
  mutation: string,
  actor: Actor,
  { id, version, ...input }: Input,
): Promise<Row | Refusal> {
  const transition = definition.states?.[mutation];
  if (!transition) throw new Error(`${definition.type} has no transition ${mutation}`);
  if (actor.kind === 'MACHINE') return refuse('MACHINE_NOT_ALLOWED');
  const taken = parseShape(transition.takes ?? {}, input);
  if (isRefusal(taken)) return taken;
  const moved = await take(parts, definition, { mutation, transition, actor, id: String(id), version, taken });
  if (!isRefusal(moved)) return await reread(parts, definition, moved);
  return (
    (await doneBefore(storeOf(parts, definition.type), { transition, actor, id: String(id), taken }, moved)) ?? moved
  );
}

async function take(
  parts: RegisterParts,
  definition: Register,
  { mutation, transition, actor, id, version, taken }: Asked & { readonly mutation: string; readonly version: unknown },
): Promise<string | Refusal> {
  const lost = await missingElsewhere(parts, transition.takes ?? {}, [taken], actor);
  if (lost) return withoutNumber(lost);
  const forbidden = (row: Row | null): Refusal | null => {
    if (!row || !canRead(definition, actor, row)) return refuse('NOT_FOUND', { field: 'id', what: definition.type });
    if (!holds(actor, transition.may, row)) return refuse('OUT_OF_SCOPE', { field: 'id' });
    const isAnother = version !== undefined && version !== null && version !== row.version;
    return isAnother ? refuse('CHANGED_MEANWHILE', { field: 'version' }) : null;
  };
  const asks = definition.asks?.[mutation];
  const isAsking = asks !== undefined || waitsElsewhere(parts, transition);
  const asker = isAsking ? await storeOf(parts, definition.type).get(id) : null;
  if (isAsking) {
    // Who may not take it asks nobody: to ask may close a notice.
    const why = forbidden(asker) ?? whyNotNow(transition, asker as Row, factsNow(parts.clock, actor))?.at('id');
    if (why) return why;
  }
  const heard = asker && (await asks?.(asker, taken, parts.ask));
  const notice = asker && (await noticeElsewhere(parts, definition, { transition, row: asker, taken }));
  return await parts.writer.write(async (transaction) => {
    const row = await storeOf(parts, definition.type).get(id, transaction.session);
    const why = forbidden(row);
    if (why || !row) return why ?? refuse('NOT_FOUND', { field: 'id', what: definition.type });
    return await moveRow(parts, definition, { mutation, transition, row, taken, actor, heard, notice }, transaction);
  });
}

/** The same inside of another write, for a row that is there: an effect of one register on another. */
export async function moveRow(
  parts: RegisterParts,
  definition: Register,
  asked: {
    readonly mutation: string;
    readonly transition: RegisterTransition;
    readonly row: Row;
    readonly taken: Input;
    readonly actor: Actor;
    readonly heard?: unknown;
    readonly notice?: KnownNotice | null;
  },
  transaction: Transaction,
): Promise<string | Refusal> {
  const { mutation, transition, row, taken, actor, heard } = asked;
  const now = factsNow(parts.clock, actor);
  const forbidden = whyNotNow(transition, row, now);
  if (forbidden) return forbidden.at('id');
  if (isRefusal(heard)) return heard;
  const found = await referredTo(parts, transition.takes ?? {}, [taken], transaction.session);
  if (isRefusal(found)) return withoutNumber(found);
  const looked = await definition.looks?.[mutation]?.([{ ...row, ...taken }], { ...transaction, parts });
  const { notice, refusal, changes: kept } = await noticed(parts, definition, asked, now, transaction);
  if (refusal) return refusal;
  const facts = { ...now, found: found[0] ?? {}, looked, heard, notice };
  const decided = transition.decide ? transition.decide(row, taken, facts) : taken;
  if (isRefusal(decided)) return decided;
  const changes = { state: transition.to, ...decided, ...marked(transition, facts), ...kept, updatedAt: facts.now };
  const store = storeOf(parts, definition.type);
  for (const rule of definition.unique ?? []) {
    if (![...rule.fields, ...Object.keys(rule.where ?? {})].some((field) => field in changes)) continue;
    const next = { ...row, ...changes };
    if (rule.yields) await giveWay(definition, rule, store, { next, mutation, actor, at: facts.now }, transaction);
    else if (await store.twice(rule, [next], transaction.session))
      return refuse('ALREADY_EXISTS', { field: rule.fields[0] as string, what: rule.name });
  }
  if (!(await store.change(row, conditionOf(namedLate(transition, row), actor.id), changes, transaction.session)))
    throw new Error(`${definition.type} ${row.id} changed inside of a transaction`);
  const after = { ...row, ...changes, version: row.version + 1 };
  const refused = await effectOf(parts, definition, mutation, after, actor, transaction, row, taken);
  if (refused) return refused;
  transaction.audit({
    county: row.county,
    actor,
    action: mutation,
    subject: { type: definition.type, id: row.id },
    before: Object.fromEntries(Object.keys(changes).map((field) => [field, row[field]])),
    after: changes,
    ...(typeof taken.reason === 'string' ? { reason: taken.reason } : {}),
  });
  return row.id;
}

/** Who took a transition and when, in the fields that it names for that. */
function marked({ marks = {} }: RegisterTransition, { actor, today, now }: Facts): Readonly<Record<string, unknown>> {
  return {
    ...(marks.by ? { [marks.by]: actor.id } : {}),
    ...(marks.on ? { [marks.on]: today } : {}),
    ...(marks.at ? { [marks.at]: now } : {}),
  };
}

/** The row that stands where another one comes makes room for it. */
async function giveWay(
  { type }: Register,
  rule: UniqueRule,
  store: RegisterStore,
  by: { readonly next: Row; readonly mutation: string; readonly actor: Actor; readonly at: Date },
  { session, audit }: Transaction,
): Promise<void> {
  const comes = Object.entries(rule.where ?? {}).every(([field, value]) => by.next[field] === value);
  const standing = comes ? await store.standing(rule, by.next, session) : null;
  if (!standing || !rule.yields) return;
  const given = { ...rule.yields.with(by.next), state: rule.yields.to };
  if (!(await store.change(standing, rule.where ?? {}, { ...given, updatedAt: by.at }, session)))
    throw new Error(`${type} ${standing.id} changed inside of a transaction`);
  const before = Object.fromEntries(Object.keys(given).map((field) => [field, standing[field]]));
  const subject = { type, id: standing.id };
  audit({ county: standing.county, actor: by.actor, action: by.mutation, subject, before, after: given });
}

async function effectOf(
  parts: RegisterParts,
  definition: Register,
  mutation: string,
  row: Row,
  actor: Actor,
  transaction: Transaction,
  before: Row | null,
  taken: Input = {},
): Promise<Refusal | undefined> {
  return await definition.effects?.[mutation]?.(row, { ...transaction, actor, before, taken, parts });
}

/** Of one row, a field has its name alone. */
function withoutNumber(refusal: Refusal): Refusal {
  return refusal.field?.startsWith('0.') ? refusal.at(refusal.field.slice(2)) : refusal;
}

export function storeOf({ stores }: Pick<RegisterParts, 'stores'>, type: string): RegisterStore {
  const store = stores.get(type);
  if (!store) throw new Error(`${type} is not a register of this service`);
  return store;
}

async function reread(parts: RegisterParts, { type }: Register, id: string): Promise<Row> {
  const row = await storeOf(parts, type).get(id);
  if (!row) throw new Error(`${type} ${id} has vanished`);
  return row;
}
