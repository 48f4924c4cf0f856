/** What property publishes goes up by itself, once, whatever happens between the two. */

import { PublicRevenuePublished } from '@hh/events/public-revenue-published.ts';
import { newId } from '@hh/kernel/id.ts';
import { createInbox, inboxCollection } from '@hh/service/relay.ts';
import { actorWith, createTestSubgraph, type TestSubgraph } from '@hh/service/testing/subgraph.ts';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { organization } from '../organization.ts';
import { givenPeople, givenPlaces } from '../testing/given.ts';

const COMPOUND = '37132200100101';
const checker = actorWith('checker', 'FINANCE_CHECKER@371322');
const resident = actorWith('resident', `RESIDENT@${COMPOUND}`);

let service: TestSubgraph;
beforeAll(async () => {
  service = await createTestSubgraph(
    { ...organization, collections: [...organization.collections, inboxCollection] },
    '2025-11-20T09:00:00+08:00',
  );
  await givenPlaces(service, '371322001001');
  await givenPeople(service, COMPOUND, ['checker', 'resident']);
});
afterAll(() => service.stop());

function event(publication: string, corrects: string | null = null) {
  const notice = { title: `和园花园 ${publication} 小区公共收益公示`, body: '期末余额 500.00 元\n\n收入：\n- 无' };
  const payload = {
    publication,
    compound: COMPOUND,
    period: '2025-10',
    corrects,
    allocations: [],
    publishedBy: 'checker',
  };
  const at = service.platform.clock.now();
  return { id: newId(), name: PublicRevenuePublished.name, county: '371322', payload: { ...payload, notice }, at };
}

const receive = async (
  envelope: ReturnType<typeof event>,
  handle = service.running.on?.[PublicRevenuePublished.name],
) => createInbox(service.platform.connection)(envelope, handle as NonNullable<typeof handle>);

const noticesAbout = (publication: string) =>
  service.platform.connection.collection('notices').find({ subjectId: publication }).toArray();

const FIELDS =
  'id kind place state lastDay subjectType publishedBy { id } contentHash corrects { id } correctedBy { id }';
const noticeOf = async (publication: string) => {
  const key = { __typename: 'Publication', id: publication };
  const { data } = await service.entities(null, `... on Publication { notice { ${FIELDS} } }`, [key]);
  return data._entities[0].notice;
};

test('a publication has its notice at the compound, for fifteen days, by whoever published it', async () => {
  expect(await noticeOf('p-1')).toBeNull();
  await receive(event('p-1'));
  expect(await noticeOf('p-1')).toMatchObject({
    ...{ kind: 'PUBLIC_REVENUE', place: COMPOUND, state: 'PUBLISHED', lastDay: '2025-12-05' },
    ...{
      subjectType: 'Publication',
      publishedBy: { id: 'checker' },
      contentHash: expect.stringMatching(/^[0-9a-f]{64}$/),
    },
  });
  const { id } = await noticeOf('p-1');
  const trail = await service.platform.connection.collection('audit').find({ 'subject.id': id }).toArray();
  expect(trail.map(({ action, actor }) => [action, actor.id])).toEqual([
    ['draftNotice', 'checker'],
    ['publishNotice', 'checker'],
  ]);
});

test('the same event has it once, also two at a time, and after a death in the middle', async () => {
  const envelope = event('p-2');
  const dies = async (...given: Parameters<NonNullable<NonNullable<typeof service.running.on>[string]>>) => {
    await service.running.on?.[PublicRevenuePublished.name]?.(...given);
    throw new Error('died before the commit');
  };
  await expect(receive(envelope, dies)).rejects.toThrow('died');
  expect(await noticesAbout('p-2')).toEqual([]);
  await Promise.all([receive(envelope), receive(envelope)]);
  await receive(envelope);
  expect(await noticesAbout('p-2')).toHaveLength(1);
});

test('a correction takes the place of the notice of before, and waits for it where it came first', async () => {
  await expect(receive(event('p-4', 'p-3'))).rejects.toThrow('has no notice yet');
  await receive(event('p-3'));
  await receive(event('p-4', 'p-3'));
  const [first, second] = [await noticeOf('p-3'), await noticeOf('p-4')];
  expect(first).toMatchObject({ state: 'WITHDRAWN', correctedBy: { id: second.id } });
  expect(second).toMatchObject({ state: 'PUBLISHED', corrects: { id: first.id }, correctedBy: null });
});

test('an objection that is upheld is answered by the next correction', async () => {
  await receive(event('p-5'));
  const { id } = await noticeOf('p-5');
  const objection = await service.write(resident, 'fileObjection', {
    ...{ clientMutationId: 'o-1', notice: id, compound: COMPOUND, text: '收入不符' },
  });
  await service.write(checker, 'acknowledgeObjection', { id: objection.id });
  await service.write(checker, 'upholdObjection', { id: objection.id, decision: '将更正' });
  const due = async () => (await service.ask(null, `{ notice(id: "${id}") { needsCorrection } }`)).data.notice;
  expect(await due()).toEqual({ needsCorrection: true });
  await receive(event('p-6', 'p-5'));
  expect(await due()).toEqual({ needsCorrection: false });
});
