import { canAt } from '@hh/service/actor.ts';
import { connectionOf, type PageArguments, pageOf } from '@hh/service/connection.ts';
import { load, type RequestContext } from '@hh/service/context.ts';
import { refusedResolvers } from '@hh/service/refused.ts';
import type { Resolvers } from '@hh/service/service.ts';
import type { Agreement } from '../agreement/agreement.ts';
import type { Entry } from '../statement/entry.ts';
import { problemOf } from './stored-problem.ts';
import type { Upload, UploadStore } from './upload.store.ts';

export function createUploadResolvers({ uploads }: { readonly uploads: UploadStore }): Resolvers {
  const mayRead = ({ community, operator }: Agreement, { actor }: RequestContext) =>
    canAt(actor, 'entries:read', community, operator);
  return {
    Agreement: {
      uploads: async (agreement: Agreement, args: PageArguments, context: RequestContext) => {
        if (!mayRead(agreement, context)) return null;
        const page = pageOf(args);
        const rows = await uploads.page(agreement, page);
        return connectionOf(
          page,
          rows,
          ({ id }) => [id],
          () => uploads.count(agreement),
        );
      },
      upload: async (agreement: Agreement, { id }: { id: string }, context: RequestContext) => {
        const upload = mayRead(agreement, context) ? await uploads.find(id) : null;
        return upload?.county === agreement.county && upload.agreement === agreement.code ? upload : null;
      },
    },
    Entry: {
      file: ({ source }: Entry, _: unknown, context: RequestContext) =>
        source.id && load(context, uploads.byIds, source.id),
    },
    Upload: {
      problem: ({ problem }: Upload) => problem && { refusal: problemOf(problem) },
      report: ({ agreement, id }: Upload) => `/api/agreements/${agreement}/statements/${id}/report`,
    },
    UploadProblem: refusedResolvers,
  };
}
