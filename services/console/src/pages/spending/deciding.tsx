/** What the graph lets the viewer do with a spending now. */
import { Flex, Input, Select, Typography } from 'antd';
import { allows } from '../../kit/allows.ts';
import { CommandButton } from '../../kit/command-button.tsx';
import { FieldsButton } from '../../kit/fields-button.tsx';
import { moneyText } from '../../kit/money.tsx';
import { isPublic } from '../../kit/notices/notice-states.ts';
import type { NoticeAboutFragment } from '../../kit/notices/notices.generated.ts';
import { WordsButton } from '../../kit/words-button.tsx';
import { textsOf, useTexts } from '../../language/text.ts';
import type { ToDecide } from './one.tsx';
import {
  AccountForSpendingDocument,
  ApproveSpendingDocument,
  ApproveSpendingReversalDocument,
  ProposeSpendingReversalDocument,
  RejectSpendingDocument,
  RejectSpendingReversalDocument,
} from './spending.generated.ts';

const texts = textsOf({
  approve: ['审批通过', 'Approve'],
  approveAbout: (amount: string) => [
    `即记入业主账簿，从公共收益中支出 ${amount} 元。`,
    `It is posted to the owners' book: ${amount} yuan of the public revenue are spent.`,
  ],
  noticeFirst: ['须先发布关于这笔支出的公示，才能审批。', 'It can be approved once a notice about it is published.'],
  notice: ['依据的公示', 'By which notice'],
  reject: ['驳回', 'Reject'],
  reason: ['理由', 'Reason'],
  account: ['登记票据', 'Enter the receipts'],
  receipts: ['票据，每行一张', 'Receipts, each on a line'],
  takeBack: ['提出冲销', 'Propose to take it back'],
  takeBackAbout: [
    '款项已退回或本不该支出时，由另一人审批后整笔冲销。',
    'Where the money has come back or was never due: another person approves, and all of it is taken back.',
  ],
  approveReversal: ['审批冲销', 'Approve taking it back'],
  approveReversalAbout: (amount: string) => [
    `即在业主账簿中整笔冲销，公共收益增加 ${amount} 元。`,
    `A reversing voucher is posted: the public revenue has ${amount} yuan more.`,
  ],
  rejectReversal: ['驳回冲销', 'Reject taking it back'],
});

interface DecidingProps {
  readonly of: ToDecide;
  /** Those about it. */
  readonly notices: readonly NoticeAboutFragment[];
}

export function Deciding({ of: { id, version, amount, allowedTransitions }, notices }: DecidingProps) {
  const t = useTexts(texts);
  const may = (mutation: string) => allows(allowedTransitions, mutation);
  const input = { id, version };
  const because = (reason: string) => ({ input: { ...input, reason } });
  return (
    <Flex wrap gap={8}>
      {may('approveSpending') && <Approve of={input} amount={amount} notices={notices} />}
      {may('rejectSpending') && (
        <WordsButton danger label={t.reason} field="reason" document={RejectSpendingDocument} variables={because}>
          {t.reject}
        </WordsButton>
      )}
      {may('accountForSpending') && (
        <FieldsButton
          type="primary"
          document={AccountForSpendingDocument}
          variables={({ receipts }: { receipts: string }) => ({ input: { ...input, receipts: linesOf(receipts) } })}
          fields={[['receipts', t.receipts, <Input.TextArea key="receipts" rows={4} />]]}
        >
          {t.account}
        </FieldsButton>
      )}
      {may('proposeSpendingReversal') && (
        <WordsButton
          label={t.reason}
          field="reason"
          about={t.takeBackAbout}
          document={ProposeSpendingReversalDocument}
          variables={because}
        >
          {t.takeBack}
        </WordsButton>
      )}
      {may('approveSpendingReversal') && (
        <CommandButton
          type="primary"
          document={ApproveSpendingReversalDocument}
          variables={{ input }}
          confirm={t.approveReversalAbout(moneyText(amount))}
        >
          {t.approveReversal}
        </CommandButton>
      )}
      {may('rejectSpendingReversal') && (
        <WordsButton
          danger
          label={t.reason}
          field="reason"
          document={RejectSpendingReversalDocument}
          variables={because}
        >
          {t.rejectReversal}
        </WordsButton>
      )}
    </Flex>
  );
}

interface ApproveProps {
  readonly of: { readonly id: string; readonly version: number };
  readonly amount: string;
  readonly notices: readonly NoticeAboutFragment[];
}

/** By a notice that is public: the only one there is, or which of them. */
function Approve({ of, amount, notices }: ApproveProps) {
  const t = useTexts(texts);
  const published = notices.filter(isPublic);
  const [one, another] = published;
  if (!one) return <Typography.Text type="secondary">{t.noticeFirst}</Typography.Text>;
  if (!another)
    return (
      <CommandButton
        type="primary"
        document={ApproveSpendingDocument}
        variables={{ input: { ...of, notice: one.id } }}
        confirm={t.approveAbout(moneyText(amount))}
      >
        {t.approve}
      </CommandButton>
    );
  return (
    <FieldsButton
      type="primary"
      document={ApproveSpendingDocument}
      variables={({ notice }: { notice: string }) => ({ input: { ...of, notice } })}
      fields={[
        [
          'notice',
          t.notice,
          <Select key="notice" options={published.map(({ id, title }) => ({ value: id, label: title }))} />,
        ],
      ]}
      about={t.approveAbout(moneyText(amount))}
    >
      {t.approve}
    </FieldsButton>
  );
}

function linesOf(text: string): string[] {
  return text.split('\n').flatMap((line) => line.trim() || []);
}
