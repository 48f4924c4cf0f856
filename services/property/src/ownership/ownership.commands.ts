import { isRefusal } from '@hh/kernel/refusal.ts';
import { enterRows } from '@hh/service/register/commands.ts';
import type { Effect } from '@hh/service/register/register.ts';
import { ownerships } from './ownership.store.ts';

/** The new owners, from the day on which the ownership of the old ones ended. */
export const beginNext: Effect = async ({ dwelling }, { taken, actor, parts, ...transaction }) => {
  const entered = await enterRows(parts, ownerships, actor, [{ input: { ...taken, dwelling } }], transaction);
  return isRefusal(entered) ? entered : undefined;
};
