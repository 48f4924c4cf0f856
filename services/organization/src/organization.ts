/** The organization service: the tree of places, people (the only place with personal data), accounts. */
import { load, type RequestContext } from '@hh/service/context.ts';
import { figureResolvers } from '@hh/service/figures.ts';
import { collectionsMigration } from '@hh/service/migrations.ts';
import { collectionOf } from '@hh/service/register/register.ts';
import { createRegisters, referenceByCode, referenceById, registerMigrations } from '@hh/service/register/registers.ts';
import { mergeResolvers, type Platform, type RunningService, type ServiceDefinition } from '@hh/service/service.ts';
import { createAccountResolvers } from './account/account.resolvers.ts';
import { accountsCollection, createAccountStore } from './account/account.store.ts';
import { appointment } from './appointment/appointment.resolvers.ts';
import { commendation } from './commendation/commendation.resolvers.ts';
import { createFigures } from './figures/figures.store.ts';
import { createFlagResolvers, flag } from './flag/flag.resolvers.ts';
import { initiative } from './initiative/initiative.resolvers.ts';
import { ladder } from './ladder/ladder.resolvers.ts';
import { membership } from './membership/membership.resolvers.ts';
import { nomination } from './nomination/nomination.resolvers.ts';
import { createPartyResolvers, party } from './party/party.resolvers.ts';
import { createPersonResolvers } from './person/person.resolvers.ts';
import { createPersonStore, personCollections } from './person/person.store.ts';
import { createPlaceResolvers } from './place/place.resolvers.ts';
import { createPlaceStore, placesCollection } from './place/place.store.ts';
import { createPostResolvers, post } from './post/post.resolvers.ts';
import { redPartner } from './red-partner/red-partner.resolvers.ts';
import { createStationResolvers, inRecoveredPremises, station } from './station/station.resolvers.ts';

const registered = [
  ...party,
  ...appointment,
  ...membership,
  ...post,
  ...nomination,
  ...ladder,
  ...flag,
  ...commendation,
  ...station,
  ...initiative,
  ...redPartner,
];
const registers = registered.map(([definition]) => definition);
const collections = [placesCollection, ...personCollections, accountsCollection];

export const organization: ServiceDefinition = {
  name: 'organization',
  sdl: [
    ...[
      './place/place.graphql',
      './person/person.graphql',
      './account/account.graphql',
      './party/party.graphql',
      './appointment/appointment.graphql',
      './membership/membership.graphql',
      './post/post.graphql',
      './station/station.graphql',
      './initiative/initiative.graphql',
      './red-partner/red-partner.graphql',
      './nomination/nomination.graphql',
      './ladder/ladder.graphql',
      './flag/flag.graphql',
      './commendation/commendation.graphql',
      './figures/figures.graphql',
    ].map((file) => new URL(file, import.meta.url)),
    new URL(import.meta.resolve('@hh/service/figures.graphql')),
  ],
  registers,
  collections: [...collections, ...registers.map(collectionOf)],
  migrations: [collectionsMigration('0001-collections', collections), ...registerMigrations(registers)],
  create: createOrganization,
};

function createOrganization(platform: Platform): RunningService {
  const { ask, connection, clock } = platform;
  const [places, persons] = [createPlaceStore(connection), createPersonStore(connection)];
  const own = {
    Person: (id: string, context: RequestContext) => load(context, persons.byIds, id),
    ...Object.fromEntries(
      ['County', 'Street', 'Community'].map((type) => [
        type,
        (code: string, context: RequestContext) => load(context, places.byCodes, code),
      ]),
    ),
  };
  const made = createRegisters(platform, registered, own);
  return {
    resolvers: mergeResolvers(
      inRecoveredPremises(made.resolvers, ask),
      createPartyResolvers(made),
      createPostResolvers(made),
      createStationResolvers(made),
      createFlagResolvers(made),
      figureResolvers({
        ...platform,
        field: 'organization',
        type: 'OrganizationFigures',
        table: createFigures(connection),
      }),
      {
        Compound: referenceByCode('Compound'),
        Building: referenceById('Building'),
        Dwelling: referenceById('Dwelling'),
      },
      createPlaceResolvers(places),
      createPersonResolvers({ persons, clock }),
      createAccountResolvers(createAccountStore(connection)),
    ),
  };
}
