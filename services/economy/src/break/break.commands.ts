/** What finance staff say of a break, and who works on it. */
import type { Period } from '@hh/kernel/period.ts';
import { parseReason } from '@hh/kernel/reason.ts';
import { isRefusal, type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { unlessAsSeen } from '@hh/kernel/seen.ts';
import { type Actor, canAt, countyOf } from '@hh/service/actor.ts';
import type { Session } from '@hh/service/mongo.ts';
import type { AskGraph } from '@hh/service/service.ts';
import type { FileStore } from '../upload/file.store.ts';
import { type Break, lineOfBreak } from './break.ts';
import type { BreakFile, BreakFileStore } from './break-file.store.ts';
import { type BreakParts, breakById } from './find-breaks.ts';

const TEXT_MAX = 500;

/** One that is there now, for a person who works on breaks. */
export async function findBreak(parts: BreakParts, actor: Actor, id: string): Promise<Break | Refusal> {
  const county = countyOf(actor);
  if (actor.kind !== 'PERSON') return refuse('MACHINE_NOT_ALLOWED');
  const found = county && canAt(actor, 'breaks:work', county) && (await breakById(parts, county, id));
  return found || refuse('NOT_FOUND', { field: 'break', what: id.slice(0, 80) });
}

interface BreakToAssign {
  readonly break: string;
  readonly assignee?: string | null;
  /** How often it had been assigned when the caller looked. */
  readonly assignments?: number | null;
}

const ASSIGNEE = `query BreakAssignee($county: ID!, $person: ID!) {
  county(code: $county) { breakAssignees(first: 1, person: $person) { totalCount } }
}`;

interface AssigneeAnswer {
  readonly county: { readonly breakAssignees: { readonly totalCount: number } | null } | null;
}

/** Gives a break to somebody who may work on it, or to nobody; to whom has it already changes nothing. */
export async function assignBreak(
  parts: BreakParts & { readonly ask: AskGraph },
  actor: Actor,
  { break: id, assignee: given, assignments }: BreakToAssign,
): Promise<Break | Refusal> {
  const found = await findBreak(parts, actor, id);
  if (isRefusal(found)) return found;
  const assignee = given ?? null;
  // The caller's own right has been seen already.
  if (assignee !== null && assignee !== actor.id) {
    const { county } = await parts.ask<AssigneeAnswer>(ASSIGNEE, { county: found.county, person: assignee });
    if (!county?.breakAssignees?.totalCount) return refuse('NOT_AN_ASSIGNEE', { field: 'assignee' });
  }
  return await parts.writer.write(async ({ session, audit }) => {
    const before = await parts.breaks.assigned(id, session);
    if (before.assignee === assignee) return found;
    const changed = unlessAsSeen(assignments, before.assignments, 'assignments');
    if (changed) return changed;
    await parts.breaks.assign(found.county, id, assignee, session);
    const subject = { type: 'Break', id };
    const change = { before: { assignee: before.assignee }, after: { assignee } };
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

export type BreakFileParts = BreakParts & { readonly breakFiles: BreakFileStore; readonly files: FileStore };

/** What a removed document was. */
export type RemovedFile = Pick<BreakFile, 'break' | 'fileName' | 'sha256'>;

/**
 * Removes a document, with a reason: who, when, and which file and hash it was stay in the audit trail. Not any more once
 * what it is about is signed: its bank statement, or its share on all four sides.
 */
export async function removeBreakFile(
  parts: BreakFileParts,
  actor: Actor,
  input: { readonly file: string; readonly reason: string },
): Promise<RemovedFile | Refusal> {
  const county = countyOf(actor);
  if (actor.kind !== 'PERSON') return refuse('MACHINE_NOT_ALLOWED');
  const reason = parseReason(input.reason);
  if (isRefusal(reason)) return reason;
  const unknown = refuse('NOT_FOUND', { field: 'file', what: input.file.slice(0, 40) });
  if (!county || !canAt(actor, 'breaks:work', county)) return unknown;
  return await parts.writer.write(
    async ({ session, audit }) => {
      const file = await parts.breakFiles.find(input.file, session);
      if (!file || file.county !== county) return unknown;
      const refusal = await unlessSigned(parts, file, session);
      if (refusal) return refusal;
      await parts.breakFiles.remove(file.id, session);
      await parts.files.removeWithin(file.id, session);
      const { id, break: of, fileName, bytes, sha256, attachedBy } = file;
      const before = { file: id, fileName, bytes, sha256, attachedBy };
      audit({ county, actor, action: 'removeBreakFile', subject: { type: 'Break', id: of }, before, reason });
      return { break: of, fileName, sha256 };
    },
    // Who has removed it and hears nothing asks again.
    { key: `removeBreakFile ${actor.id} ${input.file}`, request: { reason } },
  );
}

/** Meets whoever signs, on the document that is signed. */
async function unlessSigned(
  { lines, allocations }: BreakParts,
  { county, break: of }: BreakFile,
  session: Session,
): Promise<Refusal | null> {
  const id = lineOfBreak(of);
  if (id !== null) {
    const line = (await lines.seen([id], session)).get(id);
    const part = line && { line: id, statement: line.statement, amount: line.amount };
    const held = part ? await lines.fence([part], session) : 'TAKEN';
    return held === 'SIGNED' ? refuse('STATEMENT_SIGNED', { field: 'file' }) : null;
  }
  const [, agreement = '', period = ''] = of.split('/');
  const share = await allocations.fence({ county, agreement, period: period as Period }, session);
  return share && AGREED.includes(share.state)
    ? refuse('STATE_NOT_ALLOWED', { field: 'file', state: share.state })
    : null;
}

/** A share whose sides agree is signed by that. */
const AGREED: readonly string[] = ['RECONCILED', 'PUBLISHED'];
