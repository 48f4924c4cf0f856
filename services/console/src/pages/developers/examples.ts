/** Operations to begin with, each with who asks it; its variables have values. A test asks them as they stand. */
import { type Text, textsOf } from '../../language/text.ts';
import allocation from './examples/allocation.gql?raw';
import books from './examples/books.gql?raw';
import figureRows from './examples/figure-rows.gql?raw';
import figures from './examples/figures.gql?raw';
import home from './examples/home.gql?raw';
import postEntries from './examples/post-entries.gql?raw';
import publicRevenue from './examples/public-revenue.gql?raw';
import reconciliation from './examples/reconciliation.gql?raw';
import search from './examples/search.gql?raw';
import simulate from './examples/simulate.gql?raw';

/** Of the personas of the demonstration. */
export const askers = textsOf({
  'community-secretary': ['社区党总支书记', 'the secretary of a community'],
  operator: ['国企经办', 'a clerk of the operator'],
  'finance-maker': ['财务制单', 'a finance maker'],
  'finance-checker': ['财务复核', 'a finance checker'],
  auditor: ['审计', 'an auditor'],
});

interface Example {
  readonly name: string;
  readonly title: Text;
  /** Who of the demonstration asks; null is nobody. */
  readonly persona: keyof typeof askers | null;
  readonly query: string;
}

export const examples: readonly Example[] = [
  {
    name: 'home',
    title: ['社区首页：一次请求，跨所有服务', 'A first screen: one request, all services'],
    persona: 'community-secretary',
    query: home,
  },
  { name: 'figures', title: ['指标：任意一天的数值', 'Figures, at the end of any day'], persona: null, query: figures },
  {
    name: 'figure-rows',
    title: ['指标的明细、走势与公布数', 'The rows of a figure, how it grew, how it is published'],
    persona: null,
    query: figureRows,
  },
  {
    name: 'public-revenue',
    title: ['小区公共收益：无需登录', "A compound's public revenue, for everybody"],
    persona: null,
    query: publicRevenue,
  },
  {
    name: 'search',
    title: ['按名称或拼音首字母检索', 'Search by name or pinyin initials'],
    persona: null,
    query: search,
  },
  {
    name: 'post-entries',
    title: ['国企填报收支，可安全重发', 'Post revenue and costs; safe to send again'],
    persona: 'operator',
    query: postEntries,
  },
  {
    name: 'simulate',
    title: ['分成试算，不保存', 'What would be shared; stores nothing'],
    persona: 'finance-maker',
    query: simulate,
  },
  {
    name: 'allocation',
    title: ['分成说明：从金额到每笔收支', 'A share explained down to its entries'],
    persona: 'auditor',
    query: allocation,
  },
  {
    name: 'reconciliation',
    title: ['四方对账与差异', 'Four sides, and where they differ'],
    persona: 'finance-checker',
    query: reconciliation,
  },
  { name: 'books', title: ['两套账的试算平衡', 'The trial balance of both books'], persona: 'auditor', query: books },
];

/** Where an example opens, to be run. */
export function graphiqlAddress({ query, persona }: Example): string {
  const asked = new URLSearchParams({ query });
  if (persona) asked.set('persona', persona);
  return `/graphql?${asked}`;
}
