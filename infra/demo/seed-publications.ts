/** A month of the owners' book is sealed, and published for compounds: each by two persons of the demonstration. */
import type { Period } from '@hh/kernel/period.ts';
import { type As, accepted } from './seed-ventures.ts';

const SEALING = (mutation: string) =>
  `mutation($input: OwnersMonthInput!) { answer: ${mutation}(input: $input) { __typename ... on Refused { code message field } } }`;
const PREPARE =
  'mutation($input: PreparePublicationInput!) { answer: preparePublication(input: $input) { __typename ... on Publication { id } ... on Refused { code message field } } }';
const PUBLISH =
  'mutation($input: PublishPublicationInput!) { answer: publishPublication(input: $input) { __typename ... on Refused { code message field } } }';

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
