import { PremisesUsed } from '@hh/events/premises-used.ts';
import { isRefusal } from '@hh/kernel/refusal.ts';
import { moveRow } from '@hh/service/register/commands.ts';
import type { Effect, Row } from '@hh/service/register/register.ts';
import { premises } from './premises.store.ts';
import { recovery } from './premises.ts';

/** What is handed over is recovered by it, on that day. */
export const recoverPremises: Effect = async ({ premises: id, handedOverOn }, { actor, parts, ...transaction }) => {
  const row = (await parts.stores.get('Premises')?.get(id, transaction.session)) as Row;
  const transition = { ...recovery, decide: () => ({ recoveredOn: handedOverOn }) };
  const moved = await moveRow(
    parts,
    premises,
    { mutation: 'recoverPremises', transition, row, taken: {}, actor },
    transaction,
  );
  return isRefusal(moved) ? moved : undefined;
};

/** Organization is told that they are taken: a station that opened in them at the same moment moves out again. */
export const tellOrganization: Effect = async ({ id, county }, { announce }) => {
  announce(PremisesUsed, county, { premises: id });
  return undefined;
};
