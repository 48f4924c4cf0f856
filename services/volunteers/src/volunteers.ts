/** The volunteers service: for now the zones of the 1+4 system. */
import { collectionsMigration } from '@hh/service/migrations.ts';
import type { ServiceDefinition } from '@hh/service/service.ts';
import { createZoneResolvers } from './zone/zone.resolvers.ts';
import { createZoneStore, zonesCollection } from './zone/zone.store.ts';

const collections = [zonesCollection];

export const volunteers: ServiceDefinition = {
  name: 'volunteers',
  sdl: [new URL('./zone/zone.graphql', import.meta.url)],
  collections,
  migrations: [collectionsMigration('0001-collections', collections)],
  create: ({ connection }) => ({ resolvers: createZoneResolvers(createZoneStore(connection)) }),
};
