/** Files of entries over HTTP, sent to an agreement. */
import type { Clock } from '@hh/kernel/clock.ts';
import { isRefusal } from '@hh/kernel/refusal.ts';
import { type Actor, canAt } from '@hh/service/actor.ts';
import type { Router } from 'express';
import type { Agreement } from '../agreement/agreement.ts';
import { findOperated, type StatementParts } from '../statement/statement.commands.ts';
import type { Received } from './receive.ts';
import { type SentFileParts, sentFileRoutes } from './sent-file.routes.ts';
import { unbegun } from './sent-file.store.ts';
import type { Upload } from './upload.store.ts';

export function uploadRoutes(parts: SentFileParts<Upload> & StatementParts & { readonly clock: Clock }): Router {
  return sentFileRoutes(parts, {
    path: '/api/agreements/:code/statements',
    codeOf: ({ agreement }) => agreement,
    destinationOf: async (actor, code) => {
      const agreement = await findOperated(parts, actor, 'entries:post', code);
      if (isRefusal(agreement)) return agreement;
      return {
        county: agreement.county,
        kinds: ['CSV', 'XLSX'],
        fileOf: (id, received) => uploadOf(id, agreement, received, actor, parts.clock.now()),
        audit: { action: 'uploadStatement', subject: { type: 'Agreement', id: agreement.id } },
      };
    },
    mayRead: (actor, { community, operator }) => canAt(actor, 'entries:read', community, operator),
    alsoSaid: ({ agreement }) => ({ agreement }),
    notesOf: () => [],
    rowsBy: 'externalRef',
  });
}

function uploadOf(id: string, agreement: Agreement, received: Received, actor: Actor, now: Date): Upload {
  const { county, code, id: agreementId, community, operator } = agreement;
  const uploadedBy = { kind: actor.kind, id: actor.id };
  const of = { agreement: code, agreementId, community, operator };
  return { id, county, ...of, ...received, ...unbegun, uploadedBy, uploadedAt: now };
}
