/** The machines that post for an enterprise: made, given another secret, shut out. A secret is shown once. */
import { useQuery } from '@apollo/client/react';
import { Button, Card, Flex, Form, Input } from 'antd';
import { useState } from 'react';
import { Answer } from '../../kit/answer.tsx';
import { CommandButton } from '../../kit/command-button.tsx';
import { useRefusalInForm } from '../../kit/form-refusal.ts';
import { NotDone } from '../../kit/not-done.tsx';
import { PageHead } from '../../kit/page-head.tsx';
import { PlainTable } from '../../kit/plain-table.tsx';
import { Status } from '../../kit/status.tsx';
import { useCommand } from '../../kit/use-command.ts';
import { When } from '../../kit/when.tsx';
import { textsOf, useTexts } from '../../language/text.ts';
import { scopesOf, useViewer } from '../../session/viewer.tsx';
import {
  CreateMachineDocument,
  PartnerMachinesDocument,
  type PartnerMachinesQuery,
  RevokeMachineDocument,
  RotateMachineSecretDocument,
} from './partner-machines.generated.ts';
import { type Shown, ShownSecret } from './shown-secret.tsx';

const texts = textsOf({
  title: ['接口凭据', 'Machine credentials'],
  about: [
    '贵单位的系统用它们自动上报明细；只能访问贵单位运营的项目。',
    "Your systems post entries with these; they reach your enterprise's joint ventures only.",
  ],
  label: ['客户端', 'Clients'],
  empty: ['还没有客户端。在上面起个名字，即可创建第一个。', 'None yet: give the first one a name above.'],
  name: ['名称', 'Name'],
  nameHint: ['例如“财务系统”；不能与现有的重名', 'For example “accounting”; each name only once'],
  id: ['客户端编号', 'Client id'],
  createdAt: ['创建时间', 'Created at'],
  secrets: ['有效密钥', 'Valid secrets'],
  state: ['状态', 'State'],
  active: ['可用', 'In use'],
  revoked: ['已停用', 'Revoked'],
  actions: ['操作', 'Actions'],
  create: ['创建客户端', 'Create a client'],
  known: [
    '已有同名客户端，没有新建；需要密钥请轮换。',
    'A client of this name exists, so none was created; give it a new secret if you need one.',
  ],
  rotate: ['轮换密钥', 'New secret'],
  rotateAsk: [
    '生成新密钥？上一个仍有效，更早的失效。',
    'Make a new secret? The last one stays valid, older ones do not.',
  ],
  revoke: ['停用', 'Revoke'],
  revokeAsk: (name: string) => [
    `停用“${name}”？停用后不能恢复，一小时内全部失效。`,
    `Revoke “${name}”? This cannot be taken back: it stops working within the hour.`,
  ],
  required: ['请填写', 'Fill this in'],
});

type Machine = NonNullable<NonNullable<PartnerMachinesQuery['enterprise']>['clients']>[number];

export default function PartnerMachines() {
  const t = useTexts(texts);
  const [enterprise = ''] = scopesOf(useViewer(), 'PARTNER');
  const [shown, show] = useState<Shown | null>(null);
  const asked = useQuery(PartnerMachinesDocument, { variables: { enterprise } });
  return (
    <Answer to={asked}>
      {({ enterprise: own }) => (
        <>
          <PageHead title={t.title} about={t.about} />
          <Flex vertical gap={16}>
            <CreateMachine enterprise={enterprise} show={show} />
            {shown && <ShownSecret of={shown} close={() => show(null)} />}
            <Machines of={own?.clients ?? []} show={show} />
          </Flex>
        </>
      )}
    </Answer>
  );
}

function CreateMachine({ enterprise, show }: { readonly enterprise: string; readonly show: (shown: Shown) => void }) {
  const t = useTexts(texts);
  const [form] = Form.useForm<{ name: string }>();
  const command = useCommand(CreateMachineDocument);
  const refusal = useRefusalInForm(form, command.refusal);
  const create = async ({ name }: { name: string }) => {
    const done = await command.run({ input: { enterprise, name } });
    if (!done) return;
    if (done.secret === null) return form.setFields([{ name: 'name', errors: [t.known] }]);
    show({ ...done.client, secret: done.secret });
    form.resetFields();
  };
  return (
    <Card size="small">
      <Form form={form} layout="vertical" requiredMark={false} onFinish={create} style={{ maxWidth: 420 }}>
        <Form.Item name="name" label={t.name} extra={t.nameHint} rules={[{ required: true, message: t.required }]}>
          <Input maxLength={60} />
        </Form.Item>
        <Flex vertical gap={8} align="flex-start">
          <NotDone of={{ ...command, refusal }} again={form.submit} />
          <Button type="primary" htmlType="submit" loading={command.isRunning}>
            {t.create}
          </Button>
        </Flex>
      </Form>
    </Card>
  );
}

function Machines({ of, show }: { readonly of: readonly Machine[]; readonly show: (shown: Shown) => void }) {
  const t = useTexts(texts);
  return (
    <PlainTable<Machine>
      label={t.label}
      rows={of}
      rowKey={({ id }) => id}
      empty={t.empty}
      columns={[
        { title: t.name, field: 'name' },
        { title: t.createdAt, cell: ({ createdAt }) => <When at={createdAt} /> },
        { title: t.secrets, field: 'validSecrets', align: 'right' },
        {
          title: t.state,
          cell: ({ revokedAt }) =>
            revokedAt ? (
              <Status look="gone">
                {t.revoked} <When at={revokedAt} />
              </Status>
            ) : (
              <Status look="done">{t.active}</Status>
            ),
        },
        {
          title: t.actions,
          cell: ({ id, name, revokedAt }) =>
            revokedAt === null && (
              <Flex gap={8}>
                <CommandButton
                  size="small"
                  document={RotateMachineSecretDocument}
                  variables={{ input: { client: id } }}
                  confirm={t.rotateAsk}
                  onDone={({ client, secret }) => show({ ...client, secret })}
                >
                  {t.rotate}
                </CommandButton>
                <CommandButton
                  size="small"
                  danger
                  document={RevokeMachineDocument}
                  variables={{ input: { client: id } }}
                  confirm={t.revokeAsk(name)}
                >
                  {t.revoke}
                </CommandButton>
              </Flex>
            ),
        },
        { title: t.id, field: 'id' },
      ]}
    />
  );
}
