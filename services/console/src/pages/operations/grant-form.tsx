/** Giving a person a role at a scope; never oneself. What was typed stays until it is given. */
import { App, DatePicker, Form, Modal, Select, Typography } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { NotDone } from '../../kit/not-done.tsx';
import { kitTexts } from '../../kit/texts.ts';
import { useCommand, useCommandId } from '../../kit/use-command.ts';
import { say, textsOf, useLanguage, useTexts } from '../../language/text.ts';
import { roleNames } from '../../session/roles.ts';
import { useViewer } from '../../session/viewer.tsx';
import { FindPerson } from './find-person.tsx';
import { FindScope } from './find-scope.tsx';
import { GrantRoleDocument } from './operations.generated.ts';

const texts = textsOf({
  title: ['授权', 'Give a role'],
  about: [
    '此人下次登录起即有这个角色。不能给自己授权。',
    'The person has the role from the next sign-in. Nobody gives one to themselves.',
  ],
  person: ['人员', 'Person'],
  role: ['角色', 'Role'],
  scope: ['范围编码', 'Code of the place'],
  scopeHint: (county: string) => [
    `输入社区或小区的名称或拼音首字母来查编码，或直接填写；全县填 ${county}，国企经办填企业的统一社会信用代码`,
    `Type a part of the name of a community or compound, or its pinyin initials, to find its code, or the code itself; ${county} is the whole county; for a partner's clerk the enterprise's unified social credit code`,
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
  /** To whom; null where that is to be found. */
  readonly person: { readonly id: string; readonly name: string } | null;
  close(): void;
}

export function GrantForm({ county, person, close }: GrantFormProps) {
  const t = useTexts({ ...kitTexts, ...texts });
  const { language } = useLanguage();
  const { today } = useViewer();
  const { message } = App.useApp();
  const { id } = useCommandId();
  const [draft, setDraft] = useState<Draft>({
    person: person?.id ?? '',
    role: 'SOCIAL_WORKER',
    scope: '',
    since: today,
  });
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
        <Form.Item label={t.person} htmlFor="person" {...of('person')}>
          {person ? (
            person.name
          ) : (
            <FindPerson county={county} person={draft.person} choose={(found) => change({ person: found })} />
          )}
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
        <Form.Item label={t.scope} htmlFor="scope" extra={t.scopeHint(county)} {...of('scope')}>
          <FindScope id="scope" county={county} scope={draft.scope} choose={(scope) => change({ scope })} />
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
