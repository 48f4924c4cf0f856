/** A month of the owners' book is sealed, and published for compounds: each by two persons of the demonstration. */
import type { Period } from '@hh/kernel/period.ts';
import { type As, accepted } from './seed-ventures.ts';

const SEALING = (mutation: string) =>
  `mutation($input: OwnersMonthInput!) { answer: ${mutation}(input: $input) { __typename ... on Refused { code message field } } }`;
const PREPARE =
  'mutation($input: PreparePublicationInput!) { answer: preparePublication(input: $input) { __typename ... on Publication { id } ... on Refused { code message field } } }';
const PUBLISH =
  'mutation($input: PublishPublicationInput!) { answer: publishPublication(input: $input) { __typename ... on Refused { code message field } } }';

const CLOSE =
  'mutation($input: CloseNoticeInput!) { answer: closeNotice(input: $input) { __typename ... on Refused { code message field } } }';
const NOTICES =
  'query($code: ID!) { compound(code: $code) { publicRevenue { publications(first: 20) { edges { node { notice { id state closesAt } } } } } } }';

interface KnownNotice {
  readonly id: string;
  readonly state: string;
  readonly closesAt: string;
}

/** Ends the notices of months whose days are over; that of the last month stays open to objections. */
export async function endNotices(as: As, compounds: readonly string[], now: Date): Promise<void> {
  const checker = as('finance-checker');
  for (const code of compounds) {
    const { compound } = await checker.ask<{
      compound: { publicRevenue: { publications: { edges: readonly { node: { notice: KnownNotice } }[] } } };
    }>(NOTICES, { code });
    const notices = compound.publicRevenue.publications.edges.map(({ node }) => node.notice);
    for (const { id, state, closesAt } of notices)
      if (state === 'PUBLISHED' && new Date(closesAt) <= now) await accepted(checker, CLOSE, { id });
  }
}

/** Every share of the month has to be credited. Answers the ids of the publications, in the order of the compounds. */
export async function publishMonth(as: As, period: Period, compounds: readonly string[]): Promise<readonly string[]> {
  const [maker, checker] = [as('finance-maker'), as('finance-checker')];
  await accepted(maker, SEALING('proposeOwnersMonth'), { period });
  await accepted(checker, SEALING('sealOwnersMonth'), { period });
  const published: string[] = [];
  for (const compound of compounds) {
    const input = { clientMutationId: `publication ${compound} ${period}`, compound, period };
    const { id } = await accepted<{ __typename: string; id: string }>(maker, PREPARE, input);
    await accepted(checker, PUBLISH, { id });
    published.push(id);
  }
  return published;
}
