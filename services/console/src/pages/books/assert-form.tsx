/** Recording what an account holds by a source outside of the book; what was typed stays until it is recorded. */
import { App, AutoComplete, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import type { AssertionBasis } from '../../graph/types.ts';
import { amountTyped } from '../../kit/amount-typed.ts';
import { monthOf } from '../../kit/months.ts';
import { NotDone } from '../../kit/not-done.tsx';
import { kitTexts } from '../../kit/texts.ts';
import { useCommand, useCommandId } from '../../kit/use-command.ts';
import { say, textsOf, useLanguage, useTexts } from '../../language/text.ts';
import { useViewer } from '../../session/viewer.tsx';
import { useAccounts } from './accounts.ts';
import type { BookCode } from './address.ts';
import { AssertEconomyBalanceDocument, AssertOwnersBalanceDocument } from './books.generated.ts';
import { bases } from './texts.ts';

const texts = textsOf({
  title: ['登记余额核对', 'Record a balance'],
  account: ['科目编码', 'Account'],
  accountHint: [
    '输入编码或名称查找，末级或上级均可，例如 1002',
    'Its code; a name finds it too. One that others are below will do, such as 1002',
  ],
  on: ['截止日期', 'At the end of'],
  amount: ['核对余额（元）', 'Balance by the source, in yuan'],
  amountHint: ['借方余额为正，贷方余额前加负号', 'Debit-positive: a credit balance has a minus in front'],
  basis: ['依据', 'Basis'],
  note: ['依据说明', 'Which one'],
  noteHint: ['例如：建设银行 2025 年 10 月对账单', "Such as: the bank's statement of October 2025"],
  record: ['登记', 'Record'],
  held: ['已登记，与账面相符', 'Recorded; the book holds the same'],
  failed: ['已登记，与账面不符，请查明差额', 'Recorded; the book differs: look into it'],
});

interface Draft {
  readonly account: string;
  readonly on: string;
  readonly amount: string;
  readonly basis: AssertionBasis;
  readonly note: string;
}

const documents = { economy: AssertEconomyBalanceDocument, owners: AssertOwnersBalanceDocument } as const;

interface AssertFormProps {
  readonly book: BookCode;
  /** Which one is looked at. */
  readonly account: string | null;
  close(): void;
}

export function AssertForm({ book, account, close }: AssertFormProps) {
  const t = useTexts({ ...kitTexts, ...texts });
  const { language } = useLanguage();
  const { today } = useViewer();
  const { message } = App.useApp();
  const { id } = useCommandId();
  const [draft, setDraft] = useState<Draft>({
    account: account ?? '',
    on: today,
    amount: '',
    basis: 'BANK_STATEMENT',
    note: '',
  });
  const command = useCommand(documents[book] as typeof AssertEconomyBalanceDocument);
  const month = monthOf(draft.on || today);
  const { accounts, ask } = useAccounts(book, month, month);
  const change = (changed: Partial<Draft>) => setDraft({ ...draft, ...changed });
  const record = async () => {
    // What cannot be read goes as it is: the server says what is wrong with it.
    const amount = amountTyped(draft.amount) ?? draft.amount;
    const done = await command.run({ input: { ...draft, amount, clientMutationId: id, county: null } });
    if (!done) return;
    if (done.assertion.isHeld) message.success(t.held);
    else message.warning(t.failed);
    close();
  };
  const of = (field: keyof Draft) =>
    command.refusal?.field === field ? { validateStatus: 'error' as const, help: command.refusal.message } : {};
  const isOfField = command.refusal?.field != null && command.refusal.field in draft;
  return (
    <Modal
      open
      title={t.title}
      okText={t.record}
      cancelText={t.cancel}
      confirmLoading={command.isRunning}
      okButtonProps={{ disabled: [draft.account, draft.on, draft.amount, draft.note].some((each) => !each.trim()) }}
      onOk={record}
      onCancel={close}
    >
      <Form layout="vertical">
        <Form.Item label={t.account} htmlFor="account" extra={t.accountHint} {...of('account')}>
          <AutoComplete
            id="account"
            autoFocus
            value={draft.account}
            options={accounts}
            showSearch={{ filterOption: (typed, option) => option?.label.includes(typed) ?? false }}
            onFocus={ask}
            onChange={(typed) => change({ account: typed.trim() })}
          />
        </Form.Item>
        <Form.Item label={t.on} htmlFor="on" {...of('on')}>
          <Input
            id="on"
            type="date"
            max={today}
            value={draft.on}
            onChange={({ target }) => change({ on: target.value })}
          />
        </Form.Item>
        <Form.Item label={t.amount} htmlFor="amount" extra={t.amountHint} {...of('amount')}>
          <Input
            id="amount"
            inputMode="decimal"
            value={draft.amount}
            onChange={({ target }) => change({ amount: target.value.trim() })}
          />
        </Form.Item>
        <Form.Item label={t.basis} htmlFor="basis">
          <Select
            id="basis"
            value={draft.basis}
            options={Object.entries(bases).map(([value, text]) => ({ value, label: say(text, language) }))}
            onChange={(basis: AssertionBasis) => change({ basis })}
          />
        </Form.Item>
        <Form.Item label={t.note} htmlFor="note" extra={t.noteHint} {...of('note')}>
          <Input.TextArea
            id="note"
            rows={2}
            maxLength={500}
            value={draft.note}
            onChange={({ target }) => change({ note: target.value })}
          />
        </Form.Item>
      </Form>
      <NotDone of={isOfField ? { ...command, refusal: null } : command} again={record} />
    </Modal>
  );
}
