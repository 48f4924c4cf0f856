/** Drafting a vote: in which compound, about what, in which words. What was typed stays in the tab until it is drafted. */
import { App, Button, Flex, Form, Input, Select } from 'antd';
import { Link, useNavigate } from 'react-router';
import type { VoteChannel, VoteMatter } from '../../graph/types.ts';
import { useRefusalInForm } from '../../kit/form-refusal.ts';
import { NotDone } from '../../kit/not-done.tsx';
import { optionsOf } from '../../kit/options-of.ts';
import { PageHead } from '../../kit/page-head.tsx';
import { PercentField } from '../../kit/percent-field.tsx';
import { type Post, tierOf, usePosts } from '../../kit/post.ts';
import { useCommand } from '../../kit/use-command.ts';
import { useDraft } from '../../kit/use-draft.ts';
import { voteChannels, voteMatters } from '../../kit/vote-words.ts';
import { textsOf, useTexts } from '../../language/text.ts';
import { voteOrganisers } from '../../session/roles.ts';
import { AssemblyField } from './assembly-field.tsx';
import { CompoundField } from './compound-field.tsx';
import { DraftVoteDocument } from './votes.generated.ts';

const texts = textsOf({
  title: ['起草表决', 'Draft a vote'],
  about: [
    '起草后不能修改，有误则取消后重新起草；公示满 15 天后才能开始投票。',
    'A draft is not changed: one that is wrong is given up and drafted anew. It opens after 15 days of notice.',
  ],
  list: ['返回业主表决', 'Back to the votes'],
  notYours: ['您的岗位不能起草表决。', 'Your post drafts no votes.'],
  compound: ['小区', 'Compound'],
  matter: ['事项', 'Matter'],
  ownersBp: ['业主分成比例（可不填，不填为全部）', "Owners' part of the income (optional; all of it if left out)"],
  name: ['标题', 'Title'],
  text: ['表决内容', 'What is decided, in full'],
  channel: ['投票方式', 'Ballots come in'],
  needed: ['请填写', 'Fill this in'],
  save: ['保存草稿', 'Save the draft'],
  saved: ['已起草，下一步公示', 'Drafted; next it is announced'],
});

interface Values {
  /** Left out where the post is in a compound. */
  readonly compound?: string;
  readonly assembly?: string | null;
  readonly matter: VoteMatter;
  readonly ownersBp?: number | null;
  readonly title: string;
  readonly text: string;
  readonly channel: VoteChannel;
}

export default function NewVote() {
  const t = useTexts(texts);
  const { posts, post } = usePosts(voteOrganisers);
  return (
    <>
      <PageHead title={t.title} about={t.about} actions={<Link to="/votes">{t.list}</Link>} />
      {posts.length > 0 ? <Draft key={post.scope} at={post} /> : t.notYours}
    </>
  );
}

function Draft({ at: { scope } }: { readonly at: Post }) {
  const t = useTexts(texts);
  const [matters, channels] = [optionsOf(useTexts(voteMatters)), optionsOf(useTexts(voteChannels))];
  const navigate = useNavigate();
  const { message } = App.useApp();
  const { isCompound } = tierOf(scope);
  const { id, draft, change, clear } = useDraft<Partial<Values>>(`vote ${scope}`, { channel: 'BOTH' });
  const [form] = Form.useForm<Values>();
  const command = useCommand(DraftVoteDocument);
  const refusal = useRefusalInForm(form, command.refusal);
  const compound = isCompound ? scope : draft.compound;
  const rules = [{ required: true, message: t.needed }];
  const keep = (changed: Partial<Values>) => {
    // An assembly is of one compound.
    if (changed.compound) form.setFieldValue('assembly', null);
    change(changed.compound ? { ...changed, assembly: null } : changed);
  };
  const send = async ({ compound: chosen = scope, assembly = null, ownersBp = null, ...said }: Values) => {
    const input = { ...said, compound: chosen, assembly, ownersBp };
    const done = await command.run({ input: { ...input, clientMutationId: id } });
    if (!done) return;
    clear();
    message.success(t.saved);
    navigate(`?vote=${done.id}`);
  };
  return (
    <Form<Values>
      form={form}
      layout="vertical"
      style={{ maxWidth: 640 }}
      initialValues={draft}
      onValuesChange={keep}
      onFinish={send}
      scrollToFirstError={{ focus: true }}
    >
      {!isCompound && (
        <Form.Item name="compound" label={t.compound} rules={rules}>
          <CompoundField street={scope} />
        </Form.Item>
      )}
      {compound && <AssemblyField compound={compound} />}
      <Form.Item name="matter" label={t.matter} rules={rules}>
        <Select options={matters} />
      </Form.Item>
      {draft.matter === 'M8' && (
        <Form.Item name="ownersBp" label={t.ownersBp}>
          <PercentField />
        </Form.Item>
      )}
      <Form.Item name="title" label={t.name} rules={rules}>
        <Input maxLength={100} autoComplete="off" />
      </Form.Item>
      <Form.Item name="text" label={t.text} rules={rules}>
        <Input.TextArea rows={8} maxLength={5000} />
      </Form.Item>
      <Form.Item name="channel" label={t.channel} rules={rules}>
        <Select options={channels} />
      </Form.Item>
      <Flex vertical gap={8} align="flex-start">
        <NotDone of={{ ...command, refusal }} again={form.submit} />
        <Button type="primary" htmlType="submit" loading={command.isRunning}>
          {t.save}
        </Button>
      </Flex>
    </Form>
  );
}
