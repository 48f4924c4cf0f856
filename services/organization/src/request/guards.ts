/** Whose turn it is with a request: what a screen has to know beforehand, and the table of states cannot say. */
import { type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { type Acting, type Holder, isAbove, isHolder, isTop, levelAt } from './holder.ts';

/** A request as these rules see it. */
export interface Request {
  readonly id: string;
  readonly place: string;
  readonly state: string;
  readonly kind: 'PROBLEM' | 'OPINION';
  readonly level: number;
  readonly holder: Holder;
  readonly reporter: string | null;
  readonly affectedCount: number;
  readonly acceptedAt: Date | null;
  readonly dueAt: Date;
  readonly isReturned: boolean;
  readonly waits: number;
  readonly waitingSince: Date | null;
  readonly extensionDays: number | null;
  readonly extensionApprovedBy: string | null;
  readonly reopenBy: Date | null;
  readonly closeAt: Date | null;
  readonly ratings: readonly object[];
  readonly reopenings: readonly Date[];
  readonly timeline: readonly object[];
}

export interface Now {
  readonly actor: Acting;
  readonly now: Date;
  readonly today: string;
}
export type Guard = (request: Request, now: Now) => Refusal | null;
export const byHolder: Guard = ({ holder }, { actor }) => (isHolder(actor, holder) ? null : refuse('NOT_THE_HOLDER'));
export const byAbove: Guard = (request, { actor }) =>
  isAbove(actor, request) ? null : refuse('LEVEL_TOO_LOW', { level: Math.min(request.level + 1, 4) });
export const ofKind =
  (kind: Request['kind']): Guard =>
  (request) =>
    request.kind === kind ? null : refuse('REQUEST_KIND', { kind: request.kind });
export const all =
  (...guards: readonly Guard[]): Guard =>
  (request, now) =>
    guards.map((guard) => guard(request, now)).find((refusal) => refusal !== null) ?? null;

export const onceReturned: Guard = ({ isReturned }) => (isReturned ? refuse('RETURNED_ALREADY') : null);
export const belowTop: Guard = ({ level }) => (isTop(level) ? refuse('LEVEL_TOP') : null);
export const fromLevel2: Guard = ({ level }) => (level >= 2 ? null : refuse('LEVEL_TOO_LOW', { level: 2 }));
export const notExtended: Guard = ({ extensionApprovedBy }) =>
  extensionApprovedBy === null ? null : refuse('EXTENDED_ALREADY');
export const isAsked: Guard = ({ extensionDays }) => (extensionDays === null ? refuse('EXTENSION_NOT_ASKED') : null);
/** The holder once; a second time needs the level above. */
export const byWait: Guard = (request, now) => (request.waits === 0 ? byHolder : byAbove)(request, now);
export const isUnrated: Guard = ({ closeAt }, { now }) =>
  closeAt && now >= closeAt ? null : refuse('RATING_STILL_POSSIBLE');
/** Within the days for it: once by right of who reported it, then by level 2 or above. */
export const byReopening: Guard = ({ reopenBy, reopenings, reporter, place }, { actor, now }) => {
  if (!reopenBy || now > reopenBy) return refuse('REOPENING_TOO_LATE');
  if (levelAt(actor, place) >= 2) return null;
  if (reporter !== actor.id) return refuse('NOT_THE_HOLDER');
  return reopenings.length === 0 ? null : refuse('LEVEL_TOO_LOW', { level: 2 });
};
