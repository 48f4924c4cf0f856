/** The organization service: the tree of places, people (the only place with personal data), accounts. */
import { collectionsMigration } from '@hh/service/migrations.ts';
import { mergeResolvers, type Platform, type RunningService, type ServiceDefinition } from '@hh/service/service.ts';
import { createAccountResolvers } from './account/account.resolvers.ts';
import { accountsCollection, createAccountStore } from './account/account.store.ts';
import { createPersonResolvers } from './person/person.resolvers.ts';
import { createPersonStore, personCollections } from './person/person.store.ts';
import { createPlaceResolvers } from './place/place.resolvers.ts';
import { createPlaceStore, placesCollection } from './place/place.store.ts';

const collections = [placesCollection, ...personCollections, accountsCollection];

export const organization: ServiceDefinition = {
  name: 'organization',
  sdl: ['./place/place.graphql', './person/person.graphql', './account/account.graphql'].map(
    (file) => new URL(file, import.meta.url),
  ),
  collections,
  migrations: [collectionsMigration('0001-collections', collections)],
  create: createOrganization,
};

function createOrganization({ connection, clock }: Platform): RunningService {
  return {
    resolvers: mergeResolvers(
      createPlaceResolvers(createPlaceStore(connection)),
      createPersonResolvers({ persons: createPersonStore(connection), clock }),
      createAccountResolvers(createAccountStore(connection)),
    ),
  };
}
