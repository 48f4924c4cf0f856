/**
 * The accounts of the two books. Numbers follow the 小企业会计准则 where it has one; 2711 is our own. An account is
 * a synthetic number, or a leaf below it, `1221.91371322MA00001A5Y`: the tree is read off the code. Each account has
 * one owner, for ever, and every journal balances per owner. ECONOMY.md, Ledger.
 */
import type { Fen } from '@hh/kernel/money.ts';
import type { Period } from '@hh/kernel/period.ts';

export type BookCode = 'economy' | 'owners';

export interface Name {
  readonly zh: string;
  readonly en: string;
}

export type OwnerKind = 'SETTLEMENT_OFFICE' | 'COMPANY' | 'COMPOUND';

export interface Owner {
  readonly kind: OwnerKind;
  readonly code: string;
}

export interface AccountDraft {
  readonly code: string;
  readonly name: Name;
  readonly owner: Owner;
}

/** What was debited and credited, in fen, each side by itself: neither ever falls, so neither sum can wrap unseen. */
export type Turnover = { readonly debit: Fen; readonly credit: Fen };

/** An account with its turnover, in all and by effective month. */
export interface Account extends AccountDraft, Turnover {
  readonly months: Readonly<Record<Period, Turnover>>;
}

export type Category = 'ASSET' | 'LIABILITY' | 'EQUITY' | 'INCOME' | 'EXPENSE';

export interface SyntheticAccount {
  readonly code: string;
  readonly category: Category;
  readonly name: Name;
}

function synthetic(code: string, category: Category, zh: string, en: string): SyntheticAccount {
  return { code, category, name: { zh, en } };
}

/** The synthetic accounts of each book; a leaf is opened below one of them. */
export const chart: Readonly<Record<BookCode, readonly SyntheticAccount[]>> = {
  economy: [
    synthetic('1002', 'ASSET', '银行存款', 'Bank'),
    synthetic('1122', 'ASSET', '应收账款', 'Trade receivables'),
    synthetic('1221', 'ASSET', '其他应收款·代收分成', 'Profit share receivable'),
    synthetic('2203', 'LIABILITY', '预收账款', 'Advances from customers'),
    synthetic('2221', 'LIABILITY', '应交税费', 'Taxes payable'),
    synthetic('2241', 'LIABILITY', '其他应付款·应付小区公共收益', 'Public revenue payable'),
    synthetic('3103', 'EQUITY', '本年利润', 'Profit of the year'),
    synthetic('3104', 'EQUITY', '利润分配', 'Profit distribution'),
    synthetic('5001', 'INCOME', '主营业务收入', 'Operating revenue'),
    synthetic('5051', 'INCOME', '其他业务收入', 'Other operating revenue'),
    synthetic('5301', 'INCOME', '营业外收入', 'Non-operating income'),
    synthetic('5603', 'EXPENSE', '财务费用', 'Financial expenses'),
    synthetic('5711', 'EXPENSE', '营业外支出', 'Non-operating expenses'),
  ],
  owners: [
    synthetic('1002', 'ASSET', '银行存款', 'Bank'),
    synthetic('1221', 'ASSET', '其他应收款·应收结算中心', 'Due from the settlement office'),
    synthetic('2241', 'LIABILITY', '其他应付款', 'Other payables'),
    synthetic('2711', 'LIABILITY', '小区公共收益基金', "Owners' fund"),
  ],
};

export const bookNames: Readonly<Record<BookCode, Name>> = {
  economy: { zh: '社区经济账簿', en: "The economy's book" },
  owners: { zh: '业主共有资金账簿', en: "The owners' book" },
};

const CODE = /^\d{4}(?:\.[0-9A-Za-z-]{1,32}){0,3}$/;

export function isAccountCode(code: string): boolean {
  return CODE.test(code);
}

/** The synthetic account above a code, or the code's own; null where the book's chart has none. */
export function syntheticOf(book: BookCode, code: string): SyntheticAccount | null {
  return chart[book].find((each) => each.code === code.slice(0, 4)) ?? null;
}

/** `leafAccount('economy', '1221', { code: uscc, name }, owner)`: 其他应收款·代收分成：郯城家政公司. Throws on a number outside the chart. */
export function leafAccount(
  book: BookCode,
  number: string,
  leaf: { readonly code: string; readonly name: Name },
  owner: Owner,
): AccountDraft {
  const above = syntheticOf(book, number);
  if (!above) throw new Error(`the chart of the book ${book} has no account ${number}`);
  const name = { zh: `${above.name.zh}：${leaf.name.zh}`, en: `${above.name.en}: ${leaf.name.en}` };
  return { code: `${number}.${leaf.code}`, name, owner };
}

/**
 * The name of an account that sums up others, as the chart has it; below the chart with what each part of its code stands
 * for, where an account that is numbered by that part alone says so, and else with the code: of a place, whose name is
 * another service's, only the smallest.
 */
export function nameAbove(book: BookCode, code: string, names: ReadonlyMap<string, Name>): Name {
  const above = syntheticOf(book, code);
  if (!above) throw new Error(`the chart of the book ${book} has no account ${code}`);
  const parts = code.split('.').slice(1);
  if (parts.length === 0) return above.name;
  const own = parts
    .filter((part, at) => !parts[at + 1]?.startsWith(part))
    .map((part) => names.get(part) ?? { zh: part, en: part });
  const said = (language: keyof Name) => own.map((name) => name[language]).join(' · ');
  return { zh: `${above.name.zh}：${said('zh')}`, en: `${above.name.en}: ${said('en')}` };
}

/** The accounts that may say what the parts of a code stand for. */
export function namingCodes(book: BookCode, code: string): readonly string[] {
  const parts = code.split('.').slice(1);
  return parts.flatMap((part) => chart[book].map((above) => `${above.code}.${part}`));
}

export function namesOfParts(accounts: Iterable<AccountDraft>): ReadonlyMap<string, Name> {
  const names = new Map<string, Name>();
  for (const { code, name } of accounts) {
    const [, part, ...more] = code.split('.');
    if (part && more.length === 0) names.set(part, leafName(name));
  }
  return names;
}

/** The street or the community that an account sums up: its code ends with that of the place. */
export function placeOf(code: string): { readonly street: string | null; readonly community: string | null } {
  const last = code.split('.').slice(1).at(-1) ?? '';
  return { street: /^\d{9}$/.test(last) ? last : null, community: /^\d{12}$/.test(last) ? last : null };
}

/** An owner of accounts, by what it is called. */
export interface NamedOwner extends Owner {
  readonly name: Name;
}

const OFFICE: Name = { zh: '结算中心', en: 'Settlement office' };

/** The owners of these accounts, by code; each is called as the account that is numbered by it alone has it. */
export function ownersOf(accounts: readonly AccountDraft[]): NamedOwner[] {
  const owners = new Map<string, NamedOwner>();
  for (const { code, name, owner } of accounts) {
    const numbered = code.slice(5) === owner.code ? leafName(name) : null;
    const known = owners.get(ownerKey(owner));
    if (numbered || !known) owners.set(ownerKey(owner), { ...owner, name: nameOfOwner(owner, numbered) });
  }
  return [...owners.values()].sort((one, other) => (one.code < other.code ? -1 : 1));
}

function nameOfOwner({ kind, code }: Owner, numbered: Name | null): Name {
  return kind === 'SETTLEMENT_OFFICE' ? OFFICE : (numbered ?? { zh: code, en: code });
}

/** What stands behind the name of the account above, in the words of the book: `应收账款：…`, `应收分成·…`. */
function leafName({ zh, en }: Name): Name {
  const mark = zh.includes('：') ? '：' : '·';
  return { zh: zh.slice(zh.indexOf(mark) + 1), en: en.includes(': ') ? en.slice(en.indexOf(': ') + 2) : en };
}

/** The code and those of the accounts above it, the synthetic one first. */
export function pathOf(code: string): readonly string[] {
  const parts = code.split('.');
  return parts.map((_, at) => parts.slice(0, at + 1).join('.'));
}

/** Is the code this account's or that of one below it? */
export function isUnder(code: string, above: string): boolean {
  return code === above || code.startsWith(`${above}.`);
}

export function ownerKey(owner: Owner): string {
  return `${owner.kind} ${owner.code}`;
}
