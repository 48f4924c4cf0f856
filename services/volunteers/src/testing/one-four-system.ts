/** A street's centre with two zones of one community each, for tests of what lies in them. */
import { actorWith, type TestSubgraph } from '@hh/service/testing/subgraph.ts';

const officer = actorWith('officer', 'STREET_OFFICER@371322001');

export async function oneFourSystem({ write }: TestSubgraph): Promise<{ readonly moved: string }> {
  const since = '2025-01-01';
  const center = await write(officer, 'openVolunteerCenter', {
    clientMutationId: 'center',
    street: '371322001',
    name: '志愿服务区域化管理中心',
    since,
  });
  let moved = '';
  for (const number of [1, 2]) {
    const zone = `371322001-Z${number}`;
    const name = `第${number}片区`;
    await write(
      officer,
      'formVolunteerZone',
      { clientMutationId: zone, code: zone, center: center.id, name, since },
      'name',
    );
    const community = `37132200100${number}`;
    ({ id: moved } = await write(officer, 'assignToZone', { clientMutationId: community, community, zone, since }));
  }
  return { moved };
}
