/**
 * The books as files and vouchers as pages, beside the graph and under the same right: `books:read` in the county of the
 * book. Lists are read out of one snapshot and sent as they are read; `table-file.ts` bounds what a workbook takes.
 */
import type { Period } from '@hh/kernel/period.ts';
import { isRefusal, type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { canAt, countyOf } from '@hh/service/actor.ts';
import { refuseRequest, refuseWithFailure } from '@hh/service/http-failure.ts';
import { languageOf, setActor } from '@hh/service/http-request.ts';
import { personNames } from '@hh/service/person-names.ts';
import { sendPage } from '@hh/service/printed-page.ts';
import type { AskGraph, Platform } from '@hh/service/service.ts';
import { formats, sendTable, type Table } from '@hh/service/table-file.ts';
import express, { type Request, type Response, type Router } from 'express';
import type { BookCode } from './account.ts';
import { balanceTree } from './account-ledger.ts';
import type { MonthRange } from './balance.ts';
import {
  accountRow,
  assertionRow,
  balanceRow,
  headers,
  journalRows,
  ledgerRows,
  monthRow,
  titlesOfBooks,
} from './book-tables.ts';
import type { Books } from './books.ts';
import type { Ledger } from './ledger.ts';
import { monthRangeOf, shownRange } from './month-range.ts';
import { voucherPage } from './voucher-page.ts';

export interface BookRouteParts {
  readonly books: Books;
  readonly book: BookCode;
  readonly identify: Platform['identify'];
  readonly ask: AskGraph;
}

interface Asked {
  readonly ledger: Ledger;
  readonly request: Request;
  readonly response: Response;
}

type Offer = keyof typeof headers;
/** Hands the rows of a list to `send`, and answers what that answers. */
type Read = (asked: Asked, range: MonthRange, send: Send) => Promise<Refusal | null>;
type Send = (rows: Table['rows'], of?: string) => Promise<Refusal | null>;

const statusByCode = new Map([
  ['OUT_OF_SCOPE', 403],
  ['NOT_FOUND', 404],
  ['EXPORT_TOO_LARGE', 413],
]);

export function bookRoutes(parts: BookRouteParts): Router {
  const router = express.Router();
  const base = `/api/books/${parts.book}`;
  const lists: readonly [path: string, offer: Offer, read: Read][] = [
    ['/balances', 'balances', balances],
    ['/accounts', 'accounts', accounts],
    ['/accounts/:code/months', 'months', months],
    ['/accounts/:code/lines', 'lines', lines],
    ['/journals', 'journals', journals],
    ['/assertions', 'assertions', assertions],
  ];
  for (const [path, offer, read] of lists)
    for (const format of formats)
      router.get(`${base}${path}.${format}`, async (request, response) => {
        const ledger = await enter(parts, request, response);
        if (!ledger) return;
        const language = languageOf(response);
        const range = ofNoMonth.has(offer) ? EVER : monthRangeOf(request.query);
        const refusal = isRefusal(range)
          ? range
          : await read({ ledger, request, response }, range, (rows, of = '') => {
              const name = [titlesOfBooks[offer][language], of, range === EVER ? '' : shownRange(range, language)];
              const table = { name: name.filter((part) => part !== '').join(' '), rows };
              return sendTable(response, { ...table, header: headers[offer](language) }, format);
            });
        if (refusal) refuseWith(response, refusal);
      });
  router.get(`${base}/vouchers/:seq.html`, (request, response) => tellVoucher(parts, request, response));
  return router;
}

const EVER: MonthRange = { period: '1900-01' as Period, through: '9999-12' as Period };

const ofNoMonth: ReadonlySet<Offer> = new Set(['accounts', 'assertions']);

const balances: Read = async ({ ledger, request, response }, range, send) => {
  const { owner, level } = request.query;
  if (level !== undefined && !/^[1-4]$/.test(String(level)))
    return refuse('CHOICE_UNKNOWN', { field: 'level', value: String(level).slice(0, 40), choices: '1, 2, 3, 4' });
  const found = await ledger.trialBalance(range, owner === undefined ? {} : { owner: String(owner) });
  const tree = balanceTree(ledger.book, found.accounts, range).filter((row) => row.level <= Number(level ?? row.level));
  return await send(each(tree.map((row) => balanceRow(row, languageOf(response)))));
};

const accounts: Read = async ({ ledger, response }, _, send) => {
  const open = await ledger.accounts();
  return await send(each(open.map((account) => accountRow(account, languageOf(response)))));
};

const months: Read = async ({ ledger, request, response }, range, send) => {
  const code = String(request.params.code);
  const found = await ledger.accountLedger(code, range);
  if (!found) return refuse('NOT_FOUND', { what: code.slice(0, 40) });
  return await send(each(found.months.map((month) => monthRow(month, languageOf(response)))), code);
};

const lines: Read = async ({ ledger, request, response }, range, send) => {
  const code = String(request.params.code);
  return await ledger.accountLines.read(code, range, async (found) => {
    if (!found) return refuse('NOT_FOUND', { what: code.slice(0, 40) });
    return await send(ledgerRows(found.ledger, found.lines, languageOf(response)), code);
  });
};

const journals: Read = ({ ledger, response }, range, send) =>
  ledger.readJournals(range, async (found, names) => {
    const rows = async function* () {
      for await (const journal of found) yield* journalRows(journal, names, languageOf(response));
    };
    return await send(rows());
  });

/** Each with the book as of its day: one question for a day, however many stand on it. */
const assertions: Read = async ({ ledger, response }, _, send) => {
  const rows = async function* () {
    for (const [on, ofDay] of Map.groupBy(await ledger.assertions.all({}), (assertion) => assertion.on)) {
      const codes = [...new Set(ofDay.map(({ account }) => account))];
      const book = await ledger.balancesAsOf(codes, { on });
      for (const each of ofDay) yield assertionRow(each, book.get(each.account) ?? 0n, languageOf(response));
    }
  };
  return await send(rows());
};

async function* each<T>(rows: readonly T[]): AsyncGenerator<T> {
  yield* rows;
}

/** The book of the county asked for, else the caller's own; answers by itself where there is none for the caller. */
async function enter(
  { books, identify }: BookRouteParts,
  request: Request,
  response: Response,
): Promise<Ledger | null> {
  const actor = await identify(request.headers.authorization);
  setActor(response, actor);
  if (!actor) {
    refuseWithFailure(response.set('www-authenticate', 'Bearer'), 401, 'UNAUTHENTICATED');
    return null;
  }
  const county = request.query.county === undefined ? countyOf(actor) : String(request.query.county);
  if (county && /^\d{6}$/.test(county) && canAt(actor, 'books:read', county)) return books.of(county);
  refuseWith(response, refuse('OUT_OF_SCOPE', { field: 'county' }));
  return null;
}

async function tellVoucher(parts: BookRouteParts, request: Request, response: Response): Promise<void> {
  const ledger = await enter(parts, request, response);
  if (!ledger) return;
  const seq = String(request.params.seq);
  const journal = /^\d{1,15}$/.test(seq) ? await ledger.journal(Number(seq)) : null;
  if (!journal) return refuseWith(response, refuse('NOT_FOUND', { what: seq.slice(0, 40) }));
  const { postedBy, approvedBy } = journal;
  const persons = [...new Set([postedBy, approvedBy])].filter((id) => id !== undefined);
  const accounts = await ledger.accountsByCode([...new Set(journal.lines.map(({ account }) => account))]);
  const names = {
    accounts: new Map([...accounts].map(([code, { name }]) => [code, name])),
    persons: await personNames(parts.ask, persons),
  };
  sendPage(response, voucherPage(journal, names, languageOf(response)));
}

function refuseWith(response: Response, refusal: Refusal): void {
  const said = { message: refusal.message('zh'), messageEn: refusal.message('en') };
  const field = refusal.field === null ? {} : { field: refusal.field };
  refuseRequest(response, statusByCode.get(refusal.code) ?? 400, { code: refusal.code, ...field, ...said });
}
