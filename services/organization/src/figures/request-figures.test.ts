import { actorWith, createTestSubgraph, type TestSubgraph } from '@hh/service/testing/subgraph.ts';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { organization } from '../organization.ts';
import { givenPeople, givenPlaces } from '../testing/given.ts';
import { later } from '../testing/party.ts';
import { aDraft } from '../testing/request.ts';

const COMPOUND = '37132200100101';
const grid = actorWith('grid-1', 'GRID_WORKER@371322001001');
const community = actorWith('community-1', 'COMMUNITY_SECRETARY@371322001001');

let service: TestSubgraph;
beforeAll(async () => {
  service = await createTestSubgraph(organization, '2025-11-20T09:00:00+08:00');
  await givenPlaces(service, '371322001001');
  await givenPeople(service, COMPOUND, ['resident-1']);
});
afterAll(() => service.stop());

test('a request that was solved counts on the days on which it was, whatever became of it since', async () => {
  const write: TestSubgraph['write'] = async (...asked) => {
    const answer = await service.write(...asked);
    if (answer.code) throw new Error(`${asked[1]}: ${answer.code}`);
    return answer;
  };
  const { id } = await write(grid, 'raiseRequest', aDraft(COMPOUND, { channel: 'BUILDING_VISIT' }));
  await write(grid, 'acceptRequest', { id });
  await write(grid, 'startRequest', { id });
  later(service, 1);
  await write(grid, 'resolveRequest', { id, reply: '已修' });
  later(service, 2);
  await write(community, 'reopenRequest', { id, reason: '又坏了' });
  await write(grid, 'acceptRequest', { id });
  await write(grid, 'startRequest', { id });
  later(service, 2);
  await write(grid, 'resolveRequest', { id, reply: '已换' });

  const days = ['2025-11-20', '2025-11-21', '2025-11-22', '2025-11-23', '2025-11-24', '2025-11-25', '2025-11-26'];
  const rows = 'figures { key value rows { totalCount edges { node { id on } } } }';
  const asked = days.map((day, index) => `d${index}: organization(asOf: "${day}") { visitIssuesResolved ${rows} }`);
  const { data } = await service.entities(null, `... on Compound { ${asked.join(' ')} }`, [
    { __typename: 'Compound', code: COMPOUND },
  ]);
  const found = days.map((_, index) => {
    const { visitIssuesResolved, figures } = data._entities[0][`d${index}`];
    const { value, rows } = figures.find(({ key }: { key: string }) => key === 'visitIssuesResolved');
    expect([value, rows.totalCount]).toEqual([String(visitIssuesResolved), visitIssuesResolved]);
    return rows.edges.map(({ node }: { node: { on: string } }) => node.on).at(0) ?? null;
  });
  expect(found).toEqual([null, '2025-11-21', '2025-11-21', null, null, '2025-11-25', '2025-11-25']);
});
