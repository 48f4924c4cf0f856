/** Drafting an agreement; another person puts it into force. */
import { useQuery } from '@apollo/client/react';
import { App, Button, Checkbox, Flex, Form, Input, Select } from 'antd';
import { Link, useNavigate } from 'react-router';
import type { VentureBusiness } from '../../graph/types.ts';
import { Answer } from '../../kit/answer.tsx';
import { useRefusalInForm } from '../../kit/form-refusal.ts';
import { monthOf } from '../../kit/months.ts';
import { NotDone } from '../../kit/not-done.tsx';
import { optionsOf } from '../../kit/options-of.ts';
import { PageHead } from '../../kit/page-head.tsx';
import { useCommand } from '../../kit/use-command.ts';
import { textsOf, useTexts } from '../../language/text.ts';
import { scopesOf, useViewer } from '../../session/viewer.tsx';
import { AgreementChoicesDocument, CompoundChoicesDocument, CreateAgreementDocument } from './agreements.generated.ts';
import { RegisterEnterprise } from './register-enterprise.tsx';
import { TermsFields, type TermsValues } from './terms-fields.tsx';
import { businesses } from './words.ts';

const texts = textsOf({
  title: ['起草协议', 'Draft an agreement'],
  about: [
    '草稿由另一人核对后生效，生效前不接收明细。',
    'Another person checks it and puts it into force; until then it takes no entry.',
  ],
  list: ['全部协议', 'All agreements'],
  code: ['协议编号', 'Code'],
  codeAbout: [
    '两至四个大写字母、连字符、四至八位数字，如 JV-0007',
    'Two to four capitals, a hyphen, four to eight digits, such as JV-0007',
  ],
  name: ['名称', 'Name'],
  operator: ['运营企业（国企）', 'Operator, a state enterprise'],
  community: ['所属社区', 'Community'],
  business: ['经营业态', 'Line of business'],
  commonParts: ['使用小区共有部分（须有业主表决通过）', 'It uses common parts of a compound: a passed vote is needed'],
  vote: ['业主表决', 'Vote of the owners'],
  noVote: ['所选社区没有此类表决。', 'No such vote in the compounds of this community.'],
  needed: ['请填写', 'Fill this in'],
  save: ['保存草稿', 'Save the draft'],
  saved: ['已起草，等待另一人确认生效', 'Drafted; another person puts it into force'],
});

interface Values {
  readonly code: string;
  readonly name: string;
  readonly operator: string;
  readonly community: string;
  readonly business: VentureBusiness;
  readonly usesCommonParts?: boolean;
  readonly commonPartsVote?: string;
  readonly terms: readonly TermsValues[];
}

export default function NewAgreement() {
  const t = useTexts(texts);
  const [county] = scopesOf(useViewer(), 'FINANCE_MAKER');
  const answer = useQuery(AgreementChoicesDocument, { variables: { county: county?.slice(0, 6) ?? '' } });
  return (
    <>
      <PageHead
        title={t.title}
        about={t.about}
        actions={
          <>
            <RegisterEnterprise />
            <Link to="/finance/agreements">{t.list}</Link>
          </>
        }
      />
      <Answer to={answer}>
        {({ enterprises, county: found }) => (
          <Draft
            operators={(enterprises?.edges ?? []).flatMap(({ node }) => (node.kind === 'STATE' ? [node] : []))}
            communities={found?.communities ?? []}
          />
        )}
      </Answer>
    </>
  );
}

interface DraftProps {
  readonly operators: readonly { readonly uscc: string; readonly name: string }[];
  readonly communities: readonly { readonly code: string; readonly name: string }[];
}

function Draft({ operators, communities }: DraftProps) {
  const t = useTexts(texts);
  const names = useTexts(businesses);
  const { today } = useViewer();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const [form] = Form.useForm<Values>();
  const community = Form.useWatch('community', form);
  const usesCommonParts = Form.useWatch('usesCommonParts', form) ?? false;
  const choices = useQuery(CompoundChoicesDocument, { variables: { community: community ?? '' }, skip: !community });
  const compounds = choices.data?.community?.compounds ?? [];
  const votes = compounds.flatMap(({ votes: { edges } }) => edges.map(({ node }) => node));
  const command = useCommand(CreateAgreementDocument);
  const refusal = useRefusalInForm(form, command.refusal);
  const rules = [{ required: true, message: t.needed }];
  const send = async ({ usesCommonParts: uses = false, commonPartsVote = '', ...draft }: Values) => {
    const input = { ...draft, usesCommonParts: uses, commonPartsVote: uses ? commonPartsVote : null };
    const done = await command.run({ input: { ...input, terms: [...input.terms].map(termsInput) } });
    if (!done) return;
    message.success(t.saved);
    navigate(`/finance/agreements/${done.agreement.code}`);
  };
  const search = { optionFilterProp: 'label' };
  return (
    <Form<Values>
      form={form}
      layout="vertical"
      style={{ maxWidth: 640 }}
      onFinish={send}
      scrollToFirstError={{ focus: true }}
      initialValues={{ terms: [{ from: monthOf(today), rateBp: 1000, weights: [{ weight: 1 }] }] }}
    >
      <Form.Item name="code" label={t.code} extra={t.codeAbout} rules={rules}>
        <Input autoComplete="off" />
      </Form.Item>
      <Form.Item name="name" label={t.name} rules={rules}>
        <Input maxLength={100} autoComplete="off" />
      </Form.Item>
      <Form.Item name="operator" label={t.operator} rules={rules}>
        <Select showSearch={search} options={operators.map(({ uscc, name }) => ({ value: uscc, label: name }))} />
      </Form.Item>
      <Form.Item name="community" label={t.community} rules={rules}>
        <Select showSearch={search} options={communities.map(({ code, name }) => ({ value: code, label: name }))} />
      </Form.Item>
      <Form.Item name="business" label={t.business} rules={rules}>
        <Select options={optionsOf(names)} />
      </Form.Item>
      <Form.Item name="usesCommonParts" valuePropName="checked">
        <Checkbox>{t.commonParts}</Checkbox>
      </Form.Item>
      {usesCommonParts && (
        <Form.Item name="commonPartsVote" label={t.vote} rules={rules}>
          <Select
            loading={choices.loading}
            notFoundContent={t.noVote}
            options={votes.map(({ id, title }) => ({ value: id, label: title }))}
          />
        </Form.Item>
      )}
      <TermsFields at={['terms', 0]} compounds={compounds} />
      <Flex vertical gap={8} style={{ marginTop: 24 }} align="flex-start">
        <NotDone of={{ ...command, refusal }} />
        <Button type="primary" htmlType="submit" loading={command.isRunning}>
          {t.save}
        </Button>
      </Flex>
    </Form>
  );
}

function termsInput({ from, rateBp, weights }: TermsValues) {
  return { from, rateBp, weights: weights.map(({ compound, weight }) => ({ compound, weight })) };
}
