import type { Registered } from '@hh/service/register/registers.ts';
import { jointMeetingMatters, jointMeetings } from './joint-meeting.store.ts';

export const meetings: readonly Registered[] = [
  [
    jointMeetings,
    { below: { County: 'jointMeetings', Street: 'jointMeetings', Community: 'jointMeetings' }, hidden: ['at'] },
  ],
  [
    jointMeetingMatters,
    {
      root: 'jointMeetingMatter',
      below: { County: 'jointMeetingMatters', JointMeeting: { field: 'matters', by: 'meeting' } },
    },
  ],
];
