/** Files of entries over HTTP, sent to an agreement. */
import type { Clock } from '@hh/kernel/clock.ts';
import { isRefusal } from '@hh/kernel/refusal.ts';
import { type Actor, canAt } from '@hh/service/actor.ts';
import { languageOf } from '@hh/service/http-request.ts';
import { formats, sendTable } from '@hh/service/table-file.ts';
import express, { type Router } from 'express';
import type { Agreement } from '../agreement/agreement.ts';
import { findOperated, type StatementParts } from '../statement/statement.commands.ts';
import { type EntryMapping, parseEntryMapping } from './entry-mapping.ts';
import { previewRoute, whileKept } from './preview.routes.ts';
import { previewOf } from './preview.ts';
import type { Received } from './receive.ts';
import { rejectedOf } from './rejected.ts';
import {
  readableFile,
  refuseWith,
  type SentFileParts,
  type SentFileRules,
  sentFileRoutes,
  whoAsks,
} from './sent-file.routes.ts';
import { unbegun } from './sent-file.store.ts';
import { templateOf } from './template.ts';
import type { Upload, UploadStore } from './upload.store.ts';
import type { FileKind } from './upload.ts';

type UploadRouteParts = SentFileParts<Upload> &
  StatementParts & { readonly clock: Clock; readonly uploads: UploadStore };

const PATH = '/api/agreements/:code/statements';
const kinds: readonly FileKind[] = ['CSV', 'XLSX'];

export function uploadRoutes(parts: UploadRouteParts): Router {
  const rules: SentFileRules<Upload> = {
    path: PATH,
    codeOf: ({ agreement }) => agreement,
    destinationOf: async (actor, request) => {
      const agreement = await findOperated(parts, actor, 'entries:post', String(request.params.code));
      if (isRefusal(agreement)) return agreement;
      const mapping = parseEntryMapping(request.query.mapping);
      if (isRefusal(mapping)) return mapping;
      return {
        county: agreement.county,
        kinds,
        fileOf: (id, received) => uploadOf(id, agreement, mapping, received, actor, parts.clock.now()),
        audit: { action: 'uploadStatement', subject: { type: 'Agreement', id: agreement.id } },
      };
    },
    mayRead: (actor, { community, operator }) => canAt(actor, 'entries:read', community, operator),
    alsoSaid: ({ agreement }) => ({ agreement }),
    notesOf: () => [],
    rowsBy: 'externalRef',
  };
  const router = express.Router();
  for (const format of formats)
    router.get(`${PATH}/template.${format}`, async (request, response) => {
      if (!(await whoAsks(parts, request, response))) return;
      const refusal = await sendTable(response, templateOf(languageOf(response)), format);
      if (refusal) refuseWith(response, refusal);
    });
  router.use(sentFileRoutes(parts, rules));
  previewRoute(router, parts, PATH, async (actor, request) => {
    const agreement = await findOperated(parts, actor, 'entries:post', String(request.params.code));
    if (isRefusal(agreement)) return agreement;
    const mapping = parseEntryMapping(request.query.mapping);
    if (isRefusal(mapping)) return mapping;
    const { county } = agreement;
    return await whileKept(parts, request, { county, kinds }, (id, kind) =>
      previewOf(parts, agreement, { id, kind, mapping }),
    );
  });
  for (const format of formats)
    router.get(`${PATH}/:id/rejected.${format}`, async (request, response) => {
      const upload = await readableFile(parts, rules, request, response);
      if (!upload) return;
      const table = await rejectedOf(parts, upload, languageOf(response), format);
      const refusal = isRefusal(table) ? table : await sendTable(response, table, format);
      if (refusal) refuseWith(response, refusal);
    });
  return router;
}

function uploadOf(
  id: string,
  agreement: Agreement,
  mapping: EntryMapping | null,
  received: Received,
  actor: Actor,
  now: Date,
): Upload {
  const { county, code, id: agreementId, community, operator } = agreement;
  const uploadedBy = { kind: actor.kind, id: actor.id };
  const of = { agreement: code, agreementId, community, operator };
  return { id, county, ...of, mapping, ...received, ...unbegun, uploadedBy, uploadedAt: now };
}
