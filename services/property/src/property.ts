/** The property service: compounds and buildings, the owners' book and the public revenue of each compound. */

import { bookEntry } from '@hh/ledger/book.entry.ts';
import { bookResolvers } from '@hh/ledger/book.resolvers.ts';
import { createBooks } from '@hh/ledger/books.ts';
import { headsMigration } from '@hh/ledger/heads.migration.ts';
import { ledgerCollections } from '@hh/ledger/ledger.ts';
import { collectionsMigration } from '@hh/service/migrations.ts';
import { mergeResolvers, type Platform, type RunningService, type ServiceDefinition } from '@hh/service/service.ts';
import { proofRoutes } from './book/proof.routes.ts';
import { createBuildingResolvers } from './building/building.resolvers.ts';
import { buildingsCollection, createBuildingStore } from './building/building.store.ts';
import { createCompoundResolvers } from './compound/compound.resolvers.ts';
import { compoundsCollection, createCompoundStore } from './compound/compound.store.ts';
import { createCreditStore, creditsCollection } from './public-revenue/credit.store.ts';
import { createPublicRevenueResolvers } from './public-revenue/public-revenue.resolvers.ts';

const collections = [compoundsCollection, buildingsCollection, creditsCollection, ...ledgerCollections];

export const property: ServiceDefinition = {
  name: 'property',
  sdl: [
    new URL('./compound/compound.graphql', import.meta.url),
    new URL('./building/building.graphql', import.meta.url),
    new URL('./public-revenue/public-revenue.graphql', import.meta.url),
    new URL('./book/book.graphql', import.meta.url),
    new URL(import.meta.resolve('@hh/ledger/book.graphql')),
  ],
  collections,
  migrations: [collectionsMigration('0001-collections', collections), headsMigration],
  create: createProperty,
};

function createProperty({ connection, clock, log, telemetry, writer }: Platform): RunningService {
  const compounds = createCompoundStore(connection);
  const books = createBooks({ connection, book: 'owners', clock, log, metrics: telemetry.metrics });
  const credits = createCreditStore(connection);
  return {
    resolvers: mergeResolvers(
      createCompoundResolvers(compounds),
      createBuildingResolvers({ buildings: createBuildingStore(connection), compounds }),
      createPublicRevenueResolvers({ writer, books, compounds, credits, clock }),
      bookEntry(
        { books, writer },
        { query: 'ownersBook', propose: 'proposeOwnersMonth', seal: 'sealOwnersMonth', answer: 'OwnersMonth' },
      ),
      bookResolvers,
    ),
    routes: proofRoutes({ books, county: (asked) => compounds.county(asked) }),
    stop: () => books.close(),
  };
}
