import { storeOf } from '@hh/service/register/commands.ts';
import { defineRegister, type Look } from '@hh/service/register/register.ts';
import { redPartners } from '../red-partner/red-partner.store.ts';
import {
  decideMatter,
  decideMeeting,
  matterExtra,
  matterFields,
  matterStates,
  meetingFields,
} from './joint-meeting.ts';

const placesOfPartners: Look = async (drafts, { parts, session }) => {
  const ids = drafts.flatMap(({ attendees }) => attendees as readonly string[]);
  const rows = await storeOf(parts, redPartners.type).find({ _id: { $in: ids } }, session);
  return new Map(rows.map(({ id, place }) => [id, place]));
};

export const jointMeetings = defineRegister({
  type: 'JointMeeting',
  collection: 'joint_meetings',
  fields: meetingFields,
  place: 'at',
  create: { mutation: 'recordJointMeeting', may: 'meetings:raise', decide: decideMeeting },
  looks: { recordJointMeeting: placesOfPartners },
  order: ['heldOn'],
});

export const jointMeetingMatters = defineRegister({
  type: 'JointMeetingMatter',
  collection: 'joint_meeting_matters',
  fields: matterFields,
  extra: matterExtra,
  place: { of: 'meeting' },
  create: { mutation: 'raiseMatter', may: 'meetings:raise', state: 'RAISED', decide: decideMatter },
  states: matterStates,
  order: ['raisedOn'],
});
