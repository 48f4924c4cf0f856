/** The demonstration's year, entered by its people: posts by the operators, closing and approval by two persons. */
import type { Period } from '@hh/kernel/period.ts';
import type { AskGraph } from '@hh/service/service.ts';
import { declaredOf } from './bank-lines.ts';
import { CLOSED_PERIODS, entriesOf, OPEN_PERIOD, operators, ventures } from './ventures.ts';

export type As = (persona: string) => { ask: AskGraph };

const REGISTER =
  'mutation($input: RegisterEnterpriseInput!) { answer: registerEnterprise(input: $input) { __typename ... on Refused { code message field } } }';
const CREATE =
  'mutation($input: CreateAgreementInput!) { answer: createAgreement(input: $input) { __typename ... on Refused { code message field } } }';
const ACTIVATE =
  'mutation($input: ActivateAgreementInput!) { answer: activateAgreement(input: $input) { __typename ... on Refused { code message field } } }';
const CLIENT =
  'mutation($input: CreateClientInput!) { answer: createClient(input: $input) { __typename ... on ClientCreated { client { id } secret } ... on Refused { code message field } } }';
const ROTATE =
  'mutation($input: ClientInput!) { answer: rotateClientSecret(input: $input) { __typename ... on ClientSecretRotated { secret } ... on Refused { code message field } } }';
const POST =
  'mutation($input: PostEntriesInput!) { answer: postEntries(input: $input) { __typename ... on PostedEntries { rejected } ... on Refused { code message field } } }';
const DECLARE =
  'mutation($input: DeclareShareInput!) { answer: declareShare(input: $input) { __typename ... on Refused { code message field } } }';
const CLOSE =
  'mutation($input: ClosePeriodInput!) { answer: closePeriod(input: $input) { __typename ... on PeriodClosed { allocation { id state pool } } ... on Refused { code message field } } }';
const APPROVE =
  'mutation($input: ApproveAllocationInput!) { answer: approveAllocation(input: $input) { __typename ... on Refused { code message field } } }';

interface Refused {
  readonly __typename: 'Refused';
  readonly code: string;
  readonly message: string;
  readonly field: string | null;
}

/** A refusal here would be a mistake in the demonstration's own data. */
export async function accepted<Answer extends { readonly __typename: string }>(
  person: { ask: AskGraph },
  document: string,
  input: object,
): Promise<Answer> {
  const { answer } = await person.ask<{ answer: Answer | Refused }>(document, { input });
  if (answer.__typename === 'Refused') {
    const { code, message, field } = answer as Refused;
    throw new Error(`the demonstration is refused: ${code} ${field ?? ''} ${message}`);
  }
  return answer as Answer;
}

export interface MadeClient {
  readonly id: string;
  readonly secret: string;
}

/** Registers the operators, agrees with each on its venture, and makes the machine of the first. */
export async function openVentures(as: As): Promise<MadeClient> {
  for (const operator of operators) await accepted(as('finance-maker'), REGISTER, operator);
  for (const venture of ventures) {
    await accepted(as('finance-maker'), CREATE, venture);
    await accepted(as('finance-checker'), ACTIVATE, { agreement: venture.code });
  }
  return await makeClient(as('operator'), operators[0]?.uscc ?? '');
}

/** A secret is told once, and a start that was killed has told it to nobody: then the client gets another one. */
async function makeClient(clerk: { ask: AskGraph }, enterprise: string): Promise<MadeClient> {
  const made = await accepted<{ __typename: string; client: { id: string }; secret: string | null }>(clerk, CLIENT, {
    enterprise,
    name: 'posting',
  });
  const { id } = made.client;
  if (made.secret !== null) return { id, secret: made.secret };
  const { secret } = await accepted<{ __typename: string; secret: string }>(clerk, ROTATE, { client: id });
  return { id, secret };
}

/**
 * Only two operators have a person in the demonstration; for the others the people of theirs are named by the code of
 * the enterprise, `partner:<code>`.
 */
export async function settleYear(
  as: As,
  progress: (line: string) => void,
  closed: readonly Period[] = CLOSED_PERIODS,
): Promise<void> {
  for (const period of closed) await settleVentures(as, period, progress);
  await postOpenPeriod(as, progress);
}

/** A month that is over: what was entered for it, closed and approved. */
export async function settleVentures(as: As, period: Period, progress: (line: string) => void): Promise<void> {
  for (const [index, { code, operator }] of ventures.entries()) {
    const partner = as(`partner:${operator}`);
    await post(partner, code, entriesOf(index, period));
    await share(as, partner, code, period);
  }
  progress(`${period} posted, closed and approved`);
}

/** The month that is still open. */
export async function postOpenPeriod(as: As, progress: (line: string) => void): Promise<void> {
  for (const [index, { code, operator }] of ventures.entries())
    await post(as(`partner:${operator}`), code, entriesOf(index, OPEN_PERIOD));
  progress(`${OPEN_PERIOD} posted`);
}

async function post(partner: { ask: AskGraph }, agreement: string, entries: readonly object[]): Promise<void> {
  const { rejected } = await accepted<{ __typename: string; rejected: number }>(partner, POST, { agreement, entries });
  if (rejected > 0) throw new Error(`${agreement}: ${rejected} entries of the demonstration are rejected`);
}

async function share(as: As, partner: { ask: AskGraph }, agreement: string, period: Period): Promise<void> {
  const { allocation } = await accepted<{
    __typename: string;
    allocation: { id: string; state: string; pool: string };
  }>(as('finance-maker'), CLOSE, { agreement, period });
  const amount = declaredOf(agreement, period, allocation.pool);
  if (amount !== null) await accepted(partner, DECLARE, { agreement, period, amount });
  if (allocation.state === 'COMPUTED') await accepted(as('finance-checker'), APPROVE, { allocation: allocation.id });
}
