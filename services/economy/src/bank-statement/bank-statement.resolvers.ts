import type { LocalDate } from '@hh/kernel/period.ts';
import { isRefusal } from '@hh/kernel/refusal.ts';
import { canAt, countyOf } from '@hh/service/actor.ts';
import { connectionFrom, connectionOf, type PageArguments, pageFrom, pageOf } from '@hh/service/connection.ts';
import { languageOf, load, type RequestContext, type Told } from '@hh/service/context.ts';
import { refused } from '@hh/service/refused.ts';
import type { Resolvers } from '@hh/service/service.ts';
import { allowedTransitions } from '@hh/service/transitions.ts';
import type { Agreement } from '../agreement/agreement.ts';
import type { BankAccount } from './bank-account.store.ts';
import type { BankLine, BankLineStore } from './bank-line.store.ts';
import {
  type BankStatementParts,
  balanceOf,
  type Proof,
  placeOf,
  proofOf,
  reopenBankStatement,
  signBankStatement,
} from './bank-statement.commands.ts';
import type { BankStatement } from './bank-statement.store.ts';
import type { LineFilter } from './line-filter.ts';
import { type AccountDraft, openBankAccount } from './open-account.commands.ts';
import { type StatementState, statementStates } from './states.ts';

/** Of what one side has and the other does not; the page to print sums up what is beyond it. */
const SHOWN_MAX = 1_000;

export function createBankStatementResolvers(parts: BankStatementParts & { readonly lines: BankLineStore }): Resolvers {
  const { accounts, bankStatements, lines, oneSided, clock } = parts;
  const mayRead = (account: BankAccount, { actor }: RequestContext) =>
    canAt(actor, 'bank-accounts:read', placeOf(account));
  const accountOf = ({ county, account }: BankStatement, _: unknown, context: RequestContext) =>
    load(context, accounts.byKeys, `${county} ${account}`);
  /** Several statements of an account are proved in one operation: the book is followed once for all of them. */
  const followed = async (keys: readonly string[]): Promise<ReadonlyMap<string, true>> => {
    await Promise.all(keys.map((key) => parts.follow(key.slice(0, 6), key.slice(7) as BankAccount['book'])));
    return new Map(keys.map((key) => [key, true]));
  };

  return {
    Query: {
      bankAccount: async (_: unknown, { code }: { code: string }, context: RequestContext) => {
        const county = countyOf(context.actor);
        const account = county && (await accounts.byCode(county, code));
        return account && mayRead(account, context) ? account : null;
      },
      bankAccounts: async (
        _: unknown,
        { filter, ...args }: PageArguments & { filter?: { text?: string | null } | null },
        context: RequestContext,
      ) => {
        const county = countyOf(context.actor);
        if (!county || !canAt(context.actor, 'bank-accounts:read', county)) return null;
        const page = pageOf(args);
        const rows = await accounts.page(county, filter?.text, page);
        return connectionOf(
          page,
          rows,
          ({ code }) => [code],
          () => accounts.count(county, filter?.text),
        );
      },
      bankStatements: async (
        _: unknown,
        { state, ...args }: PageArguments & { state?: StatementState | null },
        context: RequestContext,
      ) => {
        const county = countyOf(context.actor);
        if (!county || !canAt(context.actor, 'bank-accounts:read', county)) return null;
        const page = pageOf(args);
        const rows = await bankStatements.pageOfCounty(county, state ?? null, page);
        return connectionOf(
          page,
          rows,
          ({ to, id }) => [to, id],
          () => bankStatements.countOfCounty(county, state ?? null),
        );
      },
    },
    Agreement: {
      payTo: (agreement: Agreement, _: unknown, context: RequestContext) => {
        const { county, community, operator } = agreement;
        return canAt(context.actor, 'entries:read', community, operator)
          ? load(context, accounts.officesOf, county)
          : null;
      },
    },
    ReceivingAccount: {
      holder: ({ name }: BankAccount) => name.zh,
      number: ({ number }: BankAccount) => number ?? null,
    },
    BankAccount: {
      name: ({ name }: BankAccount, args: Told, context: RequestContext) => name[languageOf(args, context)],
      compound: ({ compound }: BankAccount) => compound && { __typename: 'Compound', code: compound },
      bookBalance: (account: BankAccount) => balanceOf(parts, account, clock.today()),
      bankBalance: async ({ county, code }: BankAccount) => (await bankStatements.last(county, code))?.closing ?? null,
      statements: async ({ county, code }: BankAccount, args: PageArguments) => {
        const page = pageOf(args);
        const rows = await bankStatements.page(county, code, page);
        return connectionOf(
          page,
          rows,
          ({ to, id }) => [to, id],
          () => bankStatements.count(county, code),
        );
      },
      statement: async ({ county, code }: BankAccount, { id }: { id: string }, context: RequestContext) => {
        const statement = await load(context, bankStatements.byIds, id);
        const isSeen = statement?.county === county && statement.account === code && statement.state !== 'IMPORTING';
        return isSeen ? statement : null;
      },
      lines: async (
        { county, code }: BankAccount,
        args: PageArguments & { filter?: LineFilter | null; offset?: number | null },
      ) => {
        const page = pageFrom(args);
        const filter = args.filter ?? {};
        const rows = await lines.page(county, code, filter, page, page.offset);
        return connectionFrom(
          page,
          rows,
          ({ bookedOn, id }) => [bookedOn, id],
          () => lines.count(county, code, filter),
        );
      },
      line: async ({ county, code }: BankAccount, { id }: { id: string }, context: RequestContext) => {
        const line = await load(context, lines.byIds, id);
        return line?.county === county && line.account === code ? line : null;
      },
    },
    BankStatement: {
      allowedTransitions: async (statement: BankStatement, _: unknown, context: RequestContext) => {
        const account = await accountOf(statement, {}, context);
        return account ? allowedTransitions(statementStates, statement, context.actor, placeOf(account)) : [];
      },
      account: accountOf,
      importedBy: ({ importedBy }: BankStatement) => ({ __typename: 'Person', id: importedBy }),
      signedBy: ({ signedBy }: BankStatement) => signedBy && { __typename: 'Person', id: signedBy },
      proof: async (statement: BankStatement, { on }: { on?: LocalDate | null }, context: RequestContext) => {
        const account = await accountOf(statement, {}, context);
        if (!account) return null;
        await load(context, followed, `${account.county} ${account.book}`);
        return await proofOf(parts, account, on ?? statement.to);
      },
    },
    ReconciliationProof: {
      transitCount: ({ transit }: Proof) => transit.count,
      unrecordedCount: ({ unrecorded }: Proof) => unrecorded.count,
      transitItems: ({ account, on }: Proof) => oneSided.inTransitFirst(account, on, SHOWN_MAX),
      unrecordedLines: ({ account, on }: Proof) => oneSided.notRecordedFirst(account, on, SHOWN_MAX),
    },
    BankLine: {
      statement: ({ statement }: BankLine, _: unknown, context: RequestContext) =>
        load(context, bankStatements.byIds, statement),
      state: ({ open }: BankLine) => (open === 0n ? 'MATCHED' : 'UNMATCHED'),
      counterpartyAccountEnd: ({ counterpartyAccount }: BankLine) => counterpartyAccount.slice(-4),
    },
    Mutation: {
      openBankAccount: async (
        _: unknown,
        {
          input: { nameZh, nameEn, ...draft },
        }: { input: Omit<AccountDraft, 'name'> & { nameZh: string; nameEn: string } },
        { actor }: RequestContext,
      ) => {
        const account = actor && (await openBankAccount(parts, actor, { ...draft, name: { zh: nameZh, en: nameEn } }));
        return isRefusal(account) ? refused(account) : account && { __typename: 'BankAccountOpened', account };
      },
      signBankStatement: async (
        _: unknown,
        { input }: { input: Parameters<typeof signBankStatement>[2] },
        { actor }: RequestContext,
      ) => {
        const statement = actor && (await signBankStatement(parts, actor, input));
        return isRefusal(statement)
          ? refused(statement)
          : statement && { __typename: 'BankStatementSigned', statement };
      },
      reopenBankStatement: async (
        _: unknown,
        { input }: { input: Parameters<typeof reopenBankStatement>[2] },
        { actor }: RequestContext,
      ) => {
        const statement = actor && (await reopenBankStatement(parts, actor, input));
        return isRefusal(statement)
          ? refused(statement)
          : statement && { __typename: 'BankStatementReopened', statement };
      },
    },
  };
}
