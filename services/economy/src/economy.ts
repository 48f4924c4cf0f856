/** The economy service: partner enterprises, joint ventures, statements, periods, allocations, and the economy's book. */
import { bookEntry } from '@hh/ledger/book.entry.ts';
import { bookResolvers } from '@hh/ledger/book.resolvers.ts';
import { createBooks } from '@hh/ledger/books.ts';
import { headsMigration } from '@hh/ledger/heads.migration.ts';
import { ledgerCollections } from '@hh/ledger/ledger.ts';
import { collectionsMigration } from '@hh/service/migrations.ts';
import { mergeResolvers, type Platform, type RunningService, type ServiceDefinition } from '@hh/service/service.ts';
import { createAgreementResolvers } from './agreement/agreement.resolvers.ts';
import { agreementsCollection, createAgreementStore } from './agreement/agreement.store.ts';
import { createAccountOpening } from './allocation/accounts.ts';
import { createAllocationResolvers } from './allocation/allocation.resolvers.ts';
import { allocationsCollection, createAllocationStore } from './allocation/allocation.store.ts';
import { clientsCollection, createClientStore } from './enterprise/client.store.ts';
import { createEnterpriseResolvers } from './enterprise/enterprise.resolvers.ts';
import { createEnterpriseStore, enterprisesCollection } from './enterprise/enterprise.store.ts';
import { createPeriodResolvers } from './period/period.resolvers.ts';
import { createPeriodStore, periodsCollection } from './period/period.store.ts';
import { createStatementResolvers } from './statement/statement.resolvers.ts';
import { createStatementStore, statementCollections } from './statement/statement.store.ts';
import { createUploads } from './upload/create-uploads.ts';
import { uploadCollections } from './upload/upload.store.ts';

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

export const economy: ServiceDefinition = {
  name: 'economy',
  sdl: [
    new URL('./enterprise/enterprise.graphql', import.meta.url),
    new URL('./agreement/agreement.graphql', import.meta.url),
    new URL('./statement/statement.graphql', import.meta.url),
    new URL('./upload/upload.graphql', import.meta.url),
    new URL('./period/period.graphql', import.meta.url),
    new URL('./allocation/allocation.graphql', import.meta.url),
    new URL('./book/book.graphql', import.meta.url),
    new URL(import.meta.resolve('@hh/ledger/book.graphql')),
  ],
  collections,
  migrations: [collectionsMigration('0001-collections', collections), headsMigration],
  create: createEconomy,
};

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
  const parts = {
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
    ...settings,
  };
  const book = {
    query: 'economyBook',
    propose: 'proposeEconomyMonth',
    seal: 'sealEconomyMonth',
    answer: 'EconomyMonth',
  };

  return {
    resolvers: mergeResolvers(
      createEnterpriseResolvers(parts),
      createAgreementResolvers(parts),
      createStatementResolvers(parts),
      uploads.resolvers,
      createPeriodResolvers(parts),
      createAllocationResolvers(parts),
      bookEntry({ books, writer }, book),
      bookResolvers,
    ),
    routes: uploads.routes,
    start: () => uploads.start(),
    isIdle: () => uploads.isIdle(),
    stop: async () => {
      await uploads.stop();
      await books.close();
    },
  };
}
