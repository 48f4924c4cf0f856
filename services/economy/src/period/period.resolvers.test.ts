/** What the pages of finance ask before a month is closed and before its share is approved. */
import { readFileSync } from 'node:fs';
import { must } from '@hh/kernel/refusal.ts';
import { accessRules } from '@hh/service/access.ts';
import type { Actor } from '@hh/service/actor.ts';
import { createContext } from '@hh/service/context.ts';
import { createLog } from '@hh/service/log.ts';
import type { Platform } from '@hh/service/service.ts';
import { createSubgraph } from '@hh/service/subgraph.ts';
import { unwatched } from '@hh/service/telemetry.ts';
import { testSettings } from '@hh/service/testing/settings.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type GraphQLSchema, graphql } from 'graphql';
import { approveAllocation } from '../allocation/allocation.commands.ts';
import { economy } from '../economy.ts';
import { attachEvidence, disputeEntry, resolveDispute } from '../statement/entry.commands.ts';
import { postEntries } from '../statement/statement.commands.ts';
import {
  checker,
  createTestCounty,
  maker,
  OPERATOR,
  PRIVATE_FIRM,
  period,
  person,
  type TestCounty,
  terms,
} from '../testing/county.ts';
import { closePeriod } from './period.commands.ts';

const operator = person('operator', `PARTNER@${OPERATOR}`);
const stranger = person('stranger', `PARTNER@${PRIVATE_FIRM}`);
const supergraph = new URL('../../../../gateway/supergraph.graphql', import.meta.url);
const AGREEMENT = 'JV-7101';

let county: TestCounty;
let schema: GraphQLSchema;

beforeAll(async () => {
  county = await createTestCounty('2025-06-15T09:00:00+08:00');
  await county.agreed(AGREEMENT, terms('2025-03', 1000, [1, 2]));
  const platform: Platform = {
    ...county,
    log: createLog({ level: 'silent', name: 'test' }),
    telemetry: unwatched(),
    redisUrl: '',
    queuePrefix: 'test',
    settings: { ...testSettings, costEvidenceLimit: county.costEvidenceLimit },
    identify: async () => null,
  };
  const rules = accessRules(readFileSync(supergraph, 'utf8'));
  schema = createSubgraph({ definition: economy, running: economy.create(platform), rules });
  const sale = { externalRef: 'S', kind: 'REVENUE', amount: '70000.00', occurredOn: '2025-03-05' };
  const cost = { externalRef: 'C', kind: 'COST', amount: '50000.01', occurredOn: '2025-03-06' };
  must(await postEntries(county, operator, { agreement: AGREEMENT, entries: [sale, cost] }));
});
afterAll(async () => {
  await county.stop();
});

async function ask(actor: Actor, source: string) {
  const contextValue = createContext({ actor, language: 'zh', requestId: 'test' });
  const { data, errors } = await graphql({ schema, source, contextValue });
  if (errors) throw new Error(errors.map(({ message }) => message).join('; '));
  // What a resolver answers has no prototype: only the words count.
  return JSON.parse(JSON.stringify(data));
}

const month = async (of: string, actor: Actor = maker) =>
  (
    await ask(
      actor,
      `{ agreement(code: "${AGREEMENT}") { period(period: "${of}") {
        state closingBlockedBy { code field } preview { base pool shares { beneficiary amount } }
        allocation { state pool approvalBlockedBy { code } } } } }`,
    )
  ).agreement?.period;

const unproven = async () =>
  (
    await ask(
      maker,
      `{ agreement(code: "${AGREEMENT}") { entries(filter: { period: "2025-03", withoutEvidence: true }) { edges { node { externalRef } } } } }`,
    )
  ).agreement.entries.edges;

const listed = async (actor: Actor, filter: string) =>
  (await ask(actor, `{ allocations(filter: ${filter}) { totalCount edges { node { period state } } } }`)).allocations;

describe('a month before it is closed', () => {
  test('says what closing waits for, and what it would share', async () => {
    expect(await month('2025-03')).toEqual({
      state: 'OPEN',
      closingBlockedBy: { code: 'EVIDENCE_MISSING', field: 'period' },
      preview: {
        base: '19999.99',
        pool: '2000.00',
        shares: [
          { beneficiary: '37132200100101', amount: '666.67' },
          { beneficiary: '37132200100102', amount: '1333.33' },
        ],
      },
      allocation: null,
    });
    expect(await unproven()).toEqual([{ node: { externalRef: 'C' } }]);
    must(await attachEvidence(county, operator, { agreement: AGREEMENT, externalRef: 'C', reference: '合同-1' }));
    expect(await unproven()).toEqual([]);
    expect(await month('2025-03')).toMatchObject({ closingBlockedBy: null });
  });

  test('that others come before has no preview; one that is not over says so', async () => {
    const blocked = (code: string) => ({ closingBlockedBy: { code }, preview: null });
    expect(await month('2025-04')).toMatchObject(blocked('EARLIER_PERIOD_OPEN'));
    const { closingBlockedBy } = await month('2025-06');
    expect(closingBlockedBy.code).toBe('EARLIER_PERIOD_OPEN');
  });

  test('is shown as it was closed: what the preview said', async () => {
    const { preview } = await month('2025-03');
    const { allocation } = must(
      await closePeriod(county, maker, { agreement: AGREEMENT, period: period('2025-03'), closings: 0 }),
    );
    expect(preview.shares).toEqual(
      allocation.lines.map(({ compound, amount }) => ({
        beneficiary: compound,
        amount: `${amount / 100n}.${String(amount % 100n).padStart(2, '0')}`,
      })),
    );
    expect(await month('2025-03')).toMatchObject({
      state: 'CLOSED',
      closingBlockedBy: null,
      preview: null,
      allocation: { state: 'COMPUTED', pool: '2000.00', approvalBlockedBy: null },
    });
  });
});

describe('a share before it is approved', () => {
  test('says what holds it up, until that is resolved', async () => {
    const key = { agreement: AGREEMENT, externalRef: 'S' };
    must(await disputeEntry(county, checker, { ...key, reason: '与流水不符' }));
    expect((await month('2025-03')).allocation.approvalBlockedBy).toEqual({ code: 'ENTRY_DISPUTED' });
    must(await resolveDispute(county, checker, { ...key, resolution: '已核对' }));
    expect((await month('2025-03')).allocation.approvalBlockedBy).toBeNull();
  });

  test('stands in the list of who may see it, and leaves it when it is decided', async () => {
    const waiting = { totalCount: 1, edges: [{ node: { period: '2025-03', state: 'COMPUTED' } }] };
    expect(await listed(checker, '{ state: COMPUTED }')).toEqual(waiting);
    expect(await listed(operator, '{ state: COMPUTED, period: "2025-03" }')).toEqual(waiting);
    expect(await listed(checker, `{ agreement: "${AGREEMENT}", period: "2025-04" }`)).toMatchObject({ totalCount: 0 });
    expect(await listed(checker, '{ county: "371301" }')).toBeNull();
    expect(await listed(stranger, '{ state: COMPUTED }')).toMatchObject({ totalCount: 0 });
    const current = await county.allocations.current({ county: '371322', code: AGREEMENT }, period('2025-03'));
    must(await approveAllocation(county, checker, current?.id ?? ''));
    expect(await listed(checker, '{ state: COMPUTED }')).toMatchObject({ totalCount: 0 });
    expect((await month('2025-03')).allocation.approvalBlockedBy).toBeNull();
  });
});
