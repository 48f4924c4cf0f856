/** The organization service: the tree of places, people (the only place with personal data), accounts, posts and requests. */
import { BuildingsRegistered } from '@hh/events/buildings-registered.ts';
import { PremisesUsed } from '@hh/events/premises-used.ts';
import { PublicRevenuePublished } from '@hh/events/public-revenue-published.ts';
import { figureResolvers } from '@hh/service/figures.ts';
import { collectionsMigration } from '@hh/service/migrations.ts';
import { referenceByCode, referenceById } from '@hh/service/register/registers.ts';
import { defineService, runRegisters } from '@hh/service/registered-service.ts';
import { mergeResolvers, type Platform, type RunningService } from '@hh/service/service.ts';
import { account, createAccountResolvers } from './account/account.resolvers.ts';
import { accountsCollection, createAccountStore } from './account/account.store.ts';
import { appointment, createAppointmentResolvers } from './appointment/appointment.resolvers.ts';
import { leadFinder } from './appointment/appointment.store.ts';
import { createAuditResolvers } from './audit/audit.resolvers.ts';
import { keepBuildings, knownBuildingsCollection } from './building/building.store.ts';
import { calendar } from './calendar/calendar.resolvers.ts';
import { commendation } from './commendation/commendation.resolvers.ts';
import { duty } from './duty/duty.resolvers.ts';
import { earlierRows } from './earlier-rows.ts';
import { createFigures } from './figures/figures.store.ts';
import { figureWords } from './figures/figures.words.ts';
import { createSourceResolvers } from './figures/party-figures.store.ts';
import { createFlagResolvers, flag } from './flag/flag.resolvers.ts';
import { createGridResolvers, grid } from './grid/grid.resolvers.ts';
import { initiative } from './initiative/initiative.resolvers.ts';
import { meetings } from './joint-meeting/joint-meeting.resolvers.ts';
import { ladder } from './ladder/ladder.resolvers.ts';
import { membership } from './membership/membership.resolvers.ts';
import { nomination } from './nomination/nomination.resolvers.ts';
import { putUpPublished } from './notice/notice.commands.ts';
import { createNoticeResolvers, notice } from './notice/notice.resolvers.ts';
import { parameter } from './parameter/parameter.resolvers.ts';
import { createPartyResolvers, party } from './party/party.resolvers.ts';
import { createPersonResolvers, personFinder, phoneReader } from './person/person.resolvers.ts';
import { createPersonStore, initialsMigration, personCollections } from './person/person.store.ts';
import { createPersonalDataResolvers, personalData } from './personal-data/personal-data.resolvers.ts';
import { createPlaceResolvers, placeFinder } from './place/place.resolvers.ts';
import { createPlaceStore, placesCollection } from './place/place.store.ts';
import { createPostResolvers, post } from './post/post.resolvers.ts';
import { createPressResolvers, press } from './press-conference/press-conference.resolvers.ts';
import { redPartner } from './red-partner/red-partner.resolvers.ts';
import {
  createRequestContactStore,
  requestContactsCollection,
  requestContactsMigration,
} from './request/contact.store.ts';
import { createRequestResolvers, serviceRequests } from './request/request.resolvers.ts';
import { createRateResolvers } from './request-rates/request-rates.resolvers.ts';
import { createSearchResolvers } from './search/search.resolvers.ts';
import { premisesInUseCollection } from './station/premises-in-use.store.ts';
import { leavePremises } from './station/station.commands.ts';
import { createStationResolvers, station } from './station/station.resolvers.ts';
import { stations } from './station/station.store.ts';
import { visits } from './visit/visit.resolvers.ts';

const registered = [
  ...party,
  ...appointment,
  ...membership,
  ...post,
  ...grid,
  ...nomination,
  ...ladder,
  ...flag,
  ...commendation,
  ...station,
  ...initiative,
  ...redPartner,
  ...calendar,
  ...parameter,
  ...press,
  ...duty,
  ...visits,
  ...serviceRequests,
  ...meetings,
  ...notice,
  ...personalData,
  ...account,
];
const registers = registered.map(([definition]) => definition);
const collections = [
  ...[placesCollection, ...personCollections, accountsCollection],
  ...[knownBuildingsCollection, premisesInUseCollection, requestContactsCollection],
];

export const organization = defineService({
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
      './grid/grid.graphql',
      './station/station.graphql',
      './initiative/initiative.graphql',
      './red-partner/red-partner.graphql',
      './nomination/nomination.graphql',
      './ladder/ladder.graphql',
      './flag/flag.graphql',
      './commendation/commendation.graphql',
      './calendar/calendar.graphql',
      './parameter/parameter.graphql',
      './press-conference/press-conference.graphql',
      './duty/duty.graphql',
      './visit/visit.graphql',
      './request/request.graphql',
      './request/request-mutations.graphql',
      './request-rates/request-rates.graphql',
      './joint-meeting/joint-meeting.graphql',
      './notice/notice.graphql',
      './search/search.graphql',
      './personal-data/personal-data.graphql',
      './audit/audit.graphql',
      './figures/figures.graphql',
    ].map((file) => new URL(file, import.meta.url)),
    new URL(import.meta.resolve('@hh/service/geo-point.graphql')),
  ],
  registers,
  collections,
  migrations: [
    collectionsMigration('0002-buildings', collections),
    initialsMigration,
    earlierRows,
    requestContactsMigration,
    collectionsMigration('0006-premises-in-use', [premisesInUseCollection]),
    collectionsMigration('0007-persons-by-phone', personCollections),
  ],
  create: createOrganization,
});

function createOrganization(platform: Platform): RunningService {
  const { connection, clock } = platform;
  const [places, persons] = [createPlaceStore(connection), createPersonStore(connection)];
  const [findPlace, findPerson] = [placeFinder(places), personFinder(persons)];
  const own = { County: findPlace, Street: findPlace, Community: findPlace, Person: findPerson };
  const made = runRegisters(platform, 'organization', registered, own);
  const lead = leadFinder(connection, persons);
  return {
    resolvers: mergeResolvers(
      made.resolvers,
      createPressResolvers(connection),
      createRequestResolvers({
        ...{ made, clock, findPerson, findPlace, readPhone: phoneReader({ persons, clock }) },
        contacts: createRequestContactStore(connection),
      }),
      createPartyResolvers(made, lead),
      createAppointmentResolvers(made),
      createRateResolvers({ connection, clock, findPlace }),
      createPostResolvers(made),
      createGridResolvers(made),
      createSourceResolvers(connection),
      createFlagResolvers(made),
      createStationResolvers(made, lead),
      createNoticeResolvers(connection, made),
      createSearchResolvers({ connection, places, persons, made }),
      figureResolvers({
        ...platform,
        field: 'organization',
        type: 'OrganizationFigures',
        table: createFigures(connection),
        words: figureWords,
      }),
      {
        Compound: referenceByCode('Compound'),
        Building: referenceById('Building'),
        Dwelling: referenceById('Dwelling'),
      },
      createPlaceResolvers(places, clock),
      createPersonResolvers({ persons, clock }),
      createAccountResolvers({ connection, clock, persons, accounts: createAccountStore(connection), made }),
      createPersonalDataResolvers({ connection, clock, persons, made, registers }),
      createAuditResolvers(places),
    ),
    on: {
      [BuildingsRegistered.name]: ({ payload }, session) =>
        keepBuildings(connection, BuildingsRegistered.schema.parse(payload), session),
      [PremisesUsed.name]: leavePremises({ connection, clock, stations: made.store(stations) }),
      [PublicRevenuePublished.name]: putUpPublished(made),
    },
  };
}
