/** What rows refer to: found in the same service inside of the transaction, asked of the graph before it elsewhere. */
import { type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { type Field, placeType, type Shape } from '@hh/kernel/shape.ts';
import type { Actor } from '../actor.ts';
import type { Session } from '../mongo.ts';
import type { Input, RegisterParts } from './commands.ts';
import type { Row } from './register.ts';
import type { RegisterStore } from './store.ts';

/** For each draft, the rows of the same service that its fields refer to; refuses the first that is not there. */
export async function referredTo(
  { stores }: RegisterParts,
  fields: Shape,
  drafts: readonly Input[],
  session: Session,
): Promise<readonly Readonly<Record<string, Row>>[] | Refusal> {
  const found: Record<string, Row>[] = drafts.map(() => ({}));
  for (const [name, field] of Object.entries(fields)) {
    const own = storesOf(stores, field);
    if (own.length === 0) continue;
    const keys = [...new Set(drafts.flatMap((draft) => keysIn(draft[name])))];
    const rows = new Map<string, Row>();
    for (const store of own) for (const row of await store.find({ _id: { $in: keys } }, session)) rows.set(row.id, row);
    for (const [index, draft] of drafts.entries()) {
      for (const key of keysIn(draft[name])) {
        const row = rows.get(key);
        if (!row) return refuse('NOT_FOUND', { field: `${index}.${name}`, what: field.of as string });
        (found[index] as Record<string, Row>)[name] = row;
      }
    }
  }
  return found;
}

/**
 * Refuses the first reference to an object beside the registers that is not there; asked before the transaction begins.
 * The system has its keys from the graph.
 */
export async function missingElsewhere(
  { stores, missing }: RegisterParts,
  fields: Shape,
  drafts: readonly Input[],
  actor: Actor,
): Promise<Refusal | null> {
  if (actor.kind === 'SYSTEM') return null;
  for (const [name, field] of Object.entries(fields)) {
    const { of, isAnyPlace } = field;
    if ((!of && !isAnyPlace) || storesOf(stores, field).length > 0) continue;
    const named = [...new Set(drafts.flatMap((draft) => keysIn(draft[name])))];
    for (const [type, keys] of Map.groupBy(named, (key) => of ?? (placeType(key) as string))) {
      const lost = new Set(await missing(type, keys));
      const index =
        lost.size === 0 ? -1 : drafts.findIndex((draft) => keysIn(draft[name]).some((key) => lost.has(key)));
      if (index >= 0) return refuse('NOT_FOUND', { field: `${index}.${name}`, what: type });
    }
  }
  return null;
}

/** Where the rows of this service lie that a field may refer to; nowhere where another service has them. */
export function storesOf(
  stores: RegisterParts['stores'],
  { of, among }: Pick<Field<unknown>, 'of' | 'among'>,
): readonly RegisterStore[] {
  return (among ?? (of ? [of] : [])).flatMap((type) => stores.get(type) ?? []);
}

function keysIn(value: unknown): readonly string[] {
  return (Array.isArray(value) ? value : [value]).filter((each) => typeof each === 'string');
}
