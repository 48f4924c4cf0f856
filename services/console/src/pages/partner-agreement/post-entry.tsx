/** One entry by hand: what is wrong stands at its field, what was typed stays, and the next one begins where this ended. */
import { useQuery } from '@apollo/client/react';
import { Button, Card, DatePicker, Flex, Form, Input, Radio } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import type { EntryKind } from '../../graph/types.ts';
import { amountTyped } from '../../kit/amount-typed.ts';
import { Answer } from '../../kit/answer.tsx';
import { monthBeside, monthOf } from '../../kit/months.ts';
import { NotDone } from '../../kit/not-done.tsx';
import { Notice } from '../../kit/notice.tsx';
import { useCommand } from '../../kit/use-command.ts';
import { textsOf, useTexts } from '../../language/text.ts';
import { useViewer } from '../../session/viewer.tsx';
import { AgreementFrame } from './agreement-frame.tsx';
import { nextReference } from './next-reference.ts';
import { PartnerPostDocument, PostEntryDocument, type PostEntryMutation } from './post-entry.generated.ts';
import { RunningMonth } from './running-month.tsx';
import { fields, kinds } from './words.ts';

const texts = textsOf({
  kind: ['类型', 'Kind'],
  refHint: [
    '贵单位自己的凭证号，同一项目内不重复；重复提交同一笔不会重复登记。',
    'Your own number, once in this joint venture; the same entry sent again is not posted twice.',
  ],
  amountHint: ['元，不含税，最多两位小数', 'Yuan without VAT, at most two decimals'],
  dateHint: ['凭证上的日期；它决定计入哪个月', 'As on your voucher: it decides the month that the entry counts in'],
  unfinished: (month: string) => [
    `${month} 尚未结账、尚未申报，仍可上报。该月的凭证请填该月的日期。`,
    `${month} is still open and its share is not declared: give entries of that month a day in it.`,
  ],
  takeLast: (day: string) => [`填 ${day}`, `Use ${day}`],
  optional: ['（可不填）', ' (optional)'],
  reversesHint: [
    '冲销时填原凭证号，类型和金额与原来相同',
    'To take an entry back: its reference, with the same kind and amount',
  ],
  post: ['登记', 'Post'],
  posted: (ref: string, month: string) => [`${ref} 已登记，计入 ${month}`, `${ref} is posted into ${month}`],
  late: (ref: string, month: string) => [
    `${ref} 已登记。所属月份已结账，计入 ${month}（跨期）`,
    `${ref} is posted. Its own month is closed, so it counts in ${month}`,
  ],
  duplicate: (ref: string) => [
    `${ref} 以前已登记，内容相同，没有重复登记`,
    `${ref} was posted before with the same content; nothing was posted twice`,
  ],
  required: ['请填写', 'Fill this in'],
});

interface Typed {
  readonly externalRef: string;
  readonly kind: EntryKind;
  readonly amount: string;
  readonly occurredOn: Dayjs;
  readonly projectCode?: string;
  readonly memo?: string;
  readonly reverses?: string;
}

type Row = Extract<NonNullable<PostEntryMutation['postEntries']>, { __typename: 'PostedEntries' }>['rows'][number];

export function PostEntry({ agreement }: { readonly agreement: string }) {
  const { today } = useViewer();
  const lastMonth = monthBeside(monthOf(today), -1);
  const asked = useQuery(PartnerPostDocument, { variables: { agreement, lastMonth } });
  return (
    <Answer to={asked}>
      {({ agreement: of }) => {
        const isUnfinished = of?.earliestOpenPeriod != null && of.earliestOpenPeriod <= lastMonth && !of.declaration;
        const months = of?.periods?.edges.map(({ node }) => node).filter(({ state }) => state === 'OPEN') ?? [];
        return (
          <AgreementFrame part="post" of={of}>
            <Flex wrap gap={16} align="flex-start">
              <Card size="small" style={{ flex: '1 1 420px', maxWidth: 640 }}>
                <EntryForm
                  agreement={agreement}
                  earliest={of?.earliestOpenPeriod ?? null}
                  unfinished={isUnfinished ? lastMonth : null}
                />
              </Card>
              <Flex vertical gap={16} style={{ flex: '1 1 320px' }}>
                {months.map((month) => (
                  <RunningMonth key={month.id} of={month} />
                ))}
              </Flex>
            </Flex>
          </AgreementFrame>
        );
      }}
    </Answer>
  );
}

/** The day of the last entry of each agreement, as long as the page is open: what follows is often of the same day. */
const lastDays = new Map<string, string>();

interface EntryFormProps {
  readonly agreement: string;
  /** The earliest month that takes entries. */
  readonly earliest: string | null;
  /** Last month, where it still takes entries and its share is not declared. */
  readonly unfinished: string | null;
}

function EntryForm({ agreement, earliest, unfinished }: EntryFormProps) {
  const t = useTexts(texts);
  const names = useTexts(fields);
  const kindNames = useTexts(kinds);
  const { today } = useViewer();
  const [form] = Form.useForm<Typed>();
  const command = useCommand(PostEntryDocument);
  const [row, setRow] = useState<Row | null>(null);
  const [search] = useSearchParams();
  const day = Form.useWatch('occurredOn', form);
  const isOffered = unfinished !== null && day?.format('YYYY-MM') !== unfinished;

  const post = async ({ occurredOn, ...typed }: Typed) => {
    setRow(null);
    // What cannot be read goes as it is: the server says what is wrong with it.
    const amount = amountTyped(typed.amount) ?? typed.amount;
    const entry = { ...typed, amount, occurredOn: occurredOn.format('YYYY-MM-DD') };
    const done = await command.run({ input: { agreement, entries: [entry] } });
    const posted = done?.rows[0];
    if (!posted) return;
    setRow(posted);
    if (posted.outcome === 'REJECTED') return showProblems(posted);
    lastDays.set(agreement, entry.occurredOn);
    const { kind, projectCode } = typed;
    form.resetFields();
    const next = {
      externalRef: nextReference(typed.externalRef),
      kind,
      occurredOn,
      memo: '',
      amount: '',
      reverses: '',
    };
    form.setFieldsValue({ ...next, ...(projectCode ? { projectCode } : {}) });
    form.focusField(next.externalRef === '' ? 'externalRef' : 'amount');
  };
  const showProblems = ({ problems }: Row) => {
    const named = Map.groupBy(problems, ({ field }) => field);
    form.setFields(
      [...named].flatMap(([field, own]) =>
        isField(field) ? [{ name: field, errors: own.map(({ message }) => message) }] : [],
      ),
    );
    const [first] = problems.map(({ field }) => field).filter(isField);
    if (first) form.focusField(first);
  };
  const elsewhere = row?.problems.filter(({ field }) => !isField(field)) ?? [];
  const required = [{ required: true, message: t.required }];
  return (
    <Form
      form={form}
      layout="vertical"
      requiredMark={false}
      onFinish={post}
      initialValues={{
        kind: search.get('kind') ?? 'REVENUE',
        amount: search.get('amount') ?? '',
        reverses: search.get('reverses') ?? '',
        occurredOn: dayjs(lastDays.get(agreement) ?? dayWithin(earliest, today)),
      }}
    >
      <Form.Item name="kind" label={t.kind}>
        <Radio.Group
          optionType="button"
          options={[
            { value: 'REVENUE', label: kindNames.REVENUE },
            { value: 'COST', label: kindNames.COST },
          ]}
        />
      </Form.Item>
      <Form.Item name="externalRef" label={names.externalRef} extra={t.refHint} rules={required}>
        <Input maxLength={100} autoFocus />
      </Form.Item>
      <Form.Item name="amount" label={names.amount} extra={t.amountHint} rules={required}>
        <Input inputMode="decimal" suffix="¥" />
      </Form.Item>
      <Form.Item name="occurredOn" label={names.occurredOn} extra={t.dateHint} rules={required}>
        <DatePicker format="YYYY-MM-DD" allowClear={false} style={{ width: '100%' }} />
      </Form.Item>
      {isOffered && <LastMonth month={unfinished} take={(last) => form.setFieldsValue({ occurredOn: last })} />}
      <Form.Item name="projectCode" label={`${names.projectCode}${t.optional}`}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="memo" label={`${names.memo}${t.optional}`}>
        <Input.TextArea maxLength={500} autoSize={{ minRows: 1, maxRows: 4 }} />
      </Form.Item>
      <Form.Item name="reverses" label={`${names.reverses}${t.optional}`} extra={t.reversesHint}>
        <Input maxLength={100} />
      </Form.Item>
      <Flex vertical gap={12}>
        <NotDone of={command} again={form.submit} />
        {elsewhere.map(({ code, message }) => (
          <Notice key={code} type="warning" title={message} data-refusal={code} />
        ))}
        {row && row.outcome !== 'REJECTED' && <Outcome of={row} />}
        <Button type="primary" htmlType="submit" loading={command.isRunning}>
          {t.post}
        </Button>
      </Flex>
    </Form>
  );
}

/** Today where the month is today's, or none is open; of a month that is over its last day. */
function dayWithin(month: string | null, today: string): string {
  return month === null || month >= monthOf(today) ? today : dayjs(`${month}-01`).endOf('month').format('YYYY-MM-DD');
}

/** Beside a day of this month: what is entered in its first days is often of the one before. */
function LastMonth({ month, take }: { readonly month: string; readonly take: (day: Dayjs) => void }) {
  const t = useTexts(texts);
  const last = dayjs(`${month}-01`).endOf('month');
  return (
    <Notice
      type="info"
      role="note"
      title={t.unfinished(month)}
      action={
        <Button size="small" onClick={() => take(last)}>
          {t.takeLast(last.format('YYYY-MM-DD'))}
        </Button>
      }
      style={{ marginBottom: 24 }}
    />
  );
}

function Outcome({ of: { externalRef, outcome, entry } }: { readonly of: Row }) {
  const t = useTexts(texts);
  if (outcome === 'DUPLICATE') return <Notice role="status" type="info" title={t.duplicate(externalRef)} />;
  const told = entry?.late ? t.late : t.posted;
  return <Notice role="status" type="success" title={told(externalRef, entry?.period ?? '')} />;
}

function isField(field: string | null): field is keyof Typed {
  return field !== null && field in fields;
}
