/** The economy service: partner enterprises, joint ventures, statements, periods, allocations, and the economy's book. */
import { PublicRevenuePublished } from '@hh/events/public-revenue-published.ts';
import { bookEntry } from '@hh/ledger/book.entry.ts';
import { bookResolvers } from '@hh/ledger/book.resolvers.ts';
import { bookRoutes } from '@hh/ledger/book.routes.ts';
import { createBooks } from '@hh/ledger/books.ts';
import { headsMigration } from '@hh/ledger/heads.migration.ts';
import { ledgerCollections } from '@hh/ledger/ledger.ts';
import { load } from '@hh/service/context.ts';
import { collectionsMigration } from '@hh/service/migrations.ts';
import { referenceByCode } from '@hh/service/register/registers.ts';
import { defineService, runRegisters } from '@hh/service/registered-service.ts';
import { mergeResolvers, type Platform, type RunningService } from '@hh/service/service.ts';
import { writeWithin } from '@hh/service/writer.ts';
import { createAgreementResolvers } from './agreement/agreement.resolvers.ts';
import { agreementsCollection, createAgreementStore } from './agreement/agreement.store.ts';
import { createAccountOpening } from './allocation/accounts.ts';
import { createAllocationResolvers } from './allocation/allocation.resolvers.ts';
import { allocationsCollection, createAllocationStore } from './allocation/allocation.store.ts';
import { createSettlements } from './allocation/settlement.ts';
import { createFindingToPost } from './allocation/to-post.ts';
import { bankAccountsCollection } from './bank-statement/bank-account.store.ts';
import { bankLinesCollection } from './bank-statement/bank-line.store.ts';
import { bankLayoutsMigration } from './bank-statement/bank-mapping.store.ts';
import { bankStatementsCollection } from './bank-statement/bank-statement.store.ts';
import { bankImportCollections, createBankImports } from './bank-statement/create-bank-imports.ts';
import { bookItemCollections } from './book-item/book-item.store.ts';
import { breakCasesCollection } from './break/break.store.ts';
import { breakFilesCollection } from './break/break-file.store.ts';
import { createCircleResolvers } from './circle/circle.resolvers.ts';
import { companyRegisters, createCompanyResolvers } from './company/company.resolvers.ts';
import { cooperationRegisters, createCooperationResolvers } from './cooperation/cooperation.resolvers.ts';
import { clientsCollection, createClientStore } from './enterprise/client.store.ts';
import { createEnterpriseResolvers } from './enterprise/enterprise.resolvers.ts';
import { createEnterpriseStore, enterprisesCollection } from './enterprise/enterprise.store.ts';
import { createFigureResolvers } from './figures/figures.resolvers.ts';
import { createMatching } from './match/create-matching.ts';
import { matchCollections } from './match/match.store.ts';
import { matchBatchCollections } from './match-batch/match-batch.store.ts';
import { createPeriodResolvers } from './period/period.resolvers.ts';
import { createPeriodStore, periodsCollection } from './period/period.store.ts';
import { createRevenueResolvers } from './revenue/revenue.resolvers.ts';
import { createRevenueStore } from './revenue/revenue.store.ts';
import { createSearchResolvers } from './search/search.resolvers.ts';
import { createStatementResolvers } from './statement/statement.resolvers.ts';
import { createStatementStore, statementCollections } from './statement/statement.store.ts';
import { createTalentResolvers, talentRegisters } from './talent/talent.resolvers.ts';
import { createUploads } from './upload/create-uploads.ts';
import { uploadCollections } from './upload/upload.store.ts';

const registered = [...companyRegisters, ...cooperationRegisters, ...talentRegisters];
const registers = registered.map(([definition]) => definition);
const banking = [
  bankAccountsCollection,
  bankStatementsCollection,
  bankLinesCollection,
  ...bookItemCollections,
  ...matchCollections,
  breakCasesCollection,
];
const collections = [
  enterprisesCollection,
  clientsCollection,
  agreementsCollection,
  periodsCollection,
  allocationsCollection,
  ...statementCollections,
  ...uploadCollections,
  ...ledgerCollections,
];

export const economy = defineService({
  name: 'economy',
  sdl: [
    new URL('./company/company.graphql', import.meta.url),
    new URL('./enterprise/enterprise.graphql', import.meta.url),
    new URL('./agreement/agreement.graphql', import.meta.url),
    new URL('./statement/statement.graphql', import.meta.url),
    new URL('./upload/upload.graphql', import.meta.url),
    new URL('./period/period.graphql', import.meta.url),
    new URL('./allocation/allocation.graphql', import.meta.url),
    new URL('./bank-statement/bank-statement.graphql', import.meta.url),
    new URL('./bank-statement/bank-import.graphql', import.meta.url),
    new URL('./match/match.graphql', import.meta.url),
    new URL('./match-batch/match-batch.graphql', import.meta.url),
    new URL('./break/break.graphql', import.meta.url),
    new URL('./revenue/revenue.graphql', import.meta.url),
    new URL('./cooperation/cooperation.graphql', import.meta.url),
    new URL('./talent/talent.graphql', import.meta.url),
    new URL('./search/search.graphql', import.meta.url),
    new URL('./figures/figures.graphql', import.meta.url),
    new URL('./circle/circle.graphql', import.meta.url),
    new URL('./book/book.graphql', import.meta.url),
    new URL(import.meta.resolve('@hh/ledger/book.graphql')),
  ],
  registers,
  queues: ['statement-uploads', 'bank-statement-imports', 'bank-matches', 'bank-match-batches'],
  collections: [...collections, ...banking, ...bankImportCollections, ...matchBatchCollections, breakFilesCollection],
  migrations: [
    collectionsMigration('0001-collections', collections),
    headsMigration,
    collectionsMigration('0003-banking', banking),
    collectionsMigration('0004-bank-imports', bankImportCollections),
    collectionsMigration('0005-books', ledgerCollections),
    collectionsMigration('0006-match-batches', [...matchBatchCollections, ...matchCollections]),
    collectionsMigration('0007-unmatched-lines', [bankLinesCollection]),
    collectionsMigration('0008-break-files', [breakFilesCollection]),
    bankLayoutsMigration,
    collectionsMigration('0010-statements-by-state', [bankStatementsCollection]),
    collectionsMigration('0011-matches-to-check', matchCollections),
  ],
  create: createEconomy,
});

function createEconomy(platform: Platform): RunningService {
  const { connection, writer, clock, log, telemetry, ask, settings } = platform;
  const books = createBooks({ connection, book: 'economy', clock, log, metrics: telemetry.metrics });
  const enterprises = createEnterpriseStore(connection);
  const clients = createClientStore(connection);
  const agreements = createAgreementStore(connection);
  const periods = createPeriodStore(connection);
  const allocations = createAllocationStore(connection);
  const statements = createStatementStore(connection);
  const uploads = createUploads({ platform, statements, agreements, periods });
  const openAccounts = createAccountOpening({ books, enterprises, ask });
  const findToPost = createFindingToPost({ allocations, agreements });
  const registry = runRegisters(platform, 'economy', registered, {
    PartnerEnterprise: (uscc, context) => load(context, enterprises.byCodes, uscc),
  });
  const settlements = createSettlements({ allocations, statements, books });
  const matching = createMatching({
    platform,
    books,
    agreements,
    allocations,
    statements,
    settlements,
    enterprises,
    fileNames: uploads.fileNames,
  });
  const bankImports = createBankImports({ platform, imported: matching.imported });
  const revenue = createRevenueStore({ books, registers: registry });
  const parts = {
    connection,
    registers: registry,
    revenue,
    writer,
    clock,
    ask,
    books,
    enterprises,
    clients,
    agreements,
    periods,
    allocations,
    statements,
    openAccounts,
    findToPost,
    advance: matching.advance,
    settlements,
    ...settings,
  };
  const book = {
    query: 'economyBook',
    propose: 'proposeEconomyMonth',
    seal: 'sealEconomyMonth',
    answer: 'EconomyMonth',
    assert: 'assertEconomyBalance',
    withdraw: 'withdrawEconomyAssertion',
    assertion: 'EconomyAssertion',
    year: { propose: 'proposeEconomyYear', carry: 'carryEconomyYear', answer: 'EconomyYear' },
  };

  return {
    resolvers: mergeResolvers(
      createEnterpriseResolvers(parts),
      createSearchResolvers(enterprises),
      createAgreementResolvers(parts),
      createStatementResolvers(parts),
      uploads.resolvers,
      createPeriodResolvers(parts),
      createAllocationResolvers(parts),
      matching.resolvers,
      bankImports.resolvers,
      registry.resolvers,
      createCompanyResolvers(registry),
      createTalentResolvers(registry),
      createCooperationResolvers(registry),
      createRevenueResolvers(parts),
      createFigureResolvers(parts),
      createCircleResolvers(parts),
      { County: referenceByCode('County'), Street: referenceByCode('Street'), Community: referenceByCode('Community') },
      bookEntry({ books, writer, clock }, book),
      bookResolvers,
    ),
    on: {
      [PublicRevenuePublished.name]: async ({ payload }, session) => {
        const { compound, allocations: shown } = PublicRevenuePublished.schema.parse(payload);
        await writeWithin({ connection, clock, tracing: telemetry.tracing }, session, async (transaction) => {
          for (const id of shown) {
            const allocation = await allocations.published(id, compound, session);
            if (allocation) await matching.advance.written(allocation, transaction);
          }
        });
      },
    },
    routes: uploads.routes
      .use(bankImports.routes)
      .use(matching.routes)
      .use(bookRoutes({ ...platform, books, book: 'economy' })),
    start: async () => {
      await uploads.start();
      await matching.start();
      await bankImports.start();
    },
    isIdle: async () => (await uploads.isIdle()) && (await bankImports.isIdle()) && (await matching.isIdle()),
    stop: async () => {
      await uploads.stop();
      await bankImports.stop();
      await matching.stop();
      await books.close();
    },
  };
}
