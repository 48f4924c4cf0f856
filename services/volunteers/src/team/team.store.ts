import { reason } from '@hh/kernel/reason.ts';
import { date } from '@hh/kernel/shape.ts';
import type { Connection } from '@hh/service/mongo.ts';
import { defineRegister, type Effect } from '@hh/service/register/register.ts';
import { lookAtZones } from '../zone/zone.store.ts';
import { endOn, formTeam, joinTeam, memberExtra, memberFields, teamExtra, teamFields } from './team.ts';

/** Whoever leads a team leads its activities that are not over. */
const handOver: Effect = async ({ id, county, leader }, { parts, session }) => {
  const store = parts.stores.get('VolunteerActivity');
  const state = { $in: ['PLANNED', 'OPEN', 'FULL', 'RUNNING'] };
  for (const row of (await store?.find({ county, team: id, state }, session)) ?? [])
    await store?.change(row, {}, { leader }, session);
  return undefined;
};

export const volunteerTeams = defineRegister({
  type: 'VolunteerTeam',
  collection: 'volunteer_teams',
  key: 'code',
  fields: teamFields,
  extra: teamExtra,
  place: 'community',
  create: { mutation: 'formVolunteerTeam', may: 'volunteering:organize', state: 'ACTIVE', decide: formTeam },
  states: {
    appointTeamLeader: {
      from: ['ACTIVE'],
      to: 'ACTIVE',
      may: 'volunteering:organize',
      takes: { leader: memberFields.person },
    },
    disbandVolunteerTeam: {
      from: ['ACTIVE'],
      to: 'DISBANDED',
      may: 'volunteering:organize',
      takes: { until: date, reason },
      decide: endOn,
    },
  },
  looks: { formVolunteerTeam: lookAtZones },
  effects: { appointTeamLeader: handOver },
  indexes: [{ name: 'zone', key: { zone: 1, _id: 1 } }],
});

export const volunteerMembers = defineRegister({
  type: 'VolunteerMember',
  collection: 'volunteer_members',
  fields: memberFields,
  extra: memberExtra,
  place: { of: 'team' },
  create: { mutation: 'enrolVolunteer', may: 'volunteering:organize', state: 'ACTIVE', decide: joinTeam },
  states: {
    releaseVolunteer: {
      from: ['ACTIVE'],
      to: 'LEFT',
      may: 'volunteering:organize',
      takes: { until: date },
      decide: endOn,
    },
  },
  unique: [{ name: 'once in a team', fields: ['team', 'person'], where: { state: 'ACTIVE' } }],
  indexes: [
    { name: 'team', key: { team: 1, since: 1, _id: 1 } },
    { name: 'person', key: { person: 1, since: 1, _id: 1 } },
  ],
  order: ['since'],
  read: 'volunteers:read',
  readBy: ['person'],
});

export type TeamStore = ReturnType<typeof createTeamStore>;

export function createTeamStore(connection: Connection) {
  return {
    /** For loaders: how many members each team has. */
    async memberCounts(codes: readonly string[]): Promise<ReadonlyMap<string, number>> {
      const county = { $in: [...new Set(codes.map((code) => code.slice(0, 6)))] };
      const rows = await connection
        .collection('volunteer_members')
        .aggregate<{ _id: string; count: number }>([
          { $match: { county, team: { $in: [...codes] }, state: 'ACTIVE' } },
          { $group: { _id: '$team', count: { $sum: 1 } } },
        ])
        .toArray();
      return new Map(rows.map(({ _id, count }) => [_id, count]));
    },
  };
}
