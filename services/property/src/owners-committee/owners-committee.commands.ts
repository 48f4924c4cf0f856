import { AppointmentChanged } from '@hh/events/appointment-changed.ts';
import type { EventEnvelope } from '@hh/events/event.ts';
import type { LocalDate } from '@hh/kernel/period.ts';
import { isRefusal } from '@hh/kernel/refusal.ts';
import type { Connection, Session } from '@hh/service/mongo.ts';
import { enterRows } from '@hh/service/register/commands.ts';
import type { Effect, Row } from '@hh/service/register/register.ts';
import { createSecretaryStore, members } from './owners-committee.store.ts';

/** The second rung of the ladder is the secretary of a compound's branch. */
const BRANCH_SECRETARY = 2;

/** Keeps who is and was secretary of each compound's branch. */
export function rememberSecretaries(connection: Connection) {
  const secretaries = createSecretaryStore(connection);
  return async ({ payload }: EventEnvelope, session: Session): Promise<void> => {
    const { appointment: id, rung, version, place, person, since, until } = AppointmentChanged.schema.parse(payload);
    if (rung !== BRANCH_SECRETARY) return;
    const days = { since: since as LocalDate, until: until as LocalDate | null };
    await secretaries.save({ id, version, place, person, ...days }, session);
  };
}

type Doing = Parameters<Effect>[1];

/** Those who were elected serve from the day on which the committee takes office. */
export const beginTerms: Effect = async (committee, doing) =>
  await begin(committee, committee.elected, committee.inOfficeSince, doing);

/** Nobody serves in a committee that is over. */
export const endTerms: Effect = async (committee, doing) => {
  await end(committee, committee.elected, committee.inOfficeUntil, doing);
  return undefined;
};

/** The director before and the director after serve on, each in the other part. */
export const exchangeDirectors: Effect = async (committee, doing) => {
  const both = [doing.before?.director, committee.director];
  const today = doing.parts.clock.today();
  await end(committee, both, today, doing);
  return await begin(committee, both, today, doing);
};

async function begin(
  { id, director, branchMembers }: Row,
  persons: readonly string[],
  since: string,
  { parts, actor, ...transaction }: Doing,
) {
  const entries = persons.map((person) => {
    const [isDirector, isBranchMember] = [person === director, branchMembers.includes(person)];
    return { input: { committee: id, person, isDirector, isBranchMember, since } };
  });
  const entered = await enterRows(parts, members, actor, entries, transaction);
  return isRefusal(entered) ? entered : undefined;
}

async function end({ id, county }: Row, persons: readonly string[], until: string, { parts, session }: Doing) {
  const store = parts.stores.get('OwnersCommitteeMember');
  const serving = await store?.find({ county, committee: id, person: { $in: [...persons] }, until: null }, session);
  for (const row of serving ?? []) await store?.change(row, {}, { until }, session);
}
