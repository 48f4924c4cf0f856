import { defineRegister } from '@hh/service/register/register.ts';
import {
  decideMatter,
  decideMeeting,
  matterExtra,
  matterFields,
  matterStates,
  meetingFields,
} from './joint-meeting.ts';

export const jointMeetings = defineRegister({
  type: 'JointMeeting',
  collection: 'joint_meetings',
  fields: meetingFields,
  place: 'at',
  create: { mutation: 'recordJointMeeting', may: 'meetings:raise', decide: decideMeeting },
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
