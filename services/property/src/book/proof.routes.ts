/** The inclusion proof of a journal of a sealed month, for anyone: checked offline by `npm run verify-proof`. */
import { parsePeriod } from '@hh/kernel/period.ts';
import { isRefusal } from '@hh/kernel/refusal.ts';
import type { Books } from '@hh/ledger/books.ts';
import express, { type Response, type Router } from 'express';

export function proofRoutes({ books, county }: { books: Books; county: () => Promise<string | null> }): Router {
  const router = express.Router();
  router.get('/api/owners-book/:period/proofs/:seq.json', async (request, response) => {
    const period = parsePeriod(request.params.period);
    const seq = /^\d{1,15}$/.test(request.params.seq) ? Number(request.params.seq) : 0;
    const of = /^\d{6}$/.test(String(request.query.county)) ? String(request.query.county) : await county();
    if (isRefusal(period) || !of) return notThere(response);
    const ledger = books.of(of);
    const journal = await ledger.journal(seq);
    const proof = journal?.month === period ? await ledger.inclusionProof(seq) : null;
    if (!proof) return notThere(response);
    response.json(proof);
  });
  return router;
}

function notThere(response: Response): void {
  response.status(404).json({
    code: 'NOT_FOUND',
    message: '该期间尚未封账，或没有此凭证',
    messageEn: 'The month is not sealed yet, or has no such journal',
  });
}
