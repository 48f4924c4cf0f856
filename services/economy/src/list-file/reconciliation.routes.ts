/** The statement of reconciliation of a bank account as a page to print, as of the last day of its bank or any other day. */
import { dateOf, type LocalDate } from '@hh/kernel/period.ts';
import { refuse } from '@hh/kernel/refusal.ts';
import { languageOf } from '@hh/service/http-request.ts';
import { sendPage } from '@hh/service/printed-page.ts';
import type { Response } from 'express';
import type { BankAccount } from '../bank-statement/bank-account.store.ts';
import { type BankStatementParts, proofOf } from '../bank-statement/bank-statement.commands.ts';
import { reconciliationPage, SHEET_ROWS_MAX } from '../bank-statement/reconciliation-page.ts';
import { refuseWith } from '../upload/sent-file.routes.ts';
import { createNaming, type NamingParts } from './naming.ts';

export async function sendReconciliation(
  parts: Omit<BankStatementParts, 'writer'> & NamingParts,
  response: Response,
  account: BankAccount,
  asked: LocalDate | null,
): Promise<void> {
  const { county, code, book } = account;
  const { oneSided, matches } = parts;
  const on = asked ?? (await parts.bankStatements.last(county, code))?.to;
  if (!on) return refuseWith(response, refuse('NOT_FOUND', { field: 'on', what: code }));
  await parts.follow(county, book);
  const [proof, transit, unrecorded, statement] = await Promise.all([
    proofOf(parts, account, on),
    oneSided.inTransitFirst(account, on, SHEET_ROWS_MAX),
    oneSided.notRecordedFirst(account, on, SHEET_ROWS_MAX),
    parts.bankStatements.covering(county, code, on),
  ]);
  const known = await matches.recordedBy(
    unrecorded.map(({ id }) => id),
    on,
  );
  // Whoever signs has seen the last day of a statement.
  const isSigned = statement?.to === on && statement.signedBy !== null;
  const naming = createNaming(parts, county);
  const names = await naming({ persons: [statement?.importedBy ?? null, statement?.signedBy ?? null] });
  const language = languageOf(response);
  const comma = language === 'zh' ? '，' : ', ';
  const sheet = {
    ...proof,
    account: { ...account, name: account.name[language] },
    transit: {
      ...proof.transit,
      first: transit.map(({ on: day, memo, voucherNumber, debit, credit }) => ({
        ...{ on: day, what: memo, which: voucherNumber, amount: debit - credit },
      })),
    },
    unrecorded: {
      ...proof.unrecorded,
      first: unrecorded.map(({ id, bookedOn, counterparty, memo, reference, amount }) => ({
        ...{ on: bookedOn, what: [counterparty, memo].filter((word) => word !== '').join(comma), which: reference },
        amount: amount - (known.get(id) ?? 0n),
      })),
    },
    maker: names(statement?.importedBy),
    signer: isSigned ? names(statement.signedBy) : null,
    signedOn: isSigned && statement.signedAt ? dateOf(statement.signedAt) : null,
    fileName: statement?.fileName ?? null,
  };
  sendPage(response, reconciliationPage(sheet, language));
}
