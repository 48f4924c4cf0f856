import { createTestSubgraph, type TestSubgraph } from '@hh/service/testing/subgraph.ts';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { earlierRows } from './earlier-rows.ts';
import { organization } from './organization.ts';
import { requestContactsMigration } from './request/contact.store.ts';

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

test('numbers that stood among people go to the open requests they belong to, or are erased', async () => {
  const of = (name: string) => service.platform.connection.collection<{ _id: string }>(name);
  const [county, place, receivedAt] = ['371322', '37132200100101', new Date('2025-11-01T09:00:00+08:00')];
  const rows = [
    { _id: 'open', county, no: '3', state: 'ACCEPTED', contact: '198****0001', receivedAt },
    { _id: 'closed', county, no: '4', state: 'CLOSED', contact: '198****0002', receivedAt },
  ];
  await of('service_requests').insertMany(rows, { bypassDocumentValidation: true });
  const person = (_id: string, name: string, phone: string) => ({ _id, county, place, name, phone });
  await of('persons').insertMany([
    person('contact-open', '匿名', '19800000001'),
    person('contact-closed', '匿名', '19800000002'),
    person('contact-person', '赵建国', '19800000003'),
  ]);
  for (const _ of [1, 2]) await requestContactsMigration.up(service.platform.connection);
  const contact = { _id: 'open', county, place, phone: '19800000001', receivedAt };
  expect(await of('request_contacts').find().toArray()).toEqual([contact]);
  expect((await of('persons').find().toArray()).map(({ _id }) => _id)).toEqual(['contact-person']);
  expect(
    await of('service_requests')
      .find({ state: { $exists: true } })
      .sort({ no: 1 })
      .toArray(),
  ).toEqual([rows[0], { ...rows[1], contact: null }]);
});
