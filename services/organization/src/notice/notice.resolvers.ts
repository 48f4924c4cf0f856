import type { RequestContext } from '@hh/service/context.ts';
import { load } from '@hh/service/context.ts';
import { canRead, keyOf } from '@hh/service/register/register.ts';
import type { Registered, Registers } from '@hh/service/register/registers.ts';
import type { Resolvers } from '@hh/service/service.ts';
import { holdOpen, settle, takePlace } from './notice.commands.ts';
import { notices, objections } from './notice.store.ts';
import { canonicalText, type Notice } from './notice.ts';
import { noticeRules } from './notice-kinds.ts';

export const notice: readonly Registered[] = [
  [
    { ...notices, effects: { publishNotice: takePlace } },
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
    { root: 'objection', below: { Notice: { field: 'objections', by: 'notice' } } },
  ],
];

export function createNoticeResolvers({ store }: Pick<Registers, 'store'>): Resolvers {
  const [published, filed] = [store(notices), store(objections)];
  const byHashes = async (hashes: readonly string[]) => {
    const rows = await published.find({ contentHash: { $in: [...hashes] } });
    return new Map(rows.map((row) => [String(row.contentHash), row]));
  };
  const openOf = async (ids: readonly string[]) => {
    const rows = await filed.find({ notice: { $in: [...ids] }, isOpen: true });
    return new Map([...Map.groupBy(rows, (row) => String(row.notice))].map(([id, own]) => [id, own.length]));
  };
  return {
    Query: {
      verifyNotice: async (_: unknown, { hash }: { hash: string }, context: RequestContext) => {
        const row = await load(context, byHashes, hash.trim().toLowerCase());
        return row && canRead(notices, context.actor, row) ? { ...row } : null;
      },
      noticeRules: () => Object.entries(noticeRules).map(([kind, rule]) => ({ kind, ...rule })),
    },
    NoticeSubject: { __resolveType: ({ __typename }: { __typename: string }) => __typename },
    Notice: {
      subject: ({ subjectType, subjectId }: Notice) =>
        subjectType && { __typename: subjectType, [keyOf(subjectType)]: subjectId },
      text: (row: Notice) =>
        row.publishedOn && row.lastDay
          ? canonicalText({ ...row, publishedOn: row.publishedOn, lastDay: row.lastDay })
          : null,
      openObjections: async ({ id }: Notice, _: unknown, context: RequestContext) =>
        (await load(context, openOf, id)) ?? 0,
    },
  };
}
