/** Where the bank and the books meet: accounts to work on, what does not agree, and each share on its four sides. */
import { useChoice } from '../../kit/list-page.ts';
import { PageHead } from '../../kit/page-head.tsx';
import { Views } from '../../kit/views.tsx';
import { textsOf, useTexts } from '../../language/text.ts';
import { hasRole } from '../../session/roles.ts';
import { useViewer } from '../../session/viewer.tsx';
import { Accounts } from './accounts.tsx';
import { Breaks } from './breaks/breaks.tsx';
import { OpenAccount } from './open-account.tsx';
import { Shares } from './shares.tsx';
import { WaitingStatements } from './waiting-statements.tsx';

const texts = textsOf({
  title: ['对账', 'Reconciliation'],
  about: [
    '导入银行对账单，核销流水，处理差异，由另一人签认。金额单位：元。',
    'Import what the bank shows, match it, clear what does not agree, and have a second person sign. Amounts in yuan.',
  ],
  accounts: ['银行账户', 'Bank accounts'],
  statements: ['待签认', 'To sign'],
  breaks: ['差异', 'Breaks'],
  shares: ['四方对账', 'Four sides'],
});

const views = ['accounts', 'statements', 'breaks', 'shares'] as const;

export default function Reconciliation() {
  const t = useTexts(texts);
  const { grants } = useViewer();
  const [chosen] = useChoice('view', views);
  const shown = chosen ?? 'accounts';
  return (
    <>
      <PageHead title={t.title} about={t.about} actions={hasRole(grants, 'FINANCE_CHECKER') && <OpenAccount />} />
      <Views label={t.title} of={views.map((view) => [view, t[view]] as const)} shown={shown} />
      {shown === 'accounts' && <Accounts />}
      {shown === 'statements' && <WaitingStatements />}
      {shown === 'breaks' && <Breaks />}
      {shown === 'shares' && <Shares />}
    </>
  );
}
