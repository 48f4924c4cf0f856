import type { Clock } from '@hh/kernel/clock.ts';
import { isRefusal } from '@hh/kernel/refusal.ts';
import { canAt, countyOf } from '@hh/service/actor.ts';
import { connectionOf, type PageArguments, pageOf } from '@hh/service/connection.ts';
import { load, loadShown, type RequestContext } from '@hh/service/context.ts';
import { refused } from '@hh/service/refused.ts';
import type { Resolvers } from '@hh/service/service.ts';
import type { Writer } from '@hh/service/writer.ts';
import { problemOf, type StoredProblem } from '../upload/stored-problem.ts';
import type { BankAccount } from './bank-account.store.ts';
import { removeBankMapping, saveBankMapping } from './bank-import.commands.ts';
import type { BankImport, BankImportStore } from './bank-import.store.ts';
import type { BankMappingStore, SavedMapping } from './bank-mapping.store.ts';
import { writtenMapping } from './bank-mapping.ts';
import type { BankStatement, BankStatementStore } from './bank-statement.store.ts';
import { gapBefore } from './bank-statement.ts';
import type { StatementIntake } from './statement-intake.store.ts';

export function createBankImportResolvers(parts: {
  readonly writer: Writer;
  readonly clock: Clock;
  readonly uploads: BankImportStore;
  readonly mappings: BankMappingStore;
  readonly intake: StatementIntake;
  readonly statements: BankStatementStore;
}): Resolvers {
  const { uploads, mappings, intake, statements } = parts;
  return {
    Query: {
      bankImport: async (_: unknown, { id }: { id: string }, { actor }: RequestContext) => {
        const file = await uploads.find(id);
        return file && canAt(actor, 'bank-accounts:read', file.place) ? file : null;
      },
      bankMappings: async (_: unknown, __: unknown, { actor }: RequestContext) => {
        const county = countyOf(actor);
        if (!county || !canAt(actor, 'bank-accounts:read', county)) return null;
        return (await mappings.ofCounty(county)).map(shown);
      },
    },
    BankAccount: {
      imports: async ({ county, code }: BankAccount, args: PageArguments) => {
        const page = pageOf(args);
        const rows = await uploads.page(county, code, page);
        return connectionOf(
          page,
          rows,
          ({ id }) => [id],
          () => uploads.count(county, code),
        );
      },
      mapping: async ({ county, bank }: BankAccount) => {
        const saved = await mappings.find(county, bank, []);
        return saved && shown(saved);
      },
      mappings: async ({ county, bank }: BankAccount) => (await mappings.ofBank(county, bank)).map(shown),
    },
    BankStatement: {
      gap: async ({ id, county, account }: BankStatement, _: unknown, context: RequestContext) => {
        const spans = (await load(context, intake.spansByAccount, `${county} ${account}`)) ?? [];
        const own = spans.find((span) => span.id === id);
        return own ? gapBefore(own, spans) : null;
      },
    },
    BankImport: {
      statement: ({ statement, state }: BankImport, _: unknown, context: RequestContext) =>
        state === 'DONE' && statement ? loadShown(context, statements.byIds, statement) : null,
      problem: ({ problem }: BankImport) => problem && said(problem),
      notes: ({ notes }: BankImport) => notes.map(said),
      report: ({ account, id }: BankImport) => `/api/bank-accounts/${account}/statements/${id}/report`,
    },
    Mutation: {
      saveBankMapping: async (
        _: unknown,
        { input }: { input: Parameters<typeof saveBankMapping>[2] },
        { actor }: RequestContext,
      ) => {
        const saved = actor && (await saveBankMapping(parts, actor, input));
        return isRefusal(saved) ? refused(saved) : saved && { __typename: 'BankMappingSaved', mapping: shown(saved) };
      },
      removeBankMapping: async (
        _: unknown,
        { input }: { input: Parameters<typeof removeBankMapping>[2] },
        { actor }: RequestContext,
      ) => {
        const was = actor && (await removeBankMapping(parts, actor, input));
        return isRefusal(was) ? refused(was) : was && { __typename: 'BankMappingRemoved', mapping: shown(was) };
      },
    },
  };
}

function said(problem: StoredProblem) {
  return { refusal: problemOf(problem) };
}

function shown({ bank, mapping, savedAt, version }: SavedMapping) {
  return { bank, ...writtenMapping(mapping), savedAt, version };
}
