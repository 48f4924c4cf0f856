/** A notice 公示 that a row names: organization keeps it, so it is asked of the graph before the transaction begins. */
import { type Refusal, refuse } from '@hh/kernel/refusal.ts';
import type { AskGraph } from '../service.ts';

const NOTICE = 'query($id: ID!) { notice(id: $id) { kind place state } }';

interface Notice {
  readonly kind: string;
  readonly place: string;
  readonly state: string;
}

/** It has to be public or have been, not withdrawn, of this kind, and at this place or at one that contains it. */
export async function whyNotNoticed(
  ask: AskGraph,
  notice: unknown,
  { kind, place, field = 'notice' }: { readonly kind: string; readonly place: string; readonly field?: string },
): Promise<Refusal | null> {
  const { notice: found } = await ask<{ notice: Notice | null }>(NOTICE, { id: notice });
  if (!found) return refuse('NOT_FOUND', { field, what: 'Notice' });
  const isPublished = found.state !== 'DRAFT' && found.state !== 'WITHDRAWN';
  return isPublished && found.kind === kind && place.startsWith(found.place)
    ? null
    : refuse('NOTICE_REQUIRED', { field, kind });
}
