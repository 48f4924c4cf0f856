/** A building that somebody is put in charge of, or a group is founded in, stands in the compound that is meant. */
import { type Refusal, refuse } from '@hh/kernel/refusal.ts';

interface Facts {
  readonly actor: { readonly kind: string };
  /** The compound of each building that is known. */
  readonly looked: ReadonlyMap<string, string>;
}

/** Refuses the first that stands elsewhere, or is not known. The system has its keys from the graph. */
export function standsIn(
  compound: string,
  buildings: readonly string[],
  field: string,
  { actor, looked }: Facts,
): Refusal | null {
  if (actor.kind === 'SYSTEM') return null;
  const lost = buildings.find((building) => !looked.has(building));
  if (lost !== undefined) return refuse('NOT_FOUND', { field, what: lost });
  return buildings.every((building) => looked.get(building) === compound) ? null : refuse('OUT_OF_SCOPE', { field });
}
