/** The share that the operator declares for a month, with what it is expected to be beside. */
import { App, Button, Card, Flex, Form, Input, Statistic, Typography } from 'antd';
import type { AllocationState } from '../../graph/types.ts';
import { amountTyped } from '../../kit/amount-typed.ts';
import { DaysLeft } from '../../kit/days-left.tsx';
import { useRefusalInForm } from '../../kit/form-refusal.ts';
import { Money } from '../../kit/money.tsx';
import { MonthChooser } from '../../kit/month-picker.tsx';
import { NotDone } from '../../kit/not-done.tsx';
import { useCommand } from '../../kit/use-command.ts';
import { When } from '../../kit/when.tsx';
import { textsOf, useTexts } from '../../language/text.ts';
import { DeclareShareDocument, type PartnerSharesQuery } from './shares.generated.ts';

const texts = textsOf({
  title: (month: string) => [`申报 ${month} 的分成`, `Declare the share of ${month}`],
  month: ['月份', 'Month'],
  allocated: ['已结账，按协议分成', 'Closed: the share by the agreement'],
  expected: ['按现有明细预计', 'Expected from the entries so far'],
  unknown: ['前面的月份结账后才能预计', 'Known once the months before are closed'],
  declared: ['已申报', 'Declared'],
  at: ['申报时间', 'Declared at'],
  amount: ['申报金额（元）', 'Share, in yuan'],
  take: ['按此填入', 'Use this amount'],
  declare: ['申报', 'Declare'],
  replace: ['改为这个金额', 'Replace by this amount'],
  done: (month: string) => [`${month} 的分成已申报`, `The share of ${month} is declared`],
  hint: [
    '每月 10 日前申报上月分成；复核以前可以更改。',
    'Declare a month by the 10th of the next; until it is approved you may change it.',
  ],
  settled: [
    '该月分成已复核，申报不能再更改。有误请联系结算中心。',
    'The share of this month is approved: what was declared stands. If it is wrong, ask the settlement office.',
  ],
  payBy: ['应付日', 'Pay by'],
  required: ['请填写', 'Fill this in'],
  form: ['金额不小于零，最多两位小数，如 1234.50', 'Zero or more, at most two decimals, such as 1234.50'],
});

/** Where another amount still replaces what was declared. */
const changeable: readonly AllocationState[] = ['COMPUTED', 'REJECTED'];

/** Zero or more. */
function owed(typed: string): string | null {
  return typed.trim().startsWith('-') ? null : amountTyped(typed);
}

interface DeclareShareProps {
  readonly agreement: string;
  readonly month: string;
  readonly choose: (month: string) => void;
  readonly of: NonNullable<PartnerSharesQuery['agreement']>;
}

export function DeclareShare({ agreement, month, choose, of }: DeclareShareProps) {
  const t = useTexts(texts);
  const { message } = App.useApp();
  const [form] = Form.useForm<{ amount: string }>();
  const command = useCommand(DeclareShareDocument);
  const refusal = useRefusalInForm(form, command.refusal);
  const { declaration, period } = of;
  const share = period?.allocation ?? null;
  const isSettled = declaration !== null && share !== null && !changeable.includes(share.state);
  const expected = share?.pool ?? period?.preview?.pool ?? null;
  const declare = async ({ amount }: { amount: string }) => {
    const declarations = declaration ? declaration.history.length + 1 : 0;
    const done = await command.run({ input: { agreement, period: month, amount: owed(amount) ?? '', declarations } });
    if (!done) return;
    message.success(t.done(month));
    form.resetFields();
  };
  return (
    <Card size="small" title={t.title(month)}>
      <div style={{ marginBottom: 12 }}>
        <MonthChooser label={t.month} value={month} onChange={choose} />
      </div>
      <Flex wrap gap={32} align="flex-start">
        <div>
          <Statistic
            title={share ? t.allocated : t.expected}
            formatter={() => (expected === null ? '—' : <Money of={expected} />)}
          />
          {expected === null && <Typography.Text type="secondary">{t.unknown}</Typography.Text>}
          {share?.dueOn && (
            <div>
              {t.payBy} <DaysLeft until={share.dueOn} left={share.daysLeft} />
            </div>
          )}
          {expected !== null && !isSettled && (
            <Button size="small" onClick={() => form.setFieldsValue({ amount: expected })}>
              {t.take}
            </Button>
          )}
        </div>
        <div>
          <Statistic title={t.declared} formatter={() => (declaration ? <Money of={declaration.amount} /> : '—')} />
          {declaration && (
            <>
              {t.at} <When at={declaration.declaredAt} />
            </>
          )}
        </div>
        {isSettled ? (
          <Typography.Text style={{ flex: '1 1 260px' }}>{t.settled}</Typography.Text>
        ) : (
          <Form form={form} layout="vertical" requiredMark={false} onFinish={declare} style={{ flex: '1 1 260px' }}>
            <Form.Item
              name="amount"
              label={t.amount}
              extra={t.hint}
              rules={[
                { required: true, message: t.required },
                {
                  validator: async (_, typed: string) =>
                    typed && owed(typed) === null && Promise.reject(new Error(t.form)),
                },
              ]}
            >
              <Input inputMode="decimal" style={{ maxWidth: 260 }} />
            </Form.Item>
            <Flex vertical gap={8} align="flex-start">
              <NotDone of={{ ...command, refusal }} again={form.submit} />
              <Button type="primary" htmlType="submit" loading={command.isRunning}>
                {declaration ? t.replace : t.declare}
              </Button>
            </Flex>
          </Form>
        )}
      </Flex>
    </Card>
  );
}
