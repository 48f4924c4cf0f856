import { manualClock } from '@hh/kernel/clock.ts';
import type { Period } from '@hh/kernel/period.ts';
import { isRefusal, must, type Refusal } from '@hh/kernel/refusal.ts';
import type { Actor, Role } from '@hh/service/actor.ts';
import { createTestStore, type TestStore } from '@hh/service/testing/store.ts';
import { createWriter, type Writer, writerCollections } from '@hh/service/writer.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Books, createBooks } from './books.ts';
import { type BookMonth, ledgerCollections } from './ledger.ts';
import { proposeMonth, sealMonth } from './month.commands.ts';
import { accounts, transfer } from './testing/drafts.ts';

const clock = manualClock('2026-01-05T09:00:00+08:00');
const county = '371322';
const person = (id: string, ...roles: Role[]): Actor => ({
  kind: 'PERSON',
  id,
  grants: roles.map((role) => ({ role, scope: county })),
});
const maker = person('maker', 'FINANCE_MAKER');
const checker = person('checker', 'FINANCE_CHECKER');
/** One person under both rights. */
const both = person('maker', 'FINANCE_MAKER', 'FINANCE_CHECKER');

let store: TestStore;
let parts: { books: Books; writer: Writer };

beforeAll(async () => {
  store = await createTestStore([...ledgerCollections, ...writerCollections]);
  const { connection } = store;
  const writer = createWriter({ connection, clock });
  parts = { books: createBooks({ connection, book: 'economy', clock }), writer };
  const ledger = parts.books.of(county);
  await ledger.openAccounts(accounts);
  must(await ledger.post(transfer('a', '2025-01-10', '1221.OPERATOR', '2241.B01', 100n)));
});
afterAll(() => store.drop());

const command = (actor: Actor, period: string) => ({ actor, county: null, period: period as Period });
const told = (answer: BookMonth | Refusal) => (isRefusal(answer) ? answer.code : answer.state);

async function trail(period: string): Promise<unknown[]> {
  const rows = store.connection.collection('audit').find({ 'subject.id': `economy ${period}` });
  return (await rows.sort({ _id: 1 }).toArray()).map(({ action, actor, after }) => [action, actor.id, after.state]);
}

describe('sealing a month by two persons', () => {
  test('leaves one entry in the trail for each change, in the transaction of the change', async () => {
    expect(told(await sealMonth(parts, command(checker, '2025-01')))).toBe('SEALING_NOT_PROPOSED');
    expect(await trail('2025-01')).toEqual([]);
    for (const actor of [maker, both]) expect(told(await proposeMonth(parts, command(actor, '2025-01')))).toBe('OPEN');
    expect(told(await sealMonth(parts, command(both, '2025-01')))).toBe('SAME_PERSON');
    const deaf: Writer = {
      ...parts.writer,
      write: (work, once) => {
        const failing: typeof work = async (transaction) => {
          await work(transaction);
          throw new Error('the process ends here');
        };
        return parts.writer.write(failing, once);
      },
    };
    await expect(sealMonth({ ...parts, writer: deaf }, command(checker, '2025-01'))).rejects.toThrow('ends here');
    expect((await parts.books.of(county).month('2025-01' as Period)).state).toBe('OPEN');
    for (let times = 0; times < 2; times += 1)
      expect(told(await sealMonth(parts, command(checker, '2025-01')))).toBe('SEALED');
    expect(await trail('2025-01')).toEqual([
      ['proposeMonth', 'maker', 'OPEN'],
      ['sealMonth', 'checker', 'SEALED'],
    ]);
  });

  test('is no work for machines, nor for who lacks the right', async () => {
    expect(told(await proposeMonth(parts, command({ ...maker, kind: 'MACHINE' }, '2025-02')))).toBe(
      'MACHINE_NOT_ALLOWED',
    );
    expect(told(await proposeMonth(parts, command(checker, '2025-02')))).toBe('OUT_OF_SCOPE');
    expect(told(await sealMonth(parts, command(maker, '2025-02')))).toBe('OUT_OF_SCOPE');
    expect(await trail('2025-02')).toEqual([]);
  });
});
