/** The volunteers service: the 1+4 system with its teams and stations, what they do, and the services of compounds. */
import { CompoundLocated } from '@hh/events/compound-located.ts';
import { figureResolvers } from '@hh/service/figures.ts';
import { collectionsMigration } from '@hh/service/migrations.ts';
import { referenceByCode, referenceById } from '@hh/service/register/registers.ts';
import { defineService, runRegisters } from '@hh/service/registered-service.ts';
import { mergeResolvers, type Platform, type RunningService } from '@hh/service/service.ts';
import { activityRegisters, createActivityResolvers } from './activity/activity.resolvers.ts';
import { brandRegisters } from './brand/brand.resolvers.ts';
import { checkInRegisters } from './check-in/check-in.resolvers.ts';
import { createFigures } from './figures/figures.store.ts';
import { figureWords } from './figures/figures.words.ts';
import { createHourResolvers, hourRegisters } from './hours/hours.resolvers.ts';
import { measureRegisters } from './measure/measure.resolvers.ts';
import { projectRegisters } from './project/project.resolvers.ts';
import { createStationResolvers, stationRegisters } from './station/station.resolvers.ts';
import { createStationStore, positionsCollection } from './station/station.store.ts';
import { createTeamResolvers, teamRegisters } from './team/team.resolvers.ts';
import { createTeamStore } from './team/team.store.ts';
import { wishRegisters } from './wish/wish.resolvers.ts';
import { createZoneResolvers, zoneRegisters } from './zone/zone.resolvers.ts';
import { createZoneStore, dropZonesOfBefore, volunteerZones, zoneCommunities } from './zone/zone.store.ts';

const registered = [
  ...zoneRegisters,
  ...stationRegisters,
  ...teamRegisters,
  ...activityRegisters,
  ...hourRegisters,
  ...checkInRegisters,
  ...wishRegisters,
  ...brandRegisters,
  ...projectRegisters,
  ...measureRegisters,
];
const registers = registered.map(([definition]) => definition);
const collections = [positionsCollection];

export const volunteers = defineService({
  name: 'volunteers',
  sdl: [
    new URL('./zone/zone.graphql', import.meta.url),
    new URL('./station/station.graphql', import.meta.url),
    new URL('./team/team.graphql', import.meta.url),
    new URL('./activity/activity.graphql', import.meta.url),
    new URL('./hours/hours.graphql', import.meta.url),
    new URL('./check-in/check-in.graphql', import.meta.url),
    new URL('./wish/wish.graphql', import.meta.url),
    new URL('./brand/brand.graphql', import.meta.url),
    new URL('./project/project.graphql', import.meta.url),
    new URL('./measure/measure.graphql', import.meta.url),
    new URL('./figures/figures.graphql', import.meta.url),
    new URL(import.meta.resolve('@hh/service/geo-point.graphql')),
  ],
  registers,
  collections,
  migrations: [
    collectionsMigration('0002-positions', collections),
    { id: '0003-zones-are-a-register', up: dropZonesOfBefore },
  ],
  create: createVolunteers,
});

function createVolunteers(platform: Platform): RunningService {
  const { connection, clock } = platform;
  const made = runRegisters(platform, 'volunteers', registered);
  const { resolvers, store } = made;
  const zones = createZoneStore(store(volunteerZones), store(zoneCommunities));
  const stations = createStationStore(connection);
  return {
    resolvers: mergeResolvers(
      resolvers,
      figureResolvers({
        ...platform,
        field: 'volunteers',
        type: 'VolunteersFigures',
        table: createFigures(stations),
        words: figureWords,
      }),
      { County: referenceByCode('County'), Street: referenceByCode('Street'), Community: referenceByCode('Community') },
      { Person: referenceById('Person'), Branch: referenceById('Branch'), RedPartner: referenceById('RedPartner') },
      createActivityResolvers(made),
      createHourResolvers(made),
      createZoneResolvers(zones),
      createStationResolvers({ stations, clock }),
      createTeamResolvers(made, createTeamStore(connection), zones),
    ),
    on: {
      [CompoundLocated.name]: ({ payload }, session) =>
        stations.keepPosition(CompoundLocated.schema.parse(payload), session),
    },
  };
}
