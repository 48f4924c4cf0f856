/** The mixed load of a soak: what people ask all day, documents that nobody has sent before, entries, and mistakes. */

/** Who asks, and what. */
export interface Ask {
  readonly persona: string;
  readonly query: string;
  readonly variables?: object;
  /** A code that the answer has to have; otherwise it has to be without errors. */
  readonly failsWith?: string;
}

const agreements = ['JV-0001', 'JV-0002', 'JV-0003', 'JV-0004', 'JV-0005', 'JV-0006'];
const months = Array.from({ length: 11 }, (_, index) => `2025-${String(index + 1).padStart(2, '0')}`);

const of = <T>(values: readonly T[], turn: number): T => values[turn % values.length] as T;

const everyday: readonly ((turn: number) => Ask)[] = [
  (turn) => ({
    persona: 'auditor',
    query: `query Explain($agreement: ID!, $period: YearMonth!) {
      agreement(code: $agreement) {
        name operator { name }
        allocation(period: $period) {
          state pool poolInWords lines { amount compound { code name publicRevenue { balance } } }
          entries(first: 50) { totalCount edges { node { externalRef kind amount } } }
          workflow { state steps { name state } }
        }
      }
    }`,
    variables: { agreement: of(agreements, turn), period: of(months, turn) },
  }),
  () => ({
    persona: 'resident',
    query:
      'query County { county(code: "371322") { name communities { code name zone { name } compounds { code name households } } } }',
  }),
  (turn) => ({
    persona: 'auditor',
    query: `query Trial($period: YearMonth!) {
      economyBook { trialBalance(period: $period) { balanced totalDebit accounts { code closing } } }
      ownersBook { trialBalance(period: $period) { balanced totalDebit } }
    }`,
    variables: { period: of(months, turn) },
  }),
  () => ({
    persona: 'finance-checker',
    query: 'query Parked { workflows(filter: { state: PARKED }, first: 20) { totalCount edges { node { id } } } }',
  }),
];

/** Parts of an agreement, each with an alias that no other document has: so its fetches are new to the subgraphs too. */
const parts: readonly ((n: number) => string)[] = [
  (n) => `n${n}: name`,
  (n) => `s${n}: state`,
  (n) => `o${n}: operator { uscc name }`,
  (n) => `t${n}: terms { from rateBp weights { weight compound { code name } } }`,
  (n) => `a${n}: allocation(period: "${of(months, n)}") { state pool lines { amount compound { name } } }`,
  (n) => `w${n}: allocation(period: "${of(months, n + 5)}") { workflow { state steps { name } } }`,
  (n) => `e${n}: allocation(period: "${of(months, n + 3)}") { entries(first: ${1 + (n % 20)}) { totalCount } }`,
];

/** The document with this number, unlike all others. */
export function distinctDocument(n: number): Ask {
  const chosen = parts.filter((_, index) => ((n >> index) & 1) === 1);
  const selection = [...chosen, ...(chosen.length === 0 ? parts.slice(0, 2) : [])].map((part) => part(n)).join(' ');
  return {
    persona: 'auditor',
    query: `query D${n} { agreement(code: "${of(agreements, n)}") { x${n}: code ${selection} } }`,
  };
}

/** New entries, and every third time some that were posted before. */
export function entries(turn: number, run: string): Ask {
  const number = turn % 3 === 2 ? turn - 2 : turn;
  const amount = `${100 + (number % 900)}.${10 + (number % 90)}`;
  const posted = Array.from({ length: 5 }, (_, index) => ({
    externalRef: `soak-${run}-${number}-${index}`,
    kind: 'REVENUE',
    amount,
    occurredOn: '2025-12-10',
  }));
  return {
    persona: 'operator',
    query: `mutation Post($input: PostEntriesInput!) {
      postEntries(input: $input) { ... on PostedEntries { posted duplicate rejected } ... on Refused { code } }
    }`,
    variables: { input: { agreement: 'JV-0001', entries: posted } },
  };
}

/** What a client gets wrong, each time in another way. */
function mistake(turn: number): Ask {
  return turn % 2 === 0
    ? { persona: 'resident', query: `{ nothing${turn} }`, failsWith: 'GRAPHQL_VALIDATION_FAILED' }
    : { persona: 'resident', query: `{ nothing${turn} `, failsWith: 'GRAPHQL_PARSE_FAILED' };
}

/** What comes next beside the distinct documents. */
export function mixed(turn: number, run: string): Ask {
  if (turn % 10 === 9) return mistake(turn);
  if (turn % 10 === 4) return entries(turn, run);
  return of(everyday, turn)(turn);
}
