/** What a service contributes to the trail of an object 审计: the audit rows that its own writes have left. */
import { canAt } from './actor.ts';
import { connectionOf, type PageArguments, pageOf, pageQuery } from './connection.ts';
import type { RequestContext } from './context.ts';
import type { Connection } from './mongo.ts';
import type { Resolvers } from './service.ts';

interface Subject {
  readonly county: string;
  readonly type: string;
  readonly id: string;
}

interface AuditDocument {
  readonly _id: string;
  readonly at: Date;
  readonly actor: { readonly kind: string; readonly id: string };
  readonly action: string;
  readonly reason?: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** `field` of the trail, oldest first; null for those who may not read the trail of the county. */
export function auditTrailResolvers(connection: Connection, field: string): Resolvers {
  const audit = connection.collection<AuditDocument>('audit');
  return {
    AuditTrail: {
      __resolveReference: (subject: Subject) => ({ ...subject }),
      [field]: async ({ county, type, id }: Subject, args: PageArguments, { actor }: RequestContext) => {
        if (!canAt(actor, 'audit:read', county)) return null;
        const page = pageOf(args);
        const of = { county, 'subject.type': type, 'subject.id': id };
        const { filter, sort, limit } = pageQuery(page, ['_id']);
        const rows = await audit
          .find({ $and: [of, filter] })
          .sort(sort)
          .limit(limit)
          .toArray();
        return connectionOf(
          page,
          rows.map(shown),
          (row) => [row.id],
          () => audit.countDocuments(of),
        );
      },
    },
  };
}

function shown({ _id, at, actor, action, reason, before, after }: AuditDocument) {
  return {
    id: _id,
    at,
    action,
    by: actor.id,
    byKind: actor.kind,
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
