/** The property service: compounds and buildings, the owners' book and the public revenue of each compound. */

import { AppointmentChanged } from '@hh/events/appointment-changed.ts';
import { bookEntry } from '@hh/ledger/book.entry.ts';
import { bookResolvers } from '@hh/ledger/book.resolvers.ts';
import { bookRoutes } from '@hh/ledger/book.routes.ts';
import { createBooks } from '@hh/ledger/books.ts';
import { headsMigration } from '@hh/ledger/heads.migration.ts';
import { ledgerCollections } from '@hh/ledger/ledger.ts';
import { load, type RequestContext } from '@hh/service/context.ts';
import { figureResolvers } from '@hh/service/figures.ts';
import { collectionsMigration } from '@hh/service/migrations.ts';
import { referenceByCode } from '@hh/service/register/registers.ts';
import { defineService, runRegisters } from '@hh/service/registered-service.ts';
import { mergeResolvers, type Platform, type RunningService } from '@hh/service/service.ts';
import { createBallotResolvers } from './ballot/ballot.resolvers.ts';
import { ballotsCollection, createBallotStore } from './ballot/ballot.store.ts';
import { createJournalSourceResolvers } from './book/book.resolvers.ts';
import { proofRoutes } from './book/proof.routes.ts';
import { createBuildingResolvers } from './building/building.resolvers.ts';
import { buildingsCollection, createBuildingStore } from './building/building.store.ts';
import { createCompoundResolvers } from './compound/compound.resolvers.ts';
import { compoundsCollection, createCompoundStore } from './compound/compound.store.ts';
import { consultation } from './consultation/consultation.resolvers.ts';
import { dwellingRegister, dwellingResolvers } from './dwelling/dwelling.resolvers.ts';
import { dwellings } from './dwelling/dwelling.store.ts';
import { figures } from './figures/figures.store.ts';
import { figureWords } from './figures/figures.words.ts';
import { rememberSecretaries } from './owners-committee/owners-committee.commands.ts';
import { ownersCommittee, ownersCommitteeResolvers } from './owners-committee/owners-committee.resolvers.ts';
import { secretariesCollection } from './owners-committee/owners-committee.store.ts';
import { createOwnershipResolvers, ownershipRegister } from './ownership/ownership.resolvers.ts';
import { premisesRegisters } from './premises/premises.resolvers.ts';
import { propertyCompanyRegisters, propertyCompanyResolvers } from './property-company/property-company.resolvers.ts';
import { createAccountOpening } from './public-revenue/accounts.ts';
import { createCreditStore, creditsCollection } from './public-revenue/credit.store.ts';
import { createPublicRevenueResolvers } from './public-revenue/public-revenue.resolvers.ts';
import { computes } from './publication/publication.commands.ts';
import { createPublicationResolvers, publicationRegister } from './publication/publication.resolvers.ts';
import { createPublishedStore, publications } from './publication/publication.store.ts';
import { publicationRoutes } from './publication-file/publication-file.routes.ts';
import { createPublishedMoneyResolvers } from './published-money/published-money.resolvers.ts';
import { rectification } from './rectification/rectification.resolvers.ts';
import { createSearchResolvers } from './search/search.resolvers.ts';
import { spendingRegister } from './spending/spending.resolvers.ts';
import { spendings } from './spending/spending.store.ts';
import { createRollStore, rollsCollection } from './vote/roll.store.ts';
import { createVoteResolvers, voteRegisters } from './vote/vote.resolvers.ts';

const registered = [
  dwellingRegister,
  ownershipRegister,
  ...voteRegisters,
  ...propertyCompanyRegisters,
  ...premisesRegisters,
  ...ownersCommittee,
  ...consultation,
  ...rectification,
];
const registers = [...registered.map(([definition]) => definition), spendings, publications];
const collections = [compoundsCollection, buildingsCollection, creditsCollection, ...ledgerCollections];
const voting = [rollsCollection, ballotsCollection];

export const property = defineService({
  name: 'property',
  sdl: [
    new URL('./compound/compound.graphql', import.meta.url),
    new URL('./building/building.graphql', import.meta.url),
    new URL('./dwelling/dwelling.graphql', import.meta.url),
    new URL('./ownership/ownership.graphql', import.meta.url),
    new URL('./vote/vote.graphql', import.meta.url),
    new URL('./ballot/ballot.graphql', import.meta.url),
    new URL('./public-revenue/public-revenue.graphql', import.meta.url),
    new URL('./publication/publication.graphql', import.meta.url),
    new URL('./property-company/property-company.graphql', import.meta.url),
    new URL('./premises/premises.graphql', import.meta.url),
    new URL('./owners-committee/owners-committee.graphql', import.meta.url),
    new URL('./consultation/consultation.graphql', import.meta.url),
    new URL('./spending/spending.graphql', import.meta.url),
    new URL('./rectification/rectification.graphql', import.meta.url),
    new URL('./published-money/published-money.graphql', import.meta.url),
    new URL('./search/search.graphql', import.meta.url),
    new URL('./figures/figures.graphql', import.meta.url),
    new URL(import.meta.resolve('@hh/service/geo-point.graphql')),
    new URL('./book/book.graphql', import.meta.url),
    new URL(import.meta.resolve('@hh/ledger/book.graphql')),
  ],
  registers,
  collections: [...collections, ...voting, secretariesCollection],
  migrations: [
    collectionsMigration('0001-collections', collections),
    headsMigration,
    collectionsMigration('0003-positions', [compoundsCollection]),
    collectionsMigration('0004-voting', voting),
    collectionsMigration('0005-secretaries', [secretariesCollection]),
    collectionsMigration('0006-books', ledgerCollections),
  ],
  create: createProperty,
});

function createProperty(platform: Platform): RunningService {
  const { connection, clock, log, telemetry, writer } = platform;
  const compounds = createCompoundStore(connection);
  const books = createBooks({ connection, book: 'owners', clock, log, metrics: telemetry.metrics });
  const credits = createCreditStore(connection);
  const openAccounts = createAccountOpening({ books, compounds });
  const buildings = createBuildingStore(connection);
  const own = {
    Compound: (code: string, context: RequestContext) => load(context, compounds.byCodes, code),
    Building: (id: string, context: RequestContext) => load(context, buildings.byIds, id),
  };
  const compute = computes({ connection, books });
  const withBook = [spendingRegister(books), publicationRegister(compute)];
  const all = runRegisters(platform, 'property', [...registered, ...withBook], own);
  const published = createPublishedStore(connection);
  const rolls = createRollStore(connection);
  return {
    resolvers: mergeResolvers(
      all.resolvers,
      dwellingResolvers,
      createOwnershipResolvers(all.store(dwellings)),
      propertyCompanyResolvers(all),
      createVoteResolvers(rolls),
      createBallotResolvers({ registers: all, rolls, ballots: createBallotStore(connection) }),
      ownersCommitteeResolvers(all),
      figureResolvers({
        ...platform,
        field: 'property',
        type: 'PropertyFigures',
        table: figures,
        words: figureWords,
      }),
      { County: referenceByCode('County'), Street: referenceByCode('Street') },
      createCompoundResolvers(compounds),
      createSearchResolvers(compounds),
      createBuildingResolvers({ buildings, compounds }),
      createPublicRevenueResolvers({ writer, books, openAccounts, credits, clock, published }),
      createPublishedMoneyResolvers(connection, own.Compound),
      createPublicationResolvers(all, { ...platform, books, compute, published, findCompound: own.Compound }),
      bookEntry(
        { books, writer, clock },
        {
          query: 'ownersBook',
          propose: 'proposeOwnersMonth',
          seal: 'sealOwnersMonth',
          answer: 'OwnersMonth',
          assert: 'assertOwnersBalance',
          withdraw: 'withdrawOwnersAssertion',
          assertion: 'OwnersAssertion',
        },
      ),
      bookResolvers,
      createJournalSourceResolvers(all),
    ),
    on: { [AppointmentChanged.name]: rememberSecretaries(connection) },
    routes: proofRoutes({ books, county: (asked) => compounds.county(asked) }).use(
      bookRoutes({ ...platform, books, book: 'owners' }),
      publicationRoutes(all.store(publications)),
    ),
    stop: () => books.close(),
  };
}
