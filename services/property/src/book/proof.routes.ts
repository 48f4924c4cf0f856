/** The inclusion proof of a journal of a sealed month, for anyone: checked offline by `npm run verify-proof`. */
import { parsePeriod } from '@hh/kernel/period.ts';
import { isRefusal } from '@hh/kernel/refusal.ts';
import type { Books } from '@hh/ledger/books.ts';
import { refuseRequest } from '@hh/service/http-failure.ts';
import express, { type Response, type Router } from 'express';

export interface ProofParts {
  readonly books: Books;
  /** A county that has compounds: the one asked for, or the only one there is. A stranger opens no other book. */
  readonly county: (asked: string | null) => Promise<string | null>;
}

export function proofRoutes({ books, county }: ProofParts): Router {
  const router = express.Router();
  router.get('/api/owners-book/:period/proofs/:seq.json', async ({ params, query }, response) => {
    const period = parsePeriod(params.period);
    if (isRefusal(period) || !/^\d{1,15}$/.test(params.seq)) return notThere(response);
    const of = await county(query.county === undefined ? null : String(query.county));
    if (!of) return notThere(response);
    const [ledger, seq] = [books.of(of), Number(params.seq)];
    const journal = await ledger.journal(seq);
    const proof = journal?.month === period ? await ledger.inclusionProof(seq) : null;
    if (!proof) return notThere(response);
    response.json(proof);
  });
  return router;
}

function notThere(response: Response): void {
  refuseRequest(response, 404, {
    code: 'NOT_FOUND',
    message: '该期间尚未封账，或没有此凭证',
    messageEn: 'The month is not sealed yet, or has no such journal',
  });
}
