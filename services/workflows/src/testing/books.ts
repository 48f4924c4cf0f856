/**
 * The two services of the profit share as the way to a subgraph sees them: their step mutations in the words of the
 * graph, executed, with keys that answer the first result again and change nothing.
 */
import type { AskGraph } from '@hh/service/service.ts';
import { buildSchema, graphql } from 'graphql';

const schema = buildSchema(`
  scalar Money
  scalar YearMonth
  enum Language { ZH EN }
  type Query { isUp: Boolean! }
  type Mutation {
    postAllocation(input: PostAllocationInput!): PostAllocationResult
    recordAllocationCredited(input: RecordAllocationCreditedInput!): RecordAllocationCreditedResult
    reverseAllocation(input: ReverseAllocationInput!): ReverseAllocationResult
    remindOfPayment(input: RemindOfPaymentInput!): RemindOfPaymentResult
    creditPublicRevenue(input: CreditPublicRevenueInput!): CreditPublicRevenueResult
    reverseCredit(input: ReverseCreditInput!): ReverseCreditResult
  }
  type Refused { code: String! message(language: Language): String! field: String }
  type AllocationPosted {
    journal: Int voucherNumber: String agreement: ID! agreementName: String! period: YearMonth! lines: [ShareLine!]!
    closedBy: ID! approvedBy: ID
  }
  type ShareLine { compound: ID! amount: Money! }
  type AllocationCredited { allocation: Allocation! }
  type Allocation { id: ID! state: String! }
  type AllocationReversed { journal: Int }
  type PaymentReminded { isDue: Boolean! }
  type PublicRevenueCredited { journal: Int }
  type CreditReversed { journal: Int }
  union PostAllocationResult = AllocationPosted | Refused
  union RecordAllocationCreditedResult = AllocationCredited | Refused
  union RemindOfPaymentResult = PaymentReminded | Refused
  union ReverseAllocationResult = AllocationReversed | Refused
  union CreditPublicRevenueResult = PublicRevenueCredited | Refused
  union ReverseCreditResult = CreditReversed | Refused
  input PostAllocationInput { key: ID! allocation: ID! }
  input RecordAllocationCreditedInput { key: ID! allocation: ID! ownersJournal: Int }
  input RemindOfPaymentInput { key: ID! allocation: ID! }
  input ReverseAllocationInput { key: ID! allocation: ID! reason: String! }
  input CreditPublicRevenueInput {
    key: ID! allocation: ID! agreement: ID! period: YearMonth! memo: String! lines: [ShareLineInput!]!
    preparedBy: ID approvedBy: ID
  }
  input ShareLineInput { compound: ID! amount: Money! }
  input ReverseCreditInput { key: ID! allocation: ID! reason: String! }
`);

interface Line {
  readonly compound: string;
  readonly amount: string;
}

type Input = { key: string; allocation: string; lines?: readonly Line[]; ownersJournal?: number; reason?: string };
type Answer = Record<string, unknown> & { __typename: string };

interface TestBooks {
  readonly ask: AskGraph;
  /** What was changed, in order: one line per effect, never per request. */
  readonly effects: string[];
  readonly states: Map<string, string>;
  /** Of every allocation: the lines it is posted with. */
  share(allocation: string, lines: readonly Line[]): void;
  /** From now on a mutation is refused; null to let it pass again. */
  refuse(mutation: string, code: string | null): void;
  /** Runs before every request of a mutation: may throw, as a network does, or hold it up. */
  before: (mutation: string, key: string) => Promise<void>;
}

const REFUSALS: Record<string, { zh: string; en: string }> = {
  MONTH_SEALED: { zh: '会计期间 2025-12 已封账', en: 'The book month 2025-12 is sealed' },
};

export function createTestBooks(): TestBooks {
  const lines = new Map<string, readonly Line[]>();
  const answers = new Map<string, Answer>();
  const refusals = new Map<string, string>();
  const economy = { seq: 0 };
  const owners = { seq: 0 };

  const books: TestBooks = {
    effects: [],
    states: new Map(),
    share: (allocation, shared) => {
      lines.set(allocation, shared);
      books.states.set(allocation, 'APPROVED');
    },
    refuse: (mutation, code) => (code ? refusals.set(mutation, code) : refusals.delete(mutation)),
    before: async () => {},
    ask: async <Data>(source: string, variableValues: Readonly<Record<string, unknown>>) => {
      const { data, errors } = await graphql({ schema, source, rootValue, variableValues });
      if (errors?.[0]) throw errors[0];
      return data as Data;
    },
  };

  const hasMoney = (each: readonly Line[] = []) => each.some(({ amount }) => amount !== '0.00');
  const rootValue = {
    postAllocation: once('postAllocation', ({ allocation }) => {
      const shared = lines.get(allocation) ?? [];
      books.states.set(allocation, 'POSTED');
      const journal = hasMoney(shared) ? ++economy.seq : null;
      const voucherNumber = journal && `2025-12 记-000${journal}`;
      const by = { closedBy: 'maker', approvedBy: 'checker' };
      const agreement = { agreement: 'JV-0001', agreementName: '红旗家政', period: '2025-12', ...by };
      return { __typename: 'AllocationPosted', journal, voucherNumber, ...agreement, lines: shared };
    }),
    creditPublicRevenue: once('creditPublicRevenue', (input) => {
      return { __typename: 'PublicRevenueCredited', journal: hasMoney(input.lines) ? ++owners.seq : null };
    }),
    recordAllocationCredited: once('recordAllocationCredited', ({ allocation }) => {
      books.states.set(allocation, 'CREDITED');
      return { __typename: 'AllocationCredited', allocation: { id: allocation, state: 'CREDITED' } };
    }),
    remindOfPayment: once('remindOfPayment', ({ allocation }) => {
      return { __typename: 'PaymentReminded', isDue: books.states.get(allocation) === 'CREDITED' };
    }),
    reverseCredit: once('reverseCredit', () => ({ __typename: 'CreditReversed', journal: ++owners.seq })),
    reverseAllocation: once('reverseAllocation', ({ allocation }) => {
      books.states.set(allocation, 'REJECTED');
      return { __typename: 'AllocationReversed', journal: ++economy.seq };
    }),
  };

  function once(mutation: string, effect: (input: Input) => Answer) {
    return async ({ input }: { input: Input }): Promise<Answer> => {
      await books.before(mutation, input.key);
      const known = answers.get(input.key);
      if (known) return known;
      const code = refusals.get(mutation);
      if (code) return { __typename: 'Refused', code, message: messageOf(code) };
      const answer = effect(input);
      answers.set(input.key, answer);
      books.effects.push(describe(mutation, input));
      return answer;
    };
  }

  return books;
}

/** graphql calls a function of the parent with the field's arguments. */
function messageOf(code: string) {
  return ({ language }: { language?: 'ZH' | 'EN' }) => REFUSALS[code]?.[language === 'EN' ? 'en' : 'zh'] ?? code;
}

function describe(mutation: string, { lines, ownersJournal, reason }: Input): string {
  const details = [
    ...(lines ?? []).map(({ compound, amount }) => `${compound} ${amount}`),
    ...(ownersJournal === undefined ? [] : [`journal ${ownersJournal}`]),
    ...(reason ? [reason] : []),
  ];
  return [mutation, ...details].join(', ');
}
