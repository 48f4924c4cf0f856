/** What finance staff say of a break, and who works on it. */
import { isRefusal, type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { type Actor, canAt, countyOf } from '@hh/service/actor.ts';
import type { Break } from './break.ts';
import { type BreakParts, breakById } from './find-breaks.ts';

const TEXT_MAX = 500;

/** One that is there now, for a person who works on breaks. */
export async function findBreak(parts: BreakParts, actor: Actor, id: string): Promise<Break | Refusal> {
  const county = countyOf(actor);
  if (actor.kind !== 'PERSON') return refuse('MACHINE_NOT_ALLOWED');
  const found = county && canAt(actor, 'breaks:work', county) && (await breakById(parts, county, id));
  return found || refuse('NOT_FOUND', { field: 'break', what: id.slice(0, 80) });
}

export async function assignBreak(
  parts: BreakParts,
  actor: Actor,
  { break: id, assignee = null }: { readonly break: string; readonly assignee?: string | null },
): Promise<Break | Refusal> {
  const found = await findBreak(parts, actor, id);
  if (isRefusal(found)) return found;
  return await parts.writer.write(async ({ session, audit }) => {
    const before = await parts.breaks.assign(found.county, id, assignee, session);
    const subject = { type: 'Break', id };
    const change = { before: { assignee: before }, after: { assignee } };
    audit({ county: found.county, actor, action: 'assignBreak', subject, ...change });
    return found;
  });
}

export async function commentOnBreak(
  parts: BreakParts,
  actor: Actor,
  input: {
    readonly break: string;
    readonly clientMutationId: string;
    readonly text: string;
    readonly evidence?: string | null;
  },
): Promise<Break | Refusal> {
  const text = input.text.trim();
  if (text === '') return refuse('VALUE_MISSING', { field: 'text' });
  if (text.length > TEXT_MAX) return refuse('VALUE_TOO_LONG', { field: 'text', max: TEXT_MAX });
  const found = await findBreak(parts, actor, input.break);
  if (isRefusal(found)) return found;
  const evidence = input.evidence ?? null;
  const said = await parts.writer.write(
    async ({ session, audit }) => {
      const comment = { by: actor.id, at: parts.clock.now(), text, evidence };
      await parts.breaks.comment(found.county, found.id, comment, session);
      const subject = { type: 'Break', id: found.id };
      audit({ county: found.county, actor, action: 'commentOnBreak', subject, after: { evidence } });
      return { commented: found.id };
    },
    { key: `commentOnBreak ${actor.id} ${input.clientMutationId}`, request: { break: found.id, text, evidence } },
  );
  return isRefusal(said) ? said : found;
}
