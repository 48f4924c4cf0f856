import { connectionLater, type PageArguments, pageOf } from '@hh/service/connection.ts';
import type { RequestContext } from '@hh/service/context.ts';
import { load, loadShown } from '@hh/service/context.ts';
import type { Connection } from '@hh/service/mongo.ts';
import { byPage, childCounts, childPages, pageKey } from '@hh/service/pages.ts';
import { canRead, keyOf, type Row } from '@hh/service/register/register.ts';
import type { Registered, Registers } from '@hh/service/register/registers.ts';
import type { Resolvers } from '@hh/service/service.ts';
import { holdOpen, noticeRegister, settle } from './notice.commands.ts';
import { notices, objections } from './notice.store.ts';
import { canonicalText, type Notice } from './notice.ts';
import { noticeRules } from './notice-kinds.ts';

export const notice: readonly Registered[] = [
  [
    noticeRegister,
    {
      root: 'notice',
      below: { County: 'notices', Street: 'notices', Community: 'notices', Compound: 'notices' },
    },
  ],
  [
    {
      ...objections,
      effects: {
        fileObjection: holdOpen,
        upholdObjection: settle,
        rejectObjection: settle,
        withdrawObjection: settle,
      },
    },
    {
      root: 'objection',
      isForOwn: true,
      below: { County: 'objections', Compound: 'objections', Notice: { field: 'objections', by: 'notice' } },
    },
  ],
];

/** What is public of objections, once they are decided. */
const decisions = {
  collection: objections.collection,
  parent: 'notice',
  where: { state: { $in: ['UPHELD', 'REJECTED'] } },
};
const byFiling = ['filedOn', '_id'];

interface Decision {
  readonly _id: string;
  readonly filedOn: string;
}

export function createNoticeResolvers(
  connection: Connection,
  { store, stores, own }: Pick<Registers, 'store' | 'stores' | 'own'>,
): Resolvers {
  const [published, filed] = [store(notices), store(objections)];
  const byHashes = async (hashes: readonly string[]) => {
    const rows = await published.find({ contentHash: { $in: [...hashes] } });
    return new Map(rows.map((row) => [String(row.contentHash), row]));
  };
  /** The notice about each publication; where one was corrected by hand, that which is not. */
  const ofPublications = async (ids: readonly string[]) => {
    const rows = await published.find({ subjectType: 'Publication', subjectId: { $in: [...ids] }, isPublic: true });
    const corrected = (row: Row) => Number(row.correctedBy === null);
    return new Map(rows.toSorted((a, b) => corrected(a) - corrected(b)).map((row) => [String(row.subjectId), row]));
  };
  const openOf = async (ids: readonly string[]) => {
    const rows = await filed.find({ notice: { $in: [...ids] }, isOpen: true });
    return new Map([...Map.groupBy(rows, (row) => String(row.notice))].map(([id, own]) => [id, own.length]));
  };
  const decisionPages = byPage((ids, page) => childPages<Decision>(connection, decisions, ids, page, byFiling));
  const decisionCounts = (ids: readonly string[]) => childCounts(connection, decisions, ids);
  return {
    Query: {
      verifyNotice: async (_: unknown, { hash }: { hash: string }, context: RequestContext) => {
        const row = await load(context, byHashes, hash.trim().toLowerCase());
        return row && canRead(notices, context.actor, row) ? { ...row } : null;
      },
      noticeRules: () => Object.entries(noticeRules).map(([kind, rule]) => ({ kind, ...rule })),
    },
    Publication: {
      __resolveReference: ({ id }: { id: string }) => ({ __typename: 'Publication', id }),
      notice: ({ id }: { id: string }, _: unknown, context: RequestContext) => loadShown(context, ofPublications, id),
    },
    NoticeSubject: { __resolveType: ({ __typename }: { __typename: string }) => __typename },
    Notice: {
      subject: async ({ subjectType, subjectId }: Notice, _: unknown, context: RequestContext) => {
        if (!subjectType || !subjectId) return null;
        const [register, place] = [stores.get(subjectType), own[subjectType]];
        if (!register && !place) return { __typename: subjectType, [keyOf(subjectType)]: subjectId };
        const row = register ? await load(context, register.byIds, subjectId) : await place?.(subjectId, context);
        const isSeen = !register || (row && canRead(register.definition, context.actor, row as Row));
        return row && isSeen ? { __typename: subjectType, ...row } : null;
      },
      text: (row: Notice) =>
        row.publishedOn && row.lastDay
          ? canonicalText({ ...row, publishedOn: row.publishedOn, lastDay: row.lastDay })
          : null,
      openObjections: async ({ id }: Notice, _: unknown, context: RequestContext) =>
        (await load(context, openOf, id)) ?? 0,
      objectionDecisions: ({ id }: Notice, args: PageArguments, context: RequestContext) => {
        const page = pageOf(args);
        return connectionLater(
          page,
          async () => (await load(context, decisionPages, pageKey(id, page))) ?? [],
          ({ filedOn, _id }) => [filedOn, _id],
          async () => (await load(context, decisionCounts, id)) ?? 0,
        );
      },
    },
  };
}
