import type { Refusal } from '@hh/kernel/refusal.ts';
import type { Actor } from '@hh/service/actor.ts';
import type { Writer } from '@hh/service/writer.ts';
import type { AccountStore, DemoAccount } from './account.store.ts';

/** Opens the accounts of the demonstration. */
export async function openDemoAccounts(
  { writer, accounts }: { writer: Writer; accounts: AccountStore },
  actor: Actor,
  drafts: readonly DemoAccount[],
): Promise<number | Refusal> {
  return await writer.write(async ({ session, audit }) => {
    await accounts.save(drafts, session);
    for (const { county, persona, person, grants } of drafts) {
      audit({
        county,
        actor,
        action: 'openDemoAccounts',
        subject: { type: 'Account', id: persona },
        after: { person, grants },
      });
    }
    return drafts.length;
  });
}
