/** What rows that were entered before have under other names, or lack. */
import type { Migration } from '@hh/service/migrations.ts';
import { jointMeetingMatters, jointMeetings } from './joint-meeting/joint-meeting.store.ts';
import { requests } from './request/request.store.ts';

export const earlierRows: Migration = {
  id: '0004-sources-and-attendees',
  // Before the validators of now are set: those of then would want what is taken away.
  up: async (connection) => {
    const change = (collection: string, lacking: string, ...stages: object[]) =>
      connection
        .collection(collection)
        .updateMany({ [lacking]: { $exists: false } }, stages, { bypassDocumentValidation: true });
    const source = { $ifNull: ['$pressConference', '$dutyShift', '$visit', null] };
    const unset = { $unset: ['pressConference', 'dutyShift', 'visit'] };
    await change(requests.collection, 'contact', { $set: { source, contact: null } }, unset);
    await change(jointMeetings.collection, 'guests', { $set: { guests: '$attendees' } }, { $set: { attendees: [] } });
    await change(jointMeetingMatters.collection, 'sentBack', { $set: { sentBack: [] } });
  },
};
