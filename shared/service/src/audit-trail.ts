/** What a service contributes to the audit trail 审计: the audit rows that its own writes have left. */
import { addDays, type LocalDate, startOf } from '@hh/kernel/period.ts';
import { refuse } from '@hh/kernel/refusal.ts';
import type { GraphQLResolveInfo } from 'graphql';
import { canAt } from './actor.ts';
import { actionInWords, typeInWords } from './audit-words.ts';
import { badInput, connectionOf, mirrored, type Page, type PageArguments, pageOf, pageQuery } from './connection.ts';
import { languageOf, load, type RequestContext, type Told } from './context.ts';
import type { Connection } from './mongo.ts';
import { missingElsewhere } from './register/elsewhere.ts';
import type { Platform, Resolvers } from './service.ts';

/** Type and id are empty where the trail is not only theirs. */
export interface Subject {
  readonly county: string;
  readonly type: string;
  readonly id: string;
}

export interface AuditFilter {
  readonly by?: string | null;
  readonly action?: string | null;
  readonly from?: LocalDate | null;
  readonly to?: LocalDate | null;
}

interface AuditDocument {
  readonly _id: string;
  readonly at: Date;
  readonly actor: { readonly kind: string; readonly id: string };
  readonly action: string;
  readonly subject: { readonly type: string; readonly id: string };
  readonly reason?: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

type Entry = ReturnType<typeof shown>;

/** `field` of the trail and what it may be asked for; null for those who may not read the trail of the county. */
export function auditTrailResolvers(
  { connection, ask }: Pick<Platform, 'connection' | 'ask'>,
  field: string,
): Resolvers {
  const audit = connection.collection<AuditDocument>('audit');
  /** For loaders: whoever signs in elsewhere may stand in no register of ours. */
  const known = async (ids: readonly string[]) => {
    const missing = new Set(await missingElsewhere(ask)('Person', ids));
    return new Map(ids.filter((id) => !missing.has(id)).map((id) => [id, { __typename: 'Person', id }]));
  };
  return {
    AuditTrail: {
      __resolveReference: (subject: Subject) => ({ ...subject }),
      [field]: async (
        subject: Subject,
        { filter, ...args }: PageArguments & { readonly filter?: AuditFilter | null },
        { actor }: RequestContext,
      ) => {
        if (!canAt(actor, 'audit:read', subject.county)) return null;
        const { of, page, where, sort, limit, cursorOf } = trailQuery(subject, filter ?? {}, pageOf(args));
        const rows = await audit.find(where).sort(sort).limit(limit).toArray();
        return connectionOf(page, rows.map(shown), cursorOf, () => audit.countDocuments(of));
      },
      [`${field}Actions`]: async ({ county }: Subject, _: unknown, { actor }: RequestContext) => {
        if (!canAt(actor, 'audit:read', county)) return null;
        const actions = await audit.distinct('action', { county });
        return actions.map((action) => ({ action }));
      },
    },
    AuditEntry: {
      actionInWords: toldAction,
      person: ({ by, byKind }: Entry, _: unknown, context: RequestContext) =>
        byKind === 'PERSON' ? load(context, known, by) : null,
      objectTypeInWords: ({ objectType }: Entry, args: Told, context: RequestContext, { schema }: GraphQLResolveInfo) =>
        typeInWords(schema, objectType)[languageOf(args, context)],
    },
    AuditAction: { inWords: toldAction },
  };
}

function toldAction(
  { action }: { readonly action: string },
  args: Told,
  context: RequestContext,
  { schema }: GraphQLResolveInfo,
): string {
  return actionInWords(schema, action)[languageOf(args, context)];
}

/** All of the lines, in the order of the list. */
export async function* auditLines(
  connection: Connection,
  subject: Subject,
  filter: AuditFilter,
): AsyncGenerator<Entry> {
  const { where, sort } = trailQuery(subject, filter, { limit: 1, backwards: false, after: null, before: null });
  for await (const row of connection.collection<AuditDocument>('audit').find(where).sort(sort)) yield shown(row);
}

/** One object's rows as they were written; all others the newest first, by indexes that end in that order. */
export function trailQuery({ county, type, id }: Subject, { by, action, from, to }: AuditFilter, asked: Page) {
  const days = { ...(from && { $gte: startOf(from) }), ...(to && { $lt: startOf(addDays(to, 1)) }) };
  const of = {
    county,
    ...(type && { 'subject.type': type }),
    ...(id && { 'subject.id': id }),
    ...(by && { 'actor.id': by }),
    ...(action && { action }),
    ...((from || to) && { at: days }),
  };
  if (id) {
    const { filter, ...read } = pageQuery(asked, ['_id']);
    return { of, page: asked, where: { $and: [of, filter] }, ...read, cursorOf: (row: Entry) => [row.id] };
  }
  const page = withInstants(mirrored(asked));
  const { filter, ...read } = pageQuery(page, ['at', '_id']);
  // The instant of the cursor beside the whole of it: an index begins there, and not at the beginning of the list.
  const near = { ...(page.after && { $gte: page.after[0] }), ...(page.before && { $lte: page.before[0] }) };
  const cursorOf = (row: Entry) => [row.at.getTime(), row.id];
  return {
    of,
    page: asked,
    where: { $and: [of, filter, ...(page.after || page.before ? [{ at: near }] : [])] },
    ...read,
    cursorOf,
  };
}

/** What stands in a cursor as a number is compared as the instant that it is. */
function withInstants(page: Page) {
  const bound = (name: 'after' | 'before') => {
    const [ms, ...rest] = page[name] ?? [];
    if (ms === undefined) return null;
    const at = new Date(ms);
    if (Number.isNaN(at.getTime())) throw badInput(refuse('CURSOR_MALFORMED').at(name));
    return [at, ...rest];
  };
  return { ...page, after: bound('after'), before: bound('before') };
}

function shown({ _id, at, actor, action, subject, reason, before, after }: AuditDocument) {
  return {
    id: _id,
    at,
    action,
    by: actor.id,
    byKind: actor.kind,
    objectType: subject.type,
    objectId: subject.id,
    reason: reason ?? null,
    before: textOf(before),
    after: textOf(after),
  };
}

function textOf(value: unknown): string | null {
  return value === undefined || value === null
    ? null
    : JSON.stringify(value, (_, each: unknown) => (typeof each === 'bigint' ? `${each}` : each));
}
