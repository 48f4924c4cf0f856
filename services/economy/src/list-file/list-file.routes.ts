/**
 * The lists of finance staff as files, beside the graph and under the rights of its fields: bank lines, matches, breaks, the
 * four sides of shares, entries. Each is read out of one snapshot and sent as it is read, so none is cut; a workbook that
 * would be too long is refused. Breaks and the statement of reconciliation are pages to print as well.
 */
import type { Period } from '@hh/kernel/period.ts';
import { isRefusal, type Language, type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { monthRangeOf, shownRange } from '@hh/ledger/month-range.ts';
import { type Actor, can, canAt } from '@hh/service/actor.ts';
import { languageOf } from '@hh/service/http-request.ts';
import { inBatches } from '@hh/service/in-batches.ts';
import { type Connection, readConsistently } from '@hh/service/mongo.ts';
import { sendPage } from '@hh/service/printed-page.ts';
import type { Platform } from '@hh/service/service.ts';
import { formats, sendTable } from '@hh/service/table-file.ts';
import express, { type Request, type Response, type Router } from 'express';
import { type BankStatementParts, findAccount } from '../bank-statement/bank-statement.commands.ts';
import { breaksOf } from '../break/break.ts';
import type { BreakFileStore } from '../break/break-file.store.ts';
import { type BreakParts, sharesOf } from '../break/find-breaks.ts';
import { findOperated } from '../statement/statement.commands.ts';
import { refuseWith, whoAsks } from '../upload/sent-file.routes.ts';
import { breakRows, breaksAsked } from './break-list.ts';
import { breaksPage } from './breaks-page.ts';
import {
  breakColumns,
  type Columns,
  cellsOf,
  entryColumns,
  headerOf,
  lineColumns,
  matchColumns,
  rowsOf,
  shareColumns,
} from './columns.ts';
import { createNaming, type NamingParts } from './naming.ts';
import { choiceOf, dayOf, parsed } from './query.ts';
import { sendReconciliation } from './reconciliation.routes.ts';

export type ListFileParts = BreakParts &
  Omit<BankStatementParts, 'writer'> &
  NamingParts & {
    readonly breakFiles: BreakFileStore;
    readonly connection: Connection;
    readonly identify: Platform['identify'];
  };

interface Asked {
  readonly parts: ListFileParts;
  readonly actor: Actor;
  readonly request: Request;
  readonly language: Language;
  readonly send: Send;
}

/** Sends what stands in these columns of rows that may be many. */
type Send = <Row>(of: string, columns: Columns<Row>, rows: AsyncIterable<Row>) => Promise<Refusal | null>;
type List = (asked: Asked) => Promise<Refusal | null>;

export function listFileRoutes(parts: ListFileParts): Router {
  const router = express.Router();
  const lists: readonly [path: string, zh: string, en: string, list: List][] = [
    ['/api/bank-accounts/:code/lines', '银行流水', 'Bank lines', bankLines],
    ['/api/bank-accounts/:code/matches', '核销记录', 'Matches', matches],
    ['/api/reconciliation/breaks', '差异', 'Breaks', breaks],
    ['/api/reconciliation/shares', '四方对账', 'Shares', shares],
    ['/api/agreements/:code/entries', '经营明细', 'Entries', entries],
  ];
  for (const [path, zh, en, list] of lists)
    for (const format of formats)
      router.get(`${path}.${format}`, async (request, response) => {
        const actor = await whoAsks(parts, request, response);
        if (!actor) return;
        const language = languageOf(response);
        const send: Send = (of, columns, rows) => {
          const name = [language === 'zh' ? zh : en, of].filter((word) => word !== '').join(' ');
          const cells = mapped(rows, (row) => cellsOf(columns, row, language));
          return sendTable(response, { name, header: headerOf(columns, language), rows: cells }, format);
        };
        const refusal = await list({ parts, actor, request, language, send });
        if (refusal) refuseWith(response, refusal);
      });
  router.get('/api/reconciliation/breaks.html', (request, response) => tellBreaks(parts, request, response));
  router.get('/api/bank-accounts/:code/reconciliation.html', (request, response) =>
    tellSheet(parts, request, response),
  );
  return router;
}

const bankLines: List = async ({ parts, actor, request: { params, query }, send }) => {
  const account = await findAccount(parts, actor, 'bank-accounts:read', String(params.code));
  if (isRefusal(account)) return account;
  const filter = parsed({
    from: dayOf('from', query.from),
    to: dayOf('to', query.to),
    state: choiceOf('state', query.state, ['MATCHED', 'UNMATCHED'] as const),
    statement: query.statement === undefined ? null : String(query.statement),
  });
  if (isRefusal(filter)) return filter;
  const { county, code } = account;
  const naming = createNaming(parts, county);
  return await readConsistently(parts.connection, (session) =>
    send(
      code,
      lineColumns,
      inBatches(parts.lines.read(county, code, filter, session), async (found) => {
        const names = await naming({ statements: found.map(({ statement }) => statement) });
        return found.map((line) => ({ line, names }));
      }),
    ),
  );
};

const matches: List = async ({ parts, actor, request: { params }, send }) => {
  const account = await findAccount(parts, actor, 'bank-accounts:read', String(params.code));
  if (isRefusal(account)) return account;
  const { county, code } = account;
  const naming = createNaming(parts, county);
  return await readConsistently(parts.connection, (session) =>
    send(
      code,
      matchColumns,
      inBatches(parts.matches.read(county, code, session), async (found) => {
        const lines = await parts.lines.byIds(found.flatMap((match) => match.lines.map(({ line }) => line)));
        const names = await naming({
          persons: found.flatMap(({ madeBy, approvedBy, undoneBy }) => [madeBy, approvedBy, undoneBy]),
          compounds: found.flatMap(({ items }) => items.map(({ compound }) => compound)),
        });
        return found.flatMap((match) => rowsOf(match, lines, names));
      }),
    ),
  );
};

const breaks: List = async ({ parts, actor, request: { query }, send }) => {
  const asked = breaksAsked(actor, query);
  if (isRefusal(asked)) return asked;
  return await readConsistently(parts.connection, (session) =>
    send(parts.clock.today(), breakColumns, breakRows(parts, asked, session)),
  );
};

/** Of a share those see the sides who may see its allocation in the graph. */
const shares: List = async ({ parts, actor, request: { query }, language, send }) => {
  const county = await parts.agreements.countyMeant(actor, query.county === undefined ? null : String(query.county));
  if (!county || !can(actor, 'allocations:read')) return refuse('OUT_OF_SCOPE', { field: 'county' });
  const range = monthRangeOf(query);
  if (isRefusal(range)) return range;
  await Promise.all([parts.follow(county, 'economy'), parts.follow(county, 'owners')]);
  const [naming, today] = [createNaming(parts, county), parts.clock.today()];
  return await readConsistently(parts.connection, (session) =>
    send(
      shownRange(range, language),
      shareColumns,
      inBatches(parts.allocations.read(county, range.period, range.through, session), async (found) => {
        const own = found.filter((each) => canAt(actor, 'allocations:read', each.community, each.operator));
        const names = await naming({
          compounds: own.flatMap(({ lines }) => lines.map(({ compound }) => compound)),
          operators: own.map(({ operator }) => operator),
          agreements: own.map(({ agreementId }) => agreementId),
        });
        return (await sharesOf(parts, county, own)).flatMap(({ allocation, sides }) =>
          sides.map((each) => ({
            ...{ allocation, sides: each, names },
            breaks: breaksOf(each, today).map(({ code }) => code),
          })),
        );
      }),
    ),
  );
};

const entries: List = async ({ parts, actor, request: { params, query }, language, send }) => {
  const agreement = await findOperated(parts, actor, 'entries:read', String(params.code));
  if (isRefusal(agreement)) return agreement;
  const isEver = query.period === undefined && query.through === undefined;
  const range = isEver ? { period: agreement.startsIn, through: '9999-12' as Period } : monthRangeOf(query);
  if (isRefusal(range)) return range;
  const naming = createNaming(parts, agreement.county);
  return await readConsistently(parts.connection, (session) =>
    send(
      isEver ? agreement.code : `${agreement.code} ${shownRange(range, language)}`,
      entryColumns,
      inBatches(parts.statements.read(agreement, range.period, range.through, session), async (found) => {
        const names = await naming({ files: found.map(({ source }) => source.id) });
        return found.map((entry) => ({ entry, names }));
      }),
    ),
  );
};

async function tellBreaks(parts: ListFileParts, request: Request, response: Response): Promise<void> {
  const actor = await whoAsks(parts, request, response);
  if (!actor) return;
  const asked = breaksAsked(actor, request.query);
  if (isRefusal(asked)) return refuseWith(response, asked);
  const [on, language] = [parts.clock.today(), languageOf(response)];
  const page = await readConsistently(parts.connection, (session) =>
    breaksPage({ county: asked.county, on, rows: breakRows(parts, asked, session) }, language),
  );
  sendPage(response, page);
}

async function tellSheet(parts: ListFileParts, request: Request, response: Response): Promise<void> {
  const actor = await whoAsks(parts, request, response);
  if (!actor) return;
  const account = await findAccount(parts, actor, 'bank-accounts:read', String(request.params.code));
  const on = dayOf('on', request.query.on);
  if (isRefusal(account)) return refuseWith(response, account);
  if (isRefusal(on)) return refuseWith(response, on);
  await sendReconciliation(parts, response, account, on);
}

async function* mapped<From, To>(rows: AsyncIterable<From>, map: (row: From) => To): AsyncGenerator<To> {
  for await (const row of rows) yield map(row);
}
