/** Signing a statement of reconciliation, and reopening it, by what the graph allows. */
import { Button } from 'antd';
import { useState } from 'react';
import { allows } from '../../kit/allows.ts';
import { AskFirst } from '../../kit/ask-first.tsx';
import { useCommand } from '../../kit/use-command.ts';
import { many, textsOf, useTexts } from '../../language/text.ts';
import { hasRole } from '../../session/roles.ts';
import { useViewer } from '../../session/viewer.tsx';
import {
  type ProvedStatementFragment,
  ReopenBankStatementDocument,
  SignBankStatementDocument,
} from './proof.generated.ts';

const texts = textsOf({
  sign: ['签认', 'Sign'],
  signConsequence: ['签认后，这份对账单的流水不再改动。', 'Its lines are frozen from then on.'],
  signLeavesOpen: (count: number) => [
    `还有 ${count} 笔流水没有入账：签认后要先由另一位复核人退回，才能再核销。`,
    `${many(count, 'line')} ${count === 1 ? 'is' : 'are'} not recorded: to match them later, another checker has to reopen it first.`,
  ],
  reopen: ['退回', 'Reopen'],
  reopenConsequence: [
    '退回后，流水可以重新核销，须再次签认。',
    'Its lines may be matched anew, and it has to be signed again.',
  ],
  another: [
    '由另一人签认：不是导入人，也没有核销过其中的流水。',
    'A checker signs who neither imported it nor matched a line of it.',
  ],
  anotherReopens: [
    '要改动，由另一位复核人（不是签认人）退回。',
    'To change it, a checker who has not signed it reopens it.',
  ],
});

export function SignStatement({
  of: { id, state, version, allowedTransitions, proof },
}: {
  readonly of: ProvedStatementFragment;
}) {
  const t = useTexts(texts);
  const { grants } = useViewer();
  const sign = useCommand(SignBankStatementDocument);
  const reopen = useCommand(ReopenBankStatementDocument);
  const [asking, setAsking] = useState<'SIGN' | 'REOPEN' | null>(null);
  const may = (mutation: string) => allows(allowedTransitions, mutation);
  const close = () => setAsking(null);
  const open = proof.unrecordedLines.length;
  const input = { statement: id, version };
  return (
    <>
      {may('signBankStatement') && (
        <Button type="primary" onClick={() => setAsking('SIGN')}>
          {t.sign}
        </Button>
      )}
      {may('reopenBankStatement') && <Button onClick={() => setAsking('REOPEN')}>{t.reopen}</Button>}
      {state === 'IMPORTED' && !may('signBankStatement') && grants.some(({ role }) => role !== 'AUDITOR') && (
        <span>{t.another}</span>
      )}
      {state === 'SIGNED' && !may('reopenBankStatement') && hasRole(grants, 'FINANCE_CHECKER') && (
        <span>{t.anotherReopens}</span>
      )}
      {asking === 'SIGN' && (
        <AskFirst
          title={t.sign}
          consequence={open > 0 ? `${t.signConsequence} ${t.signLeavesOpen(open)}` : t.signConsequence}
          confirm={t.sign}
          command={sign}
          run={() => sign.run({ input })}
          close={close}
        />
      )}
      {asking === 'REOPEN' && (
        <AskFirst
          title={t.reopen}
          consequence={t.reopenConsequence}
          confirm={t.reopen}
          reason="REQUIRED"
          command={reopen}
          run={(reason) => reopen.run({ input: { ...input, reason } })}
          close={close}
        />
      )}
    </>
  );
}
