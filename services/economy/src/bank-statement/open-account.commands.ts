/** Opening a bank account: from then on its statements are read and matched. */
import { newId } from '@hh/kernel/id.ts';
import { isRefusal, type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { type Actor, canAt, countyOf } from '@hh/service/actor.ts';
import type { AskGraph } from '@hh/service/service.ts';
import type { Writer } from '@hh/service/writer.ts';
import { compoundNames } from '../agreement/beneficiaries.ts';
import { clean } from '../statement/entry.ts';
import type { BankAccount, BankAccountStore } from './bank-account.store.ts';
import { endOf } from './number-end.ts';

export interface AccountDraft {
  readonly code: string;
  readonly compound?: string | null;
  readonly name: { readonly zh: string; readonly en: string };
  readonly bank: string;
  readonly number: string;
}

export interface OpenAccountParts {
  readonly writer: Writer;
  readonly ask: AskGraph;
  readonly accounts: BankAccountStore;
}

const CODE = /^BA-[0-9A-Z]{1,20}$/;
const NUMBER = /^[0-9A-Za-z *-]{4,40}$/;
const TEXT_MAX = 60;
/** A shorter one, or one with stars in it, is the end of a number. */
const WHOLE_NUMBER = /^[0-9A-Za-z]{10,40}$/;

/** The same again answers the first, and completes the office's number where only its end was given before. */
export async function openBankAccount(
  parts: OpenAccountParts,
  actor: Actor,
  draft: AccountDraft,
): Promise<BankAccount | Refusal> {
  if (actor.kind === 'MACHINE') return refuse('MACHINE_NOT_ALLOWED');
  const { code, compound = null } = draft;
  const county = countyOf(actor) ?? compound?.slice(0, 6) ?? null;
  if (!county || !canAt(actor, 'bank-accounts:open', county)) return refuse('OUT_OF_SCOPE', { field: 'code' });
  const account = accountOf(county, draft);
  if (isRefusal(account)) return account;
  if (compound !== null && !(await compoundNames(parts.ask, [compound])).has(compound))
    return refuse('NOT_FOUND', { field: 'compound', what: compound.slice(0, 40) });
  return await parts.writer.write(async ({ session, audit }) => {
    const known = await parts.accounts.byCode(county, code, session);
    if (known && !sameAs(known, account)) return refuse('ALREADY_EXISTS', { field: 'code', what: code });
    const { book, bank, numberEnd, number } = account;
    if (known && (known.number !== undefined || number === undefined)) return known;
    if (known && number) await parts.accounts.completeNumber(known.id, number, session);
    else await parts.accounts.insert(account, session);
    const subject = { type: 'BankAccount', id: code };
    audit({ county, actor, action: 'openBankAccount', subject, after: { book, bank, numberEnd } });
    return { ...account, ...known, ...(number ? { number } : {}) };
  });
}

/** An owners' account is named after its compound, so that it has one. */
function accountOf(county: string, draft: AccountDraft): BankAccount | Refusal {
  const { code, compound = null, number } = draft;
  if (!CODE.test(code)) return refuse('TEXT_MALFORMED', { field: 'code' });
  if (compound !== null && (code !== `BA-${compound}` || !compound.startsWith(county)))
    return refuse('TEXT_MALFORMED', { field: 'code' });
  if (!NUMBER.test(number)) return refuse('TEXT_MALFORMED', { field: 'number' });
  const [zh, en, bank] = [draft.name.zh, draft.name.en, draft.bank].map(clean);
  for (const [field, text] of Object.entries({ nameZh: zh, nameEn: en, bank })) {
    if (text == null) return refuse('VALUE_MISSING', { field });
    if ([...text].length > TEXT_MAX) return refuse('VALUE_TOO_LONG', { field, max: TEXT_MAX });
  }
  const plain = number.replaceAll(/[ -]/g, '');
  return {
    ...(compound === null && WHOLE_NUMBER.test(plain) ? { number: plain } : {}),
    id: newId(),
    county,
    code,
    book: compound === null ? 'economy' : 'owners',
    compound,
    name: { zh: zh as string, en: en as string },
    bank: bank as string,
    numberEnd: endOf(number),
    ledgerAccount: compound === null ? `1002.${code}` : `1002.${compound}`,
  };
}

/** As far as both say it. */
function sameAs({ id: _, number: one, ...known }: BankAccount, { id: __, number: other, ...account }: BankAccount) {
  const isSameNumber = one === undefined || other === undefined || one === other;
  return isSameNumber && JSON.stringify({ ...known, name: { ...known.name } }) === JSON.stringify(account);
}
