/** What the viewer may decide on a month's share now, by what the graph allows; their own work is for somebody else. */
import { Flex, Typography } from 'antd';
import type { AllocationState } from '../../graph/types.ts';
import { textsOf, useTexts } from '../../language/text.ts';
import { isOwn, useViewer } from '../../session/viewer.tsx';
import { allows } from '../allows.ts';
import { CommandButton } from '../command-button.tsx';
import { moneyText } from '../money.tsx';
import { Status } from '../status.tsx';
import { WordsButton } from '../words-button.tsx';
import { ApproveAllocationDocument, RejectAllocationDocument, ReopenPeriodDocument } from './deciding.generated.ts';

const texts = textsOf({
  approve: ['复核通过', 'Approve'],
  approving: (pool: string) => [
    `分成 ${pool} 元将记账并计入各小区公共收益，不能撤回。`,
    `The share of ${pool} yuan is posted and credited to the compounds; that is not taken back.`,
  ],
  approved: ['已复核，正在记账', 'Approved; it is being posted'],
  reject: ['驳回', 'Reject'],
  rejected: ['已驳回，本月可反结账', 'Rejected; the month may be reopened'],
  reopen: ['反结账', 'Reopen the month'],
  reopened: ['已反结账，本月重新接收明细', 'Reopened; the month takes entries again'],
  reopening: [
    '这个月重新接收明细，本次分成作废，之后须重新结账。',
    'The month takes entries again, this share is superseded, and it has to be closed anew.',
  ],
  reason: ['理由', 'Reason'],
  own: ['由您结账，须由另一人复核', 'You closed it: another person decides'],
  waits: ['等待复核人处理', 'It waits for a checker'],
});

interface DecideProps {
  readonly agreement: string;
  readonly of: {
    readonly id: string;
    readonly period: string;
    readonly state: AllocationState;
    readonly pool: string;
    readonly closedBy: { readonly id: string } | null;
    readonly allowedTransitions: readonly { readonly mutation: string }[];
    readonly approvalBlockedBy: { readonly message: string; readonly refusal: string } | null;
  };
  readonly size?: 'small' | 'middle';
}

export function Decide({ agreement, of, size = 'middle' }: DecideProps) {
  const t = useTexts(texts);
  const viewer = useViewer();
  const { id, period, pool, state, approvalBlockedBy: blocked } = of;
  const may = (mutation: string) => allows(of.allowedTransitions, mutation);
  const isOpen = state === 'COMPUTED' || state === 'REJECTED';
  return (
    <Flex vertical gap={8}>
      {blocked && (
        <span data-refusal={blocked.refusal}>
          <Status look="blocked">{blocked.message}</Status>
        </span>
      )}
      <Flex wrap gap={8}>
        {may('approveAllocation') && (
          <CommandButton
            type="primary"
            size={size}
            document={ApproveAllocationDocument}
            variables={{ input: { allocation: id } }}
            confirm={t.approving(moneyText(pool))}
            done={t.approved}
          >
            {t.approve}
          </CommandButton>
        )}
        {may('rejectAllocation') && (
          <WordsButton
            size={size}
            danger
            document={RejectAllocationDocument}
            variables={(reason) => ({ input: { allocation: id, reason } })}
            label={t.reason}
            field="reason"
            done={t.rejected}
          >
            {t.reject}
          </WordsButton>
        )}
        {may('reopenPeriod') && (
          <WordsButton
            size={size}
            document={ReopenPeriodDocument}
            variables={(reason) => ({ input: { agreement, period, reason, allocation: id } })}
            label={t.reason}
            field="reason"
            about={t.reopening}
            done={t.reopened}
          >
            {t.reopen}
          </WordsButton>
        )}
      </Flex>
      {isOpen && of.allowedTransitions.length === 0 && (
        <Typography.Text type="secondary">{isOwn(viewer, of.closedBy) ? t.own : t.waits}</Typography.Text>
      )}
    </Flex>
  );
}
