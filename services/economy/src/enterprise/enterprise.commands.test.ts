import { must } from '@hh/kernel/refusal.ts';
import { usccFor } from '@hh/kernel/uscc.ts';
import { createContext } from '@hh/service/context.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  COUNTY,
  checker,
  createTestCounty,
  machine,
  maker,
  OPERATOR,
  person,
  type TestCounty,
} from '../testing/county.ts';
import { authenticateClient, createClient, revokeClient, rotateSecret } from './client.commands.ts';
import { registerEnterprise } from './enterprise.commands.ts';
import { createEnterpriseResolvers } from './enterprise.resolvers.ts';

let county: TestCounty;

beforeAll(async () => {
  county = await createTestCounty('2026-01-05T09:00:00+08:00');
});
afterAll(async () => {
  await county.stop();
});

const own = person('their-accountant', `PARTNER@${OPERATOR}`);
const stranger = person('another', `PARTNER@${usccFor(COUNTY, 'MA000002')}`);
const made = async (name: string) => {
  const { client, secret } = must(await createClient(county, own, { enterprise: OPERATOR, name }));
  if (secret === null) throw new Error('a new client has a secret');
  return { id: client.id, secret };
};
const isGood = async (id: string, secret: string) => (await authenticateClient(county, id, secret)) !== null;

describe('registering an enterprise', () => {
  const shop = { uscc: usccFor(COUNTY, 'MA000011'), name: ' 幸福便利店 ', kind: 'PRIVATE', trade: '零售' } as const;

  test('the same again answers the first, other content under the code is refused', async () => {
    const first = must(await registerEnterprise(county, maker, shop));
    expect(first).toMatchObject({ name: '幸福便利店', kind: 'PRIVATE' });
    expect(must(await registerEnterprise(county, maker, shop))).toEqual(first);
    expect(await registerEnterprise(county, maker, { ...shop, kind: 'STATE' })).toMatchObject({
      code: 'ALREADY_EXISTS',
    });
  });

  test.each([
    ['a wrong check character', '91371322MA0000011A'],
    ['seventeen characters', '91371322MA0000011'],
    ['a letter the standard leaves out', '9137132ZMA0000011X'],
  ])('a code with %s is refused', async (_, uscc) => {
    expect(await registerEnterprise(county, maker, { ...shop, uscc })).toMatchObject({
      code: 'USCC_INVALID',
      field: 'uscc',
    });
  });

  test('a machine may not, whatever role it holds', async () => {
    const asMaker = { ...machine, grants: maker.grants };
    expect(await registerEnterprise(county, asMaker, shop)).toMatchObject({ code: 'MACHINE_NOT_ALLOWED' });
  });

  test('a checker has not the right', async () => {
    expect(await registerEnterprise(county, checker, shop)).toMatchObject({ code: 'OUT_OF_SCOPE' });
  });
});

describe('the machines of an enterprise', () => {
  test('a secret is shown once, and only its hash is kept', async () => {
    const { id, secret } = await made('财务系统');
    expect(await isGood(id, secret)).toBe(true);
    expect(await isGood(id, `${secret}x`)).toBe(false);
    expect(await isGood('client-unknown', secret)).toBe(false);
    expect(await isGood('client-unknown', '')).toBe(false);
    const stored = JSON.stringify(await county.connection.collection('clients').find().toArray());
    expect(stored).not.toContain(secret);
    const again = must(await createClient(county, own, { enterprise: OPERATOR, name: '财务系统' }));
    expect(again).toMatchObject({ client: { id }, secret: null });
  });

  test('while one secret replaces another both are valid; a third makes the first invalid', async () => {
    const { id, secret: first } = await made('收银系统');
    const { secret: second } = must(await rotateSecret(county, own, id));
    expect([await isGood(id, first), await isGood(id, second)]).toEqual([true, true]);
    const { secret: third } = must(await rotateSecret(county, own, id));
    expect([await isGood(id, first), await isGood(id, second), await isGood(id, third)]).toEqual([false, true, true]);
  });

  test('a revoked client signs in no more and gets no further secret', async () => {
    const { id, secret } = await made('旧系统');
    for (const _ of [1, 2]) expect(must(await revokeClient(county, own, id))).toMatchObject({ id, secretHashes: [] });
    expect((await county.auditOf('revokeClient')).filter(({ subject }) => subject.id === id)).toHaveLength(1);
    expect(await isGood(id, secret)).toBe(false);
    expect(await rotateSecret(county, own, id)).toMatchObject({ code: 'STATE_NOT_ALLOWED' });
  });

  test('nobody manages the machines of another enterprise, nor learns that they exist', async () => {
    const { id } = await made('对账系统');
    expect(await createClient(county, stranger, { enterprise: OPERATOR, name: '别家' })).toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await rotateSecret(county, stranger, id)).toMatchObject({ code: 'NOT_FOUND' });
    expect(await revokeClient(county, stranger, id)).toMatchObject({ code: 'NOT_FOUND' });
  });

  test('each change stands in the trail of the county', async () => {
    const trail = await county.auditOf('rotateClientSecret');
    expect(trail).toHaveLength(2);
    expect(trail[0]).toMatchObject({ county: COUNTY, actor: { kind: 'PERSON', id: 'their-accountant' } });
    expect(JSON.stringify(trail)).not.toContain('secret":');
  });

  test('the trail says what a machine is called, whoever else has its id', async () => {
    const { id } = await made('trail');
    const { AuditEntry } = createEnterpriseResolvers(county) as {
      AuditEntry: { machine: (...asked: unknown[]) => unknown };
    };
    const told = (by: string, byKind: string) =>
      AuditEntry.machine({ by, byKind }, {}, createContext({ actor: null, language: 'zh', requestId: 'r' }));
    expect(await told(id, 'MACHINE')).toBe('trail');
    expect(await told('gone', 'MACHINE')).toBeNull();
    expect(await told(id, 'PERSON')).toBeNull();
  });
});
