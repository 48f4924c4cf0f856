/** A published month as a file, for anybody: JSON with the text that its hash is taken of, CSV, or a workbook. */
import { refuseRequest } from '@hh/service/http-failure.ts';
import type { RegisterStore } from '@hh/service/register/store.ts';
import { sendTable } from '@hh/service/table-file.ts';
import express, { type Response, type Router } from 'express';
import type { Publication } from '../publication/publication.ts';
import { textOf } from '../publication-content/publication-content.ts';
import { header, linesOf } from './publication-file.ts';

export function publicationRoutes(publications: Pick<RegisterStore, 'get'>): Router {
  const router = express.Router();
  const find = async (id: string) => {
    const row = await publications.get(id);
    return row?.isPublic ? (row as unknown as Publication & { readonly correctedBy: string | null }) : null;
  };
  router.get('/api/publications/:id.json', async ({ params }, response) => {
    const found = await find(params.id);
    if (!found) return notThere(response);
    const { id, state, corrects, correctedBy, content, contentHash } = found;
    const proofs = content.journals.map(({ seq }) => `/api/owners-book/${content.period}/proofs/${seq}.json`);
    response.json({ id, state, corrects, correctedBy, contentHash, text: textOf(content), proofs });
  });
  for (const format of ['csv', 'xlsx'] as const)
    router.get(`/api/publications/:id.${format}`, async ({ params }, response) => {
      const found = await find(params.id);
      if (!found) return notThere(response);
      const { name, period } = found.content;
      const table = { name: `${name} ${period} 小区公共收益公示`, header, rows: each(linesOf(found.content)) };
      await sendTable(response, table, format);
    });
  return router;
}

async function* each<T>(rows: readonly T[]): AsyncGenerator<T> {
  yield* rows;
}

function notThere(response: Response): void {
  refuseRequest(response, 404, {
    code: 'NOT_FOUND',
    message: '没有此公示，或尚未发布',
    messageEn: 'There is no such publication, or it is not published yet',
  });
}
