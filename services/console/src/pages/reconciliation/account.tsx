/** A bank account: its workbench, its statements, its matches, and the statement of reconciliation that proves them. */
import { useParams } from 'react-router';
import { useChoice } from '../../kit/list-page.ts';
import { Views } from '../../kit/views.tsx';
import { textsOf, useTexts } from '../../language/text.ts';
import { Matches } from './matches.tsx';
import { ProofView } from './proof.tsx';
import { Statements } from './statements/statements.tsx';
import { Workbench } from './workbench/workbench.tsx';

const texts = textsOf({
  label: ['账户的各页', 'Pages of the account'],
  work: ['核销工作台', 'Workbench'],
  statements: ['对账单', 'Statements'],
  matches: ['核销记录', 'Matches'],
  proof: ['余额调节表', 'Proof of balance'],
});

const views = ['work', 'statements', 'matches', 'proof'] as const;

export default function Account() {
  const t = useTexts(texts);
  const { account = '' } = useParams();
  const [chosen] = useChoice('view', views);
  const shown = chosen ?? 'work';
  const tabs = <Views label={t.label} of={views.map((view) => [view, t[view]] as const)} shown={shown} />;
  switch (shown) {
    case 'work':
      return <Workbench key={account} account={account} tabs={tabs} />;
    case 'statements':
      return <Statements account={account} tabs={tabs} />;
    case 'matches':
      return <Matches account={account} tabs={tabs} />;
    case 'proof':
      return <ProofView account={account} tabs={tabs} />;
  }
}
