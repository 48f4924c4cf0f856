/** Lines and items do not agree: who bears the difference. */
import { useQuery } from '@apollo/client/react';
import { Form, Modal, Radio, Select } from 'antd';
import { useState } from 'react';
import type { MatchVariance } from '../../../graph/types.ts';
import { Failure } from '../../../kit/failure.tsx';
import { Money, signOf } from '../../../kit/money.tsx';
import { NotDone } from '../../../kit/not-done.tsx';
import type { RefusalFragment } from '../../../kit/refused.generated.ts';
import { textsOf, useTexts } from '../../../language/text.ts';
import { useWord, variances } from '../words.ts';
import { OperatorsDocument } from './commands.generated.ts';

const texts = textsOf({
  title: ['差额由谁承担', 'Who bears the difference'],
  difference: ['差额', 'Difference'],
  short: ['银行比账上少', 'The bank has less than the book'],
  over: ['银行比账上多', 'The bank has more than the book'],
  FEE: ['记入结算中心财务费用', 'an expense of the settlement office'],
  INTEREST: ['冲减结算中心财务费用', 'less expenses of the settlement office'],
  WRITE_OFF: ['限额内的尾差，须由复核人复核', 'within the tolerance; a checker has to approve'],
  ADVANCE: ['多付的记为企业预收，以后抵扣', "more than was due: the operator's, set off later"],
  operator: ['合作企业', 'Operator'],
  whichOperator: ['请选择哪家企业多付', 'Choose whose advance it is'],
  confirm: ['核销', 'Match'],
  cancel: ['取消', 'Cancel'],
});

/** What the bank has less, and what it has more. */
const short = ['WRITE_OFF', 'FEE'] as const;
const over = ['ADVANCE', 'INTEREST'] as const;

interface DifferenceDialogProps {
  readonly difference: string;
  /** The operator that the items are of, where there is one. */
  readonly operator: string | null;
  /** Whether items of the book stand beside: without one the bank has charged or paid something itself. */
  readonly hasItems: boolean;
  readonly command: {
    readonly isRunning: boolean;
    readonly refusal: RefusalFragment | null;
    readonly failure: unknown;
  };
  readonly confirm: (variance: MatchVariance, operator: string | null) => void;
  readonly close: () => void;
}

export function DifferenceDialog({
  difference,
  operator: known,
  hasItems,
  command,
  confirm,
  close,
}: DifferenceDialogProps) {
  const t = useTexts(texts);
  const word = useWord();
  const isShort = signOf(difference) < 0;
  const [variance, setVariance] = useState<MatchVariance>(isShort ? (hasItems ? 'WRITE_OFF' : 'FEE') : 'ADVANCE');
  const [operator, setOperator] = useState<string | null>(known);
  const isAdvance = variance === 'ADVANCE';
  const isIncomplete = isAdvance && operator === null;
  const bear = () => confirm(variance, isAdvance ? operator : null);
  const operators = useQuery(OperatorsDocument, { skip: !isAdvance });
  return (
    <Modal
      open
      title={t.title}
      okText={t.confirm}
      cancelText={t.cancel}
      okButtonProps={{ disabled: isIncomplete }}
      confirmLoading={command.isRunning}
      onOk={bear}
      onCancel={close}
    >
      <p>
        {t.difference} <Money of={difference} /> · {isShort ? t.short : t.over}
      </p>
      <Radio.Group
        aria-label={t.title}
        value={variance}
        onChange={({ target }) => setVariance(target.value as MatchVariance)}
        style={{ display: 'grid', gap: 8, marginBottom: 12 }}
      >
        {(isShort ? short : over).map((kind) => (
          <Radio
            key={kind}
            value={kind}
            autoFocus={kind === variance}
            // As in a form.
            onKeyDown={({ key }) => key === 'Enter' && !isIncomplete && bear()}
          >
            {word(variances, kind)} <span className="small">{t[kind]}</span>
          </Radio>
        ))}
      </Radio.Group>
      {isAdvance && (
        <Form layout="vertical">
          <Form.Item label={t.operator} htmlFor="operator">
            <Select
              id="operator"
              showSearch={{ optionFilterProp: 'label' }}
              loading={operators.loading}
              placeholder={t.whichOperator}
              value={operator}
              onChange={setOperator}
              options={(operators.data?.enterprises?.edges ?? []).map(({ node: { uscc, name } }) => ({
                value: uscc,
                label: name,
              }))}
            />
          </Form.Item>
        </Form>
      )}
      {operators.error ? <Failure error={operators.error} again={() => operators.refetch()} /> : null}
      <NotDone of={command} />
    </Modal>
  );
}
