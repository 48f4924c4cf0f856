/** What a register's new rows hold: parsed by the shape, at their place, as the rule of the new row decides. */
import type { Clock } from '@hh/kernel/clock.ts';
import { newId } from '@hh/kernel/id.ts';
import { dateOf } from '@hh/kernel/period.ts';
import { isRefusal, type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { parseShape } from '@hh/kernel/shape.ts';
import { type Actor, canAt } from '../actor.ts';
import type { Transaction } from '../writer.ts';
import type { Entry, Input, RegisterParts } from './commands.ts';
import { nextNumbers, passNumbers } from './numbers.ts';
import { referredTo } from './references.ts';
import { type Facts, type Register, type Row, scopesOfRow, statesOf } from './register.ts';

export function draftsOf({ fields }: Register, entries: readonly Entry[]): readonly Input[] | Refusal {
  const drafts: Input[] = [];
  for (const [index, { input }] of entries.entries()) {
    const draft = parseShape(fields, input);
    if (isRefusal(draft)) return draft.at(`${index}.${draft.field}`);
    drafts.push(draft);
  }
  return drafts;
}

export async function rowsOf(
  parts: RegisterParts,
  definition: Register,
  actor: Actor,
  entered: {
    readonly entries: readonly Entry[];
    readonly drafts: readonly Input[];
    readonly heard?: readonly unknown[] | undefined;
  },
  transaction: Transaction,
  isEffect = false,
): Promise<readonly Row[] | Refusal> {
  const { entries, drafts, heard = [] } = entered;
  const { create, extra = {}, key, numbered, owner, place } = definition;
  const none = Object.fromEntries(Object.keys(extra).map((field) => [field, null]));
  const found = await referredTo(parts, definition.fields, drafts, transaction.session);
  if (isRefusal(found)) return found;
  const looked = await definition.looks?.[create.mutation]?.(drafts, { ...transaction, parts });
  const facts = { ...factsNow(parts.clock, actor), looked };
  const isNumbered = (index: number) => numbered !== undefined && !entries[index]?.past?.[numbered];
  const numbers = await nextNumbers(
    parts,
    definition,
    drafts.filter((_, index) => isNumbered(index)).length,
    transaction,
  );
  const brought = entries.map(({ past }) => (numbered ? past?.[numbered] : null));
  await passNumbers(
    parts,
    definition,
    brought.filter((number) => typeof number === 'string'),
    transaction,
  );
  const rows: Row[] = [];
  for (const [index, draft] of drafts.entries()) {
    const own = found[index] as Readonly<Record<string, Row>>;
    const at = typeof place === 'string' ? draft[place] : own[place.of]?.place;
    if (typeof at !== 'string') throw new Error(`${definition.type}: no place`);
    const ownedBy = typeof owner === 'object' ? own[owner.of]?.owner : owner && draft[owner];
    const lies = { place: at, ...(owner ? { owner: String(ownedBy) } : {}) };
    if (!isEffect && !holds(actor, create.may, lies))
      return refuse('OUT_OF_SCOPE', { field: `${index}.${typeof place === 'string' ? place : place.of}` });
    const said = heard[index];
    if (isRefusal(said)) return said.at(`${index}.${said.field}`);
    const decided = create.decide ? create.decide(draft, { ...facts, found: own, heard: said }) : {};
    if (isRefusal(decided)) return decided.at(`${index}.${decided.field}`);
    const no = isNumbered(index) ? { [numbered as string]: numbers.shift() } : {};
    rows.push({
      id: entries[index]?.id ?? (key ? String({ ...draft, ...no }[key]) : newId()),
      county: at.slice(0, 6),
      ...lies,
      ...none,
      ...draft,
      version: 1,
      createdAt: facts.now,
      createdBy: actor.id,
      updatedAt: facts.now,
      state: statesOf(definition)[0] as string,
      ...decided,
      ...no,
      ...entries[index]?.past,
    });
  }
  return rows;
}

export function holds(actor: Actor, may: Register['create']['may'], row: Pick<Row, 'place' | 'owner'>): boolean {
  return may === 'system' || may === 'effect' ? actor.kind === 'SYSTEM' : canAt(actor, may, ...scopesOfRow(row));
}

export function factsNow(clock: Clock, actor: Actor): Facts {
  const now = clock.now();
  return { actor, now, today: dateOf(now), found: {}, looked: undefined };
}
