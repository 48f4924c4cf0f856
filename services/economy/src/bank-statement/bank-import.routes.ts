/** Files of banks over HTTP, sent to an account; and a look at one before. */

import { newId } from '@hh/kernel/id.ts';
import { formatMoney } from '@hh/kernel/money.ts';
import { dateOf } from '@hh/kernel/period.ts';
import { isRefusal, type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { type Actor, canAt, countyOf } from '@hh/service/actor.ts';
import type { Request, Router } from 'express';
import { previewRoute, whileKept } from '../upload/preview.routes.ts';
import { keep } from '../upload/receive.ts';
import { saidOf } from '../upload/report.ts';
import { type Destination, enter, type SentFileParts, sentFileRoutes } from '../upload/sent-file.routes.ts';
import { unbegun } from '../upload/sent-file.store.ts';
import type { FileKind } from '../upload/upload.ts';
import { mappingsFor } from './bank-import.commands.ts';
import type { BankImport, BankImportStore } from './bank-import.store.ts';
import type { BankMappingStore } from './bank-mapping.store.ts';
import { type BankMapping, headerWords, knownMapping, parseMapping, writtenMapping } from './bank-mapping.ts';
import { findAccount, placeOf } from './bank-statement.commands.ts';
import type { BankFileParts } from './process-bank-file.ts';
import { lookAtFile } from './statement-thread.ts';

export type BankRouteParts = SentFileParts<BankImport> &
  BankFileParts & { readonly uploads: BankImportStore; readonly mappings: BankMappingStore };

const ACCOUNTS = '/api/bank-accounts';
const PATH = `${ACCOUNTS}/:code/statements`;
const kinds: readonly FileKind[] = ['CSV', 'XLSX', 'XML'];
/** A statement is read as a whole, so a file is no longer than what fits into memory. */
const STATEMENT_BYTES_MAX = 64 * 1_048_576;

export function bankImportRoutes(parts: BankRouteParts): Router {
  const limit = Math.min(parts.uploadLimitBytes, STATEMENT_BYTES_MAX);
  const router = sentFileRoutes<BankImport>(
    { ...parts, uploadLimitBytes: limit },
    {
      path: PATH,
      codeOf: ({ account }) => account,
      destinationOf: (actor, request) => destinationOf(parts, actor, String(request.params.code)),
      mayRead: (actor, { place }) => canAt(actor, 'bank-accounts:read', place),
      alsoSaid: ({ account, statement, from, to, opening, closing, notes }) => ({
        account,
        statement,
        from,
        to,
        opening: opening === null ? null : formatMoney(opening),
        closing: closing === null ? null : formatMoney(closing),
        notes: notes.map(saidOf),
      }),
      notesOf: ({ notes }) => notes,
      rowsBy: 'reference',
    },
  );
  previewRoute(router, parts, PATH, async (actor, request) => {
    const account = await findAccount(parts, actor, 'bank-statements:import', String(request.params.code));
    if (isRefusal(account)) return account;
    const tried = mappingOf(request);
    if (isRefusal(tried)) return tried;
    const mappings = tried ? [tried] : await mappingsFor(parts.mappings, account);
    const { county, bank, numberEnd } = account;
    return await whileKept(parts, request, { county, kinds }, async (id, kind) => {
      const today = dateOf(parts.clock.now());
      const preview = await lookAtFile({ file: await parts.files.whole(id), kind, mappings, numberEnd, today });
      if (isRefusal(preview) || !preview.header) return preview;
      // What is saved for its layout, for whoever saves another.
      const saved = await parts.mappings.find(county, bank, headerWords(preview.header.columns));
      return { ...preview, version: saved?.version ?? 0 };
    });
  });
  previewRoute(router, parts, ACCOUNTS, (actor, request) => whoseFile(parts, actor, request));
  return router;
}

/** Which accounts a file may be of: those whose number ends as it says. It is looked at as one of that account then. */
async function whoseFile(parts: BankRouteParts, actor: Actor, request: Request) {
  const county = countyOf(actor);
  if (!county || !canAt(actor, 'bank-statements:import', county)) return refuse('OUT_OF_SCOPE');
  const saved = (await parts.mappings.ofCounty(county)).map(({ mapping }) => mapping);
  return await whileKept(parts, request, { county, kinds }, async (id, kind) => {
    const today = dateOf(parts.clock.now());
    const file = await parts.files.whole(id);
    const seen = await lookAtFile({ file, kind, mappings: [...saved, knownMapping], numberEnd: null, today });
    if (isRefusal(seen)) return seen;
    const { numberEnds, problem } = seen;
    const accounts = await parts.accounts.endingIn(county, numberEnds);
    return { kind, numberEnds, accounts: accounts.map(({ code }) => code), problem };
  });
}

/** The account that the actor may send files to, and what is made of one. */
async function destinationOf(
  parts: Pick<BankRouteParts, 'accounts' | 'mappings' | 'uploads' | 'clock'>,
  actor: Actor,
  code: string,
): Promise<Destination<BankImport> | Refusal> {
  if (actor.kind !== 'PERSON') return refuse('MACHINE_NOT_ALLOWED');
  const account = await findAccount(parts, actor, 'bank-statements:import', code);
  if (isRefusal(account)) return account;
  const { county } = account;
  const mappings = (await mappingsFor(parts.mappings, account)).map(writtenMapping);
  const place = placeOf(account);
  return {
    county,
    kinds,
    fileOf: (id, received) => {
      const by = { uploadedBy: { kind: actor.kind, id: actor.id }, uploadedAt: parts.clock.now() };
      return { id, county, account: code, place, mappings, ...received, ...unbegun, ...unread, ...by };
    },
    audit: { action: 'uploadBankStatement', subject: { type: 'BankAccount', id: code } },
    sameAs: ({ sha256 }) => parts.uploads.same(county, code, sha256),
  };
}

/** A file that lies in this process already: it goes the same way as one over HTTP. */
export async function sendBankFile(
  parts: Omit<BankRouteParts, 'identify' | 'isStopping' | 'imported' | 'intake' | 'storage'>,
  actor: Actor,
  code: string,
  { fileName, content }: { readonly fileName: string; readonly content: Uint8Array },
): Promise<BankImport | Refusal> {
  const destination = await destinationOf(parts, actor, code);
  if (isRefusal(destination)) return destination;
  const id = newId();
  const bytes = (async function* () {
    yield content;
  })();
  const taking = { id, county: destination.county, limit: parts.uploadLimitBytes, kinds };
  const kept = await keep(bytes, parts.files, taking);
  return isRefusal(kept) ? kept : await enter(parts, actor, id, { ...kept, fileName }, destination);
}

const unread = {
  statement: null,
  from: null,
  to: null,
  opening: null,
  closing: null,
  firstInstant: null,
  notes: [],
} as const;

/** The mapping to look through, as JSON in the address; null where the saved one is meant. */
function mappingOf({ query }: Request): BankMapping | Refusal | null {
  if (query.mapping === undefined) return null;
  try {
    return parseMapping(JSON.parse(String(query.mapping)));
  } catch (error) {
    if (error instanceof SyntaxError) return refuse('TEXT_MALFORMED', { field: 'mapping' });
    throw error;
  }
}
