/** Giving a person a role at a scope; never oneself. What was typed stays until it is given. */
import { useQuery } from '@apollo/client/react';
import { App, AutoComplete, DatePicker, Form, Input, Modal, Select, Typography } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { NotDone } from '../../kit/not-done.tsx';
import { kitTexts } from '../../kit/texts.ts';
import { useCommand, useCommandId } from '../../kit/use-command.ts';
import { say, textsOf, useLanguage, useTexts } from '../../language/text.ts';
import { roleNames } from '../../session/roles.ts';
import { useViewer } from '../../session/viewer.tsx';
import { FindScopeDocument, GrantRoleDocument } from './operations.generated.ts';

const texts = textsOf({
  title: ['授权', 'Give a role'],
  about: [
    '此人下次登录起即有这个角色。不能给自己授权。',
    'The person has the role from the next sign-in. Nobody gives one to themselves.',
  ],
  person: ['人员编号', "The person's id"],
  personHint: [
    '在“有效权限”中点击某人的“授权”可自动填写',
    'Filled in by “Give a role” beside somebody in “Roles in force”',
  ],
  role: ['角色', 'Role'],
  scope: ['范围编码', 'Code of the place'],
  scopeHint: [
    '输入社区或小区的名称或拼音首字母来查编码，或直接填写；国企经办填企业的统一社会信用代码',
    "Type a part of the name of a community or compound to find its code, or the code itself; for a partner's clerk the enterprise's unified social credit code",
  ],
  since: ['起始日期', 'Since'],
  give: ['授权', 'Give'],
});

interface Draft {
  readonly person: string;
  readonly role: string;
  readonly scope: string;
  readonly since: string;
}

interface GrantFormProps {
  readonly county: string;
  /** To whom, where that is known. */
  readonly person: string;
  close(): void;
}

export function GrantForm({ county, person, close }: GrantFormProps) {
  const t = useTexts({ ...kitTexts, ...texts });
  const { language } = useLanguage();
  const { today } = useViewer();
  const { message } = App.useApp();
  const { id } = useCommandId();
  const [draft, setDraft] = useState<Draft>({ person, role: 'SOCIAL_WORKER', scope: county, since: today });
  const command = useCommand(GrantRoleDocument);
  const change = (changed: Partial<Draft>) => setDraft({ ...draft, ...changed });
  const give = async () => {
    if (!(await command.run({ input: { ...draft, county, clientMutationId: id } }))) return;
    message.success(t.done);
    close();
  };
  const of = (field: keyof Draft) =>
    command.refusal?.field === field ? { validateStatus: 'error' as const, help: command.refusal.message } : {};
  const isOfField = command.refusal?.field != null && command.refusal.field in draft;
  return (
    <Modal
      open
      title={t.title}
      okText={t.give}
      cancelText={t.cancel}
      confirmLoading={command.isRunning}
      okButtonProps={{ disabled: Object.values(draft).some((each: string) => each.trim() === '') }}
      onOk={give}
      onCancel={close}
    >
      <Typography.Paragraph>{t.about}</Typography.Paragraph>
      <Form layout="vertical">
        <Form.Item label={t.person} htmlFor="person" extra={t.personHint} {...of('person')}>
          <Input
            id="person"
            autoFocus
            value={draft.person}
            onChange={({ target }) => change({ person: target.value.trim() })}
          />
        </Form.Item>
        <Form.Item label={t.role} htmlFor="role" {...of('role')}>
          <Select
            id="role"
            value={draft.role}
            showSearch={{ optionFilterProp: 'label' }}
            options={Object.entries(roleNames).map(([value, text]) => ({ value, label: say(text, language) }))}
            onChange={(role: string) => change({ role })}
          />
        </Form.Item>
        <Form.Item label={t.scope} htmlFor="scope" extra={t.scopeHint} {...of('scope')}>
          <Scope county={county} scope={draft.scope} choose={(scope) => change({ scope })} />
        </Form.Item>
        <Form.Item label={t.since} htmlFor="since" {...of('since')}>
          <DatePicker
            id="since"
            format="YYYY-MM-DD"
            allowClear={false}
            style={{ width: '100%' }}
            value={dayjs(draft.since)}
            onChange={(day) => day && change({ since: day.format('YYYY-MM-DD') })}
          />
        </Form.Item>
      </Form>
      <NotDone of={isOfField ? { ...command, refusal: null } : command} again={give} />
    </Modal>
  );
}

/** The code of a place, found by its name. */
function Scope({
  county,
  scope,
  choose,
}: {
  readonly county: string;
  readonly scope: string;
  choose(scope: string): void;
}) {
  const isCode = /^[0-9A-Z]*$/.test(scope) && /\d/.test(scope);
  const { data, previousData } = useQuery(FindScopeDocument, {
    variables: { county, text: scope },
    skip: scope === '' || scope.length > 40 || isCode,
  });
  const found = isCode ? null : (data ?? previousData)?.search;
  const places = [...(found?.communities ?? []), ...(found?.compounds ?? [])];
  return (
    <AutoComplete
      id="scope"
      value={scope}
      options={places.map(({ code, name }) => ({ value: code, label: `${name} ${code}` }))}
      onChange={(typed: string) => choose(typed.trim())}
    />
  );
}
