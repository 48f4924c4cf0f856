/** What hiring means beside the application: a hire, and a place of the posting less. */

import { dateOf } from '@hh/kernel/period.ts';
import { isRefusal, refuse } from '@hh/kernel/refusal.ts';
import { enterRows, type RegisterParts } from '@hh/service/register/commands.ts';
import type { Effect, Row } from '@hh/service/register/register.ts';
import type { RegisterStore } from '@hh/service/register/store.ts';
import { checkHeadcount } from './talent.ts';

type Within = Parameters<Effect>[1];

/**
 * The posting is written whenever somebody is hired: two who take its last place meet there, and the second finds it
 * full.
 */
export const hire: Effect = async (application, within) => {
  const { parts, session } = within;
  const posting = await ofType(parts, 'JobPosting').get(application.posting, session);
  if (posting?.state !== 'PUBLISHED' && posting?.state !== 'EXPIRED') return refuse('POSTING_CLOSED', { field: 'id' });
  const taken = await ofType(parts, 'Hire').find({ posting: posting.id, endedOn: null }, session);
  const full = checkHeadcount(posting.headcount, taken.length);
  if (full) return full.at('id');
  const isLast = taken.length + 1 === posting.headcount;
  await change(within, 'hireApplicant', posting, { state: isLast ? 'FILLED' : posting.state });
  const { posting: of, person, startedOn } = application;
  const input = { application: application.id, posting: of, person, startedOn };
  const entered = await enterRows(parts, ofType(parts, 'Hire').definition, within.actor, [{ input }], within);
  return isRefusal(entered) ? entered : undefined;
};

/** It counts from the day on which it is confirmed. */
export const settleHire: Effect = async (application, within) => {
  const found = await hireOf(application, within);
  const confirmedOn = dateOf(within.parts.clock.now());
  if (found) await change(within, 'confirmHire', found, { confirmedBy: within.actor.id, confirmedOn });
  return undefined;
};

/** Who leaves before it is confirmed leaves the place open. */
export const endHire: Effect = async (application, within) => {
  const found = await hireOf(application, within);
  if (!found) return undefined;
  await change(within, 'withdrawApplication', found, { endedOn: dateOf(within.parts.clock.now()) });
  const posting = await ofType(within.parts, 'JobPosting').get(application.posting, within.session);
  if (posting?.state === 'FILLED') await change(within, 'withdrawApplication', posting, { state: 'PUBLISHED' });
  return undefined;
};

async function hireOf({ id, county }: Row, { parts, session }: Within): Promise<Row | null> {
  const [found] = await ofType(parts, 'Hire').find({ county, application: id, endedOn: null }, session);
  return found ?? null;
}

export function ofType({ stores }: RegisterParts, type: string): RegisterStore {
  const store = stores.get(type);
  if (!store) throw new Error(`${type} is not a register of this service`);
  return store;
}

async function change(
  { parts, session, audit, actor }: Within,
  action: string,
  row: Row,
  changes: Readonly<Record<string, unknown>>,
): Promise<void> {
  const type = 'headcount' in row ? 'JobPosting' : 'Hire';
  const at = { updatedAt: parts.clock.now() };
  if (!(await ofType(parts, type).change(row, {}, { ...changes, ...at }, session)))
    throw new Error(`${type} ${row.id} changed inside of a transaction`);
  const before = Object.fromEntries(Object.keys(changes).map((field) => [field, row[field]]));
  audit({ county: row.county, actor, action, subject: { type, id: row.id }, before, after: changes });
}
