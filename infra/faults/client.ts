/**
 * Clients that never give up: whoever hears nothing sends the same again, to whichever process is there. So everything is
 * acknowledged in the end, and everything may have arrived more than once.
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { Victim } from './victim.ts';

// biome-ignore lint/suspicious/noExplicitAny: the answer of any mutation
type Answer = any;

export interface Client {
  /** Sends mutations as somebody; `onceMore` are the refusals that tell a repetition that it was done before. */
  as(persona: string): (mutation: string, input: object, onceMore?: readonly string[]) => Promise<Answer>;
  /** What a person sees. */
  look<Data>(persona: string, query: string, variables: object): Promise<Data>;
  upload(agreement: string, file: string): Promise<void>;
  /** Sends a bank's file to an account; it is worked off after that. */
  bring(account: string, fileName: string, file: string): Promise<void>;
  /** Waits until nothing moves by itself any more. */
  settle(): Promise<void>;
}

export interface Ways {
  /** The processes that take requests now; waits until there is one. */
  open(): Promise<readonly Victim[]>;
  /** Aborted when nobody answers at this one any more. */
  gone(victim: Victim): AbortSignal;
  settle(): Promise<void>;
  isTwice: boolean;
}

/** Whose input is not named after them. */
const inputs: Readonly<Record<string, string>> = {
  proposeEconomyMonth: 'EconomyMonth',
  sealEconomyMonth: 'EconomyMonth',
  proposeOwnersMonth: 'OwnersMonth',
  sealOwnersMonth: 'OwnersMonth',
  rotateClientSecret: 'Client',
  revokeClient: 'Client',
  preparePublications: 'PublicationsOfMonth',
  publishPublications: 'PublicationsOfMonth',
  assertEconomyBalance: 'EconomyBalance',
  assertOwnersBalance: 'OwnersBalance',
  proposeEconomyYear: 'EconomyYear',
  carryEconomyYear: 'EconomyYear',
};
const results: Readonly<Record<string, string>> = {
  createClient: 'ClientCreated { client { id } }',
  createAgreement: 'AgreementCreated { agreement { version } }',
  activateAgreement: 'AgreementActivated { agreement { version } }',
  amendTerms: 'TermsAmended { agreement { version } }',
  closePeriod: 'PeriodClosed { allocation { id } }',
  postEntries: 'PostedEntries { rejected }',
  confirmMatch: 'MatchConfirmed { match { id } }',
  confirmSuggestions: 'MatchBatchBegun { batch { id } }',
  undoMatchBatch: 'MatchBatchBegun { batch { id } }',
  approveMatchBatch: 'MatchBatchBegun { batch { id } }',
  assertEconomyBalance: 'EconomyAssertion { assertion { id } }',
  assertOwnersBalance: 'OwnersAssertion { assertion { id } }',
};
const PATIENCE_MS = 90_000;
const ANSWER_MS = 20_000;
const PAUSE_MS = 60;

class Unanswered extends Error {}
/** An answer that must not be. */
export class Wrong extends Error {}

export function createClient(ways: Ways): Client {
  const tokens = new Map<string, string>();

  async function tokenOf(victim: Victim, persona: string): Promise<string> {
    const key = `${victim.base} ${persona}`;
    const known = tokens.get(key);
    if (known) return known;
    const answer = await send(victim, '/auth/demo', { headers: json, body: JSON.stringify({ persona }) });
    if (answer.status !== 200) throw new Unanswered(`${answer.status} to a sign-in`);
    const { access_token } = (await answer.json()) as { access_token: string };
    tokens.set(key, access_token);
    return access_token;
  }

  const send = (victim: Victim, path: string, request: RequestInit) =>
    fetch(`${victim.base}${path}`, {
      method: 'POST',
      ...request,
      signal: AbortSignal.any([ways.gone(victim), AbortSignal.timeout(ANSWER_MS)]),
    }).catch((error: unknown) => {
      throw new Unanswered(`${path}: ${error}`);
    });

  /** Until one try is answered; `tries` is told how many went unanswered before. */
  async function insist<T>(attempt: (victim: Victim, tries: number) => Promise<T>, which: number): Promise<T> {
    const until = performance.now() + PATIENCE_MS;
    for (let tries = 0; ; tries += 1) {
      const victims = await ways.open();
      const victim = victims[(which + tries) % victims.length] as Victim;
      try {
        return await attempt(victim, tries);
      } catch (error) {
        if (!(error instanceof Unanswered)) throw error;
        if (performance.now() > until) throw new Wrong(`never acknowledged: ${error.message}`);
        await wait(PAUSE_MS);
      }
    }
  }

  /** `what` it is about, for what goes wrong. */
  async function ask(victim: Victim, persona: string, what: string, question: object): Promise<Answer> {
    const authorization = `Bearer ${await tokenOf(victim, persona)}`;
    const body = JSON.stringify(question);
    const answer = await send(victim, '/graphql', { headers: { ...json, authorization }, body });
    const { data, errors } = (await answer.json().catch((error: unknown) => {
      throw new Unanswered(`${what}: ${error}`);
    })) as { data?: Answer; errors?: readonly { message: string; extensions?: { code?: string } }[] };
    if (data && !errors) return data;
    // One that is still starting says that it is, and nothing of what was asked.
    if (!errors) throw new Unanswered(`${what}: ${answer.status}`);
    const codes = errors.map(({ message, extensions }) => `${extensions?.code} ${message}`).join(', ');
    if (errors.some(({ extensions }) => callerCodes.has(extensions?.code ?? ''))) throw new Wrong(`${what}: ${codes}`);
    throw new Unanswered(`${what}: ${codes}`);
  }

  async function mutate(victim: Victim, persona: string, mutation: string, input: object): Promise<Answer> {
    return (await ask(victim, persona, mutation, { query: documentOf(mutation), variables: { input } })).answer;
  }

  async function uploaded(victim: Victim, persona: string, path: string, file: string): Promise<void> {
    const authorization = `Bearer ${await tokenOf(victim, persona)}`;
    const headers = { 'content-type': 'text/csv', authorization };
    const answer = await send(victim, path, { headers, body: file });
    if (answer.status === 202) return;
    if (answer.status < 500) throw new Wrong(`an upload is answered ${answer.status}: ${await answer.text()}`);
    throw new Unanswered(`an upload is answered ${answer.status}`);
  }

  /** By one client, or by two at once. */
  const clients = async <T>(one: (which: number) => Promise<T>): Promise<readonly T[]> =>
    await Promise.all(ways.isTwice ? [one(0), one(1)] : [one(0)]);

  return {
    as:
      (persona) =>
      async (mutation, input, onceMore = []) => {
        const answers = await clients((which) =>
          insist(async (victim, tries) => {
            const answer = await mutate(victim, persona, mutation, input);
            const mayRefuse = (tries > 0 || ways.isTwice) && onceMore.includes(answer.code);
            if (answer.__typename === 'Refused' && !mayRefuse)
              throw new Wrong(`${mutation} is refused: ${answer.code} ${answer.message}`);
            if (answer.rejected > 0) throw new Wrong(`${mutation}: ${answer.rejected} entries are rejected`);
            return answer;
          }, which),
        );
        const ids = new Set(
          answers.flatMap(
            ({ allocation, match, batch, assertion }) => (allocation ?? match ?? batch ?? assertion)?.id ?? [],
          ),
        );
        if (ids.size > 1) throw new Wrong(`${mutation} answers two clients with two results`);
        return answers[0];
      },
    look: (persona, query, variables) => insist((victim) => ask(victim, persona, 'a look', { query, variables }), 0),
    upload: async (agreement, file) => {
      const path = `/api/agreements/${agreement}/statements`;
      await clients((which) => insist((victim) => uploaded(victim, 'operator', path, file), which));
      await ways.settle();
    },
    bring: async (account, fileName, file) => {
      const path = `/api/bank-accounts/${account}/statements?fileName=${encodeURIComponent(fileName)}`;
      await clients((which) => insist((victim) => uploaded(victim, 'finance-maker', path, file), which));
    },
    settle: () => ways.settle(),
  };
}

const json = { 'content-type': 'application/json' };
/** What a caller did wrong; no fault may bring these about. */
const callerCodes = new Set(['FORBIDDEN', 'UNAUTHENTICATED', 'BAD_USER_INPUT', 'GRAPHQL_VALIDATION_FAILED']);

function documentOf(mutation: string): string {
  const input = `${inputs[mutation] ?? mutation.charAt(0).toUpperCase() + mutation.slice(1)}Input`;
  const result = results[mutation];
  return `mutation($input: ${input}!) { answer: ${mutation}(input: $input) { __typename ... on Refused { code message }${result ? ` ... on ${result}` : ''} } }`;
}
