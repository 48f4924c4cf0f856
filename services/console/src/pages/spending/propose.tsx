/** Proposing to spend owners' money: from whose, for what, how much, and by which decision of theirs. What is typed stays in the tab. */
import { useQuery } from '@apollo/client/react';
import { App, Button, Card, Flex, Form, Input, Select } from 'antd';
import { Link, useNavigate } from 'react-router';
import type { SpendingPurpose } from '../../graph/types.ts';
import { amountTyped } from '../../kit/amount-typed.ts';
import { Failure } from '../../kit/failure.tsx';
import { FindCompound } from '../../kit/find-compound.tsx';
import { useRefusalInForm } from '../../kit/form-refusal.ts';
import { useChoice } from '../../kit/list-page.ts';
import { NotDone } from '../../kit/not-done.tsx';
import { optionsOf } from '../../kit/options-of.ts';
import { PageHead } from '../../kit/page-head.tsx';
import { purposes } from '../../kit/purposes.ts';
import { useCommand } from '../../kit/use-command.ts';
import { useDraft } from '../../kit/use-draft.ts';
import { voteMatters } from '../../kit/vote-words.ts';
import { textsOf, useTexts } from '../../language/text.ts';
import { hasRole } from '../../session/roles.ts';
import { scopesOf, useViewer } from '../../session/viewer.tsx';
import { AtHand } from './at-hand.tsx';
import { ProposeSpendingDocument, SpendingChoicesDocument, type SpendingChoicesQuery } from './spending.generated.ts';

const texts = textsOf({
  title: ['提出支出', 'Propose a spending'],
  about: ['由另一人凭公示审批后才支出。', 'Another person approves it by a notice, and only then it is spent.'],
  back: ['返回公共收益支出', 'Back to what is spent'],
  compound: ['小区', 'Compound'],
  purpose: ['用途', 'Purpose'],
  for: ['事由', 'For what'],
  forHint: ['如：3 号楼电梯更换钢丝绳', 'Such as: new cables for the lift of building 3'],
  amount: ['金额（元）', 'Amount, yuan'],
  vote: ['表决依据', 'By which vote'],
  voteHint: [
    '业主表决通过的其他重大事项，或业主大会议事规则。补充维修资金不需要。',
    'A passed vote on other major matters, or on the rules of procedure. The maintenance fund needs none.',
  ],
  noVote: ['该小区没有可作依据的表决。', 'No vote of this compound allows it.'],
  needed: ['请填写', 'Fill this in'],
  wrongAmount: ['请填写金额，如 1,234.50', 'An amount, such as 1,234.50'],
  send: ['提出', 'Propose'],
  sent: ['已提出，等待另一人审批', 'Proposed; another person decides'],
});

interface Values {
  readonly compound: string | null;
  readonly purpose: SpendingPurpose | null;
  readonly title: string;
  readonly amount: string;
  readonly vote: string | null;
}

const needsNoVote = (purpose: SpendingPurpose | null | undefined) => purpose === 'MAINTENANCE_FUND';

export default function Propose() {
  const t = useTexts(texts);
  return (
    <>
      <PageHead title={t.title} about={t.about} actions={<Link to="/spending">{t.back}</Link>} />
      <Draft />
    </>
  );
}

function Draft() {
  const t = useTexts(texts);
  const navigate = useNavigate();
  const { message } = App.useApp();
  const [asked] = useChoice('compound', null);
  const homes = scopesOf(useViewer(), 'COMMITTEE_DIRECTOR');
  const { id, draft, change, clear } = useDraft<Values>('proposeSpending', {
    compound: asked ?? (homes.length === 1 ? (homes[0] ?? null) : null),
    purpose: null,
    title: '',
    amount: '',
    vote: null,
  });
  const [form] = Form.useForm<Values>();
  const { compound, purpose } = draft;
  const choices = useQuery(SpendingChoicesDocument, {
    variables: { code: compound ?? '', isChosen: compound !== null },
  });
  const known = choices.data ?? choices.previousData;
  const chosen = known?.compound?.code === compound ? known?.compound : undefined;
  const command = useCommand(ProposeSpendingDocument);
  const refusal = useRefusalInForm(form, command.refusal);
  const keep = (changed: Partial<Values>) => {
    if (!('compound' in changed)) return change(changed);
    // The votes are of the compound.
    form.setFieldsValue({ vote: null });
    change({ ...changed, vote: null });
  };
  const send = async () => {
    if (!draft.compound || !draft.purpose) return;
    const typed = { ...draft, compound: draft.compound, purpose: draft.purpose };
    const amount = amountTyped(draft.amount) ?? draft.amount;
    const vote = needsNoVote(draft.purpose) ? null : draft.vote;
    const done = await command.run({ input: { ...typed, amount, vote, clientMutationId: id } });
    if (!done) return;
    clear();
    message.success(t.sent);
    navigate(`?spending=${done.id}`);
  };
  const rules = [{ required: true, message: t.needed }];
  return (
    <Flex wrap gap={16} align="flex-start">
      <Form<Values>
        form={form}
        layout="vertical"
        style={{ flex: '1 1 360px', maxWidth: 640 }}
        initialValues={draft}
        onValuesChange={keep}
        onFinish={send}
        scrollToFirstError={{ focus: true }}
      >
        <Form.Item name="compound" label={t.compound} rules={rules}>
          <Whose name={chosen?.name ?? null} homes={homes} known={known} />
        </Form.Item>
        <Purpose />
        <Form.Item name="title" label={t.for} extra={t.forHint} rules={rules}>
          <Input maxLength={100} autoComplete="off" />
        </Form.Item>
        <Form.Item
          name="amount"
          label={t.amount}
          required
          rules={[
            {
              validator: (_, typed: string) =>
                amountTyped(typed) === null ? Promise.reject(new Error(t.wrongAmount)) : Promise.resolve(),
            },
          ]}
        >
          <Input inputMode="decimal" autoComplete="off" />
        </Form.Item>
        {!needsNoVote(purpose) && (
          <Form.Item name="vote" label={t.vote} extra={t.voteHint} rules={rules}>
            <Votes of={chosen?.votes} />
          </Form.Item>
        )}
        <Flex vertical gap={8} align="flex-start">
          <NotDone of={{ ...command, refusal }} again={form.submit} />
          <Button type="primary" htmlType="submit" loading={command.isRunning}>
            {t.send}
          </Button>
        </Flex>
      </Form>
      <div style={{ flex: '1 1 260px' }}>
        {choices.error && <Failure error={choices.error} again={() => choices.refetch()} />}
        {chosen && (
          <Card size="small" title={chosen.name}>
            <AtHand of={chosen.publicRevenue} />
          </Card>
        )}
      </div>
    </Flex>
  );
}

interface Field<Value> {
  /** These are given by the form. */
  readonly id?: string;
  readonly value?: Value | null;
  readonly onChange?: (value: Value | null) => void;
}

interface WhoseProps extends Field<string> {
  readonly name: string | null;
  /** Where the viewer is the director of the committee. */
  readonly homes: readonly string[];
  readonly known: SpendingChoicesQuery | undefined;
}

/** Any compound for finance, theirs for a director. */
function Whose({ name, homes, known, ...field }: WhoseProps) {
  const { grants } = useViewer();
  if (hasRole(grants, 'FINANCE_MAKER')) return <FindCompound name={name} {...field} />;
  const nameOf = (code: string) =>
    known?.me?.grants.flatMap(({ place }) =>
      place?.__typename === 'Compound' && place.code === code ? [place.name] : [],
    )[0] ?? '…';
  return <Select {...field} loading={!known} options={homes.map((code) => ({ value: code, label: nameOf(code) }))} />;
}

function Purpose() {
  const t = useTexts(texts);
  const names = useTexts(purposes);
  return (
    <Form.Item name="purpose" label={t.purpose} rules={[{ required: true, message: t.needed }]}>
      <Select options={optionsOf(names)} />
    </Form.Item>
  );
}

interface VotesProps extends Field<string> {
  readonly of: NonNullable<SpendingChoicesQuery['compound']>['votes'] | undefined;
}

function Votes({ of, ...field }: VotesProps) {
  const t = useTexts(texts);
  const matters = useTexts(voteMatters);
  const passed = of?.edges.flatMap(({ node }) => (node.isPassed ? [node] : [])) ?? [];
  return (
    <Select
      {...field}
      notFoundContent={t.noVote}
      options={passed.map(({ id, title, matter }) => ({ value: id, label: `${title} · ${matters[matter]}` }))}
    />
  );
}
