import { createTestSubgraph, type TestSubgraph } from '@hh/service/testing/subgraph.ts';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { earlierRows } from './earlier-rows.ts';
import { organization } from './organization.ts';

let service: TestSubgraph;
beforeAll(async () => {
  service = await createTestSubgraph(organization, '2025-11-20T09:00:00+08:00');
});
afterAll(() => service.stop());

test('rows of before say where they came up and who took part as those of now, and are changed once', async () => {
  const of = (name: string) => service.platform.connection.collection<{ _id: string }>(name);
  const old = { bypassDocumentValidation: true };
  await of('service_requests').insertMany(
    [
      { _id: 'a', county: '371322', no: '1', pressConference: null, dutyShift: 'shift', visit: null },
      { _id: 'b', county: '371322', no: '2', pressConference: null, dutyShift: null, visit: null },
    ] as never,
    old,
  );
  await of('joint_meetings').insertOne({ _id: 'm', attendees: ['供电公司'] } as never, old);
  await of('joint_meeting_matters').insertOne({ _id: 't', resolvedOn: null } as never, old);
  for (const _ of [1, 2]) await earlierRows.up(service.platform.connection);
  expect(await of('service_requests').find().sort({ _id: 1 }).toArray()).toEqual([
    { _id: 'a', county: '371322', no: '1', source: 'shift', contact: null },
    { _id: 'b', county: '371322', no: '2', source: null, contact: null },
  ]);
  expect(await of('joint_meetings').find().toArray()).toEqual([{ _id: 'm', attendees: [], guests: ['供电公司'] }]);
  expect(await of('joint_meeting_matters').find().toArray()).toEqual([{ _id: 't', resolvedOn: null, sentBack: [] }]);
});
