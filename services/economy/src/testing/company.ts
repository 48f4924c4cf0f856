/** The economy as it runs, with the people of one community, for tests of companies and of those they work with. */
import type { manualClock } from '@hh/kernel/clock.ts';
import { must } from '@hh/kernel/refusal.ts';
import { usccFor } from '@hh/kernel/uscc.ts';
import { createNoticeBoard, type NoticeBoard } from '@hh/service/testing/notices.ts';
import {
  actorWith,
  createTestSubgraph,
  elsewhereIs,
  systemActor,
  type TestSubgraph,
} from '@hh/service/testing/subgraph.ts';
import { economy } from '../economy.ts';
import { registerEnterprises } from '../enterprise/enterprise.commands.ts';
import { createEnterpriseStore } from '../enterprise/enterprise.store.ts';

export const COMMUNITY = '371322001001';
export const COMPOUND = '37132200100101';
export const SHOP = usccFor('371322', 'MC000001');
export const SCHOOL = usccFor('371322', 'MC000002');

export const manager = actorWith('manager', `COMPANY_MANAGER@${COMMUNITY}`);
export const secretary = actorWith('secretary', `COMMUNITY_SECRETARY@${COMMUNITY}`);
export const street = actorWith('street', 'STREET_OFFICER@371322001');
export const county = actorWith('county', 'COUNTY_OFFICER@371322');
export const elsewhere = actorWith('elsewhere', 'COMPANY_MANAGER@371322001002', 'COMMUNITY_SECRETARY@371322001002');
export const shop = actorWith('shopkeeper', `PARTNER@${SHOP}`);
export const school = actorWith('teacher', `PARTNER@${SCHOOL}`);

export interface TestCompany extends TestSubgraph {
  readonly company: string;
  readonly board: NoticeBoard;
  /** Puts up a list's notice on a day, and says so of the list. */
  publishList(id: string, on: string): Promise<string>;
  setClock(instant: string): void;
}

/** With the company of the community, and two enterprises; `objects` are what other services answer. */
export async function createTestCompany(
  now: string,
  objects: Parameters<typeof elsewhereIs>[0] = {},
): Promise<TestCompany> {
  const board = createNoticeBoard();
  const service = await createTestSubgraph(
    economy,
    now,
    board.closing(elsewhereIs({ ...objects, notice: board.notices })),
  );
  const { connection, writer, clock } = service.platform;
  must(
    await registerEnterprises({ writer, enterprises: createEnterpriseStore(connection) }, systemActor, '371322', [
      { uscc: SHOP, name: '便民超市', kind: 'PRIVATE', trade: '零售' },
      { uscc: SCHOOL, name: '启明培训', kind: 'SOCIAL', trade: '培训' },
    ]),
  );
  const { id } = await service.write(secretary, 'foundCompany', companyInput('founded'));
  return {
    ...service,
    company: id,
    board,
    publishList: async (list, on) => {
      const notice = `notice-${list}`;
      board.put(notice, { kind: 'RULE_LIST', place: COMMUNITY, subjectType: 'RuleList', subjectId: list }, on);
      const answer = await service.write(secretary, 'publishRuleList', { id: list, notice });
      if (!answer.id) throw new Error(`publishRuleList: ${JSON.stringify(answer)}`);
      return notice;
    },
    setClock: (instant) => (clock as ReturnType<typeof manualClock>).set(instant),
  };
}

export function companyInput(clientMutationId: string) {
  return {
    clientMutationId,
    code: 'QS-0001',
    name: '和园强社服务有限公司',
    uscc: usccFor('371322', 'MB000001'),
    community: COMMUNITY,
    policy: '盘活沿街用房，收益用于居民服务。',
    ledBy: 'general-branch-0001',
    foundedOn: '2025-01-01',
  };
}
