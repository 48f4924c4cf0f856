/** Nodes and links of the drawing. What came to less than nothing has no width, and stands in the tables alone. */
import type { SpendingPurpose } from '../../graph/types.ts';
import { signOf } from '../../kit/money.tsx';
import type { MoneyFlowQuery } from './money-flow.generated.ts';

export type Money = NonNullable<MoneyFlowQuery['county']>['publishedMoney'];

interface Node {
  readonly id: string;
  readonly name: string;
  /** How far to the right it stands. */
  readonly depth: 0 | 1 | 2 | 3;
}

interface Link {
  readonly from: string;
  readonly to: string;
  readonly amount: string;
}

interface Words {
  readonly elsewhere: string;
  readonly before: string;
  readonly kept: string;
  readonly purpose: (purpose: SpendingPurpose) => string;
}

export function flowOf(
  money: Money,
  words: Words,
): { readonly nodes: readonly Node[]; readonly links: readonly Link[] } {
  const nodes = new Map<string, Node>();
  const links: Link[] = [];
  const node = (id: string, name: string, depth: Node['depth']) => {
    nodes.set(id, { id, name, depth });
    return id;
  };
  const link = (from: () => string, to: () => string, amount: string) => {
    if (signOf(amount) > 0) links.push({ from: from(), to: to(), amount });
  };

  for (const { agreement, source, operator, income, pool } of money.ventures) {
    const venture = () => node(`venture ${agreement}`, source, 1);
    const gained = income.filter(({ amount }) => signOf(amount) > 0);
    if (gained.length > 0) link(() => node(`enterprise ${operator}`, operator ?? words.elsewhere, 0), venture, pool);
    for (const { compound, amount } of gained) link(venture, () => compoundNode(compound), amount);
  }
  for (const { compound, otherIncome, kept, uses } of money.compounds) {
    const own = () => compoundNode(compound);
    link(() => node('elsewhere', words.elsewhere, 1), own, otherIncome);
    if (kept.startsWith('-')) link(() => node('before', words.before, 1), own, kept.slice(1));
    for (const { purpose, amount } of uses) link(own, () => node(`use ${purpose}`, words.purpose(purpose), 3), amount);
    link(own, () => node('kept', words.kept, 3), kept);
  }
  return { nodes: [...nodes.values()], links };

  function compoundNode({ code, name }: { readonly code: string; readonly name: string }): string {
    return node(`compound ${code}`, name, 2);
  }
}
