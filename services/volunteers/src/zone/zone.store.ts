import type { Connection } from '@hh/service/mongo.ts';
import { defineRegister, type Effect, type Look, type Row } from '@hh/service/register/register.ts';
import type { RegisterStore } from '@hh/service/register/store.ts';
import { assignToZone, centerFields, formZone, zoneCommunityFields, zoneFields } from './zone.ts';

export const volunteerCenters = defineRegister({
  type: 'VolunteerCenter',
  collection: 'volunteer_centers',
  fields: centerFields,
  place: 'street',
  create: { mutation: 'openVolunteerCenter', may: 'volunteering:direct' },
  unique: [{ name: 'one centre a street', fields: ['street'] }],
});

export const volunteerZones = defineRegister({
  type: 'VolunteerZone',
  collection: 'volunteer_zones',
  key: 'code',
  fields: zoneFields,
  place: { of: 'center' },
  create: { mutation: 'formVolunteerZone', may: 'volunteering:direct', decide: formZone },
  indexes: [{ name: 'center', key: { center: 1, _id: 1 } }],
});

/** The teams and stations of a community that has moved to another zone belong to that one too. */
const followCommunity: Effect = async ({ community, zone }, { parts, session }) => {
  for (const type of ['VolunteerTeam', 'VolunteerStation']) {
    const store = parts.stores.get(type);
    const rows = (await store?.find({ county: community.slice(0, 6), community }, session)) ?? [];
    for (const row of rows) await store?.change(row, {}, { zone }, session);
  }
  return undefined;
};

/** A row for each community, so that the index can say that it is in one zone. */
export const zoneCommunities = defineRegister({
  type: 'ZoneCommunity',
  collection: 'zone_communities',
  fields: zoneCommunityFields,
  place: 'community',
  create: {
    mutation: 'assignToZone',
    may: 'volunteering:direct',
    decide: (draft, facts) => assignToZone(draft, draft, facts),
  },
  states: {
    moveToZone: {
      from: ['IN_FORCE'],
      to: 'IN_FORCE',
      may: 'volunteering:direct',
      takes: { zone: zoneCommunityFields.zone },
      decide: assignToZone,
    },
  },
  unique: [{ name: 'one zone a community', fields: ['community'] }],
  indexes: [{ name: 'zone', key: { zone: 1, community: 1 } }],
  effects: { moveToZone: followCommunity },
});

/** For what is entered in a community: the zone of each of them. */
export const lookAtZones: Look = async (drafts, { parts, session }) => {
  const communities = [...new Set(drafts.map(({ community }) => String(community)))];
  const rows = (await parts.stores.get('ZoneCommunity')?.find(inCommunities(communities), session)) ?? [];
  return new Map(rows.map(({ community, zone }) => [community, zone]));
};

export type ZoneStore = ReturnType<typeof createZoneStore>;

export function createZoneStore(zones: RegisterStore, communities: RegisterStore) {
  return {
    /** For loaders: the zone of each community. */
    async ofCommunities(codes: readonly string[]): Promise<ReadonlyMap<string, Row>> {
      const rows = await communities.find(inCommunities(codes));
      const found = await zones.byIds([...new Set(rows.map(({ zone }) => String(zone)))]);
      return new Map(
        rows.flatMap(({ community, zone }) => {
          const row = found.get(zone);
          return row ? [[community, row] as const] : [];
        }),
      );
    },

    /** For loaders: the codes of each zone's communities, in their order. */
    async communitiesOf(codes: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
      const rows = await communities.find({ county: countiesOf(codes), zone: { $in: codes } });
      const found = Map.groupBy(rows, ({ zone }) => String(zone));
      return new Map([...found].map(([zone, own]) => [zone, own.map(({ community }) => String(community)).toSorted()]));
    },
  };
}

/** Rows were a zone with a list of communities before they were registers; the demonstration enters them anew. */
export async function dropZonesOfBefore(connection: Connection): Promise<void> {
  await connection.getClient().db(connection.name).collection('zones').drop();
}

function inCommunities(codes: readonly string[]) {
  return { county: countiesOf(codes), community: { $in: codes } };
}

function countiesOf(codes: readonly string[]) {
  return { $in: [...new Set(codes.map((code) => code.slice(0, 6)))] };
}
