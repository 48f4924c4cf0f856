/** What finance staff see of a bank account: its statements, its newest lines, what is matched of them and what suggested. */
import { type Fen, formatMoney } from '@hh/kernel/money.ts';
import { type Client, Wrong } from './client.ts';

interface Edges<Node> {
  readonly edges: readonly { readonly node: Node }[];
}

interface Seen {
  readonly imports: object;
  readonly statements: Edges<{ readonly id: string; readonly state: string; readonly version: number }>;
  readonly lines: Edges<SeenLine>;
}

export interface SeenLine {
  readonly id: string;
  readonly amount: string;
  readonly matches: readonly { readonly id: string; readonly state: string }[];
  readonly suggestions: readonly {
    readonly id: string;
    readonly rule: string;
    readonly returns: { readonly id: string } | null;
    readonly journals: readonly { readonly item: { readonly id: string } }[];
  }[];
}

const LOOK = `query ($code: ID!) { bankAccount(code: $code) {
  imports(last: 1) { edges { node { state problem { message } } } }
  statements(first: 3) { edges { node { id state version } } }
  lines(last: 20) { edges { node {
    id amount matches { id state } suggestions { id rule returns { id } journals { item { id } } }
  } } }
} }`;

/** Its newest statements first, its newest lines in their order. */
export async function look(client: Client, code: string): Promise<Seen> {
  return (await client.look<{ bankAccount: Seen }>('finance-maker', LOOK, { code })).bankAccount;
}

/** The newest line of this amount. */
export function lineOf({ lines, imports }: Seen, amount: Fen): SeenLine {
  const found = lines.edges.findLast(({ node }) => node.amount === formatMoney(amount));
  if (!found) throw new Wrong(`the bank's line of ${formatMoney(amount)} is not there: ${JSON.stringify(imports)}`);
  return found.node;
}

const BATCH = `query ($id: ID!) { matchBatch(id: $id) {
  state matches { edges { node { id } } } refusals { edges { node { code } } }
} }`;

export async function onlyMatchOf(client: Client, id: string): Promise<string> {
  const { matchBatch } = await client.look<{ matchBatch: { readonly matches: Edges<{ readonly id: string }> } }>(
    'finance-checker',
    BATCH,
    { id },
  );
  const [match, ...others] = matchBatch.matches.edges;
  if (!match || others.length > 0) throw new Wrong(`the batch has not made one match: ${JSON.stringify(matchBatch)}`);
  return match.node.id;
}
