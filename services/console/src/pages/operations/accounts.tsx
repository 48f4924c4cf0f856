/** Who may do what: the roles in force, those that administrators gave, giving one and taking one back. */
import { useQuery } from '@apollo/client/react';
import { Button, Segmented, Tag, Typography } from 'antd';
import { useState } from 'react';
import { allows } from '../../kit/allows.ts';
import { Answer } from '../../kit/answer.tsx';
import { AskFirst } from '../../kit/ask-first.tsx';
import { useChoice, useListPage } from '../../kit/list-page.ts';
import { ListTable } from '../../kit/list-table.tsx';
import type { Columns } from '../../kit/plain-table.tsx';
import { Status } from '../../kit/status.tsx';
import { useCommand } from '../../kit/use-command.ts';
import { When } from '../../kit/when.tsx';
import { say, textsOf, useLanguage, useTexts } from '../../language/text.ts';
import { type Role, roleNames } from '../../session/roles.ts';
import { scopesOf, useViewer } from '../../session/viewer.tsx';
import { GrantForm } from './grant-form.tsx';
import {
  OperationsAccountsDocument,
  type OperationsAccountsQuery,
  OperationsGrantsDocument,
  type OperationsGrantsQuery,
  RevokeRoleDocument,
} from './operations.generated.ts';
import { called } from './texts.ts';

const texts = textsOf({
  show: ['显示', 'Show'],
  grants: ['授权记录', 'Given roles'],
  accounts: ['有效权限', 'Roles in force'],
  give: ['授权', 'Give a role'],
  person: ['人员', 'Person'],
  role: ['角色', 'Role'],
  scope: ['范围', 'Where'],
  since: ['起始', 'Since'],
  state: ['状态', 'State'],
  inForce: ['有效', 'In force'],
  takenBack: (day: string) => [`${day} 收回`, `Taken back ${day}`],
  takeBack: ['收回', 'Take back'],
  takeBackTitle: (person: string, role: string) => [`收回${person}的“${role}”`, `Take “${role}” back from ${person}`],
  takeBackEffect: [
    '此人下次登录起不再有这个角色；已签发的登录凭证最多一小时后失效。',
    'From the next sign-in the person no longer has the role; a sign-in that is open ends within the hour.',
  ],
  noGrants: [
    '还没有通过系统授权的人员。点击“授权”给某人一个角色。',
    'Nobody has been given a role here yet. “Give a role” does it.',
  ],
  noAccounts: ['还没有可登录的账户。', 'Nobody may sign in yet.'],
});

interface Somebody {
  readonly id: string;
  readonly name: string;
}

const shown = ['grants', 'accounts'] as const;

export default function Accounts() {
  const t = useTexts(texts);
  const [show, choose] = useChoice('show', shown);
  const [givingTo, giveTo] = useState<Somebody | null | 'TO_BE_FOUND'>(null);
  const county = scopesOf(useViewer(), 'ADMIN')[0] ?? '';
  return (
    <>
      <Segmented
        aria-label={t.show}
        value={show ?? 'grants'}
        style={{ marginBottom: 12, marginRight: 8 }}
        options={shown.map((value) => ({ value, label: t[value] }))}
        onChange={choose}
      />
      <Button type="primary" onClick={() => giveTo('TO_BE_FOUND')}>
        {t.give}
      </Button>
      {show === 'accounts' ? <InForce county={county} giveTo={giveTo} /> : <Given county={county} />}
      {givingTo !== null && (
        <GrantForm county={county} person={givingTo === 'TO_BE_FOUND' ? null : givingTo} close={() => giveTo(null)} />
      )}
    </>
  );
}

type Grant = NonNullable<NonNullable<OperationsGrantsQuery['county']>['accountGrants']>['edges'][number]['node'];

function Given({ county }: { readonly county: string }) {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const [leaving, leave] = useState<Grant | null>(null);
  const page = useListPage('grants', 50);
  const asked = useQuery(OperationsGrantsDocument, { variables: { county, ...page.variables } });
  const columns: Columns<Grant> = [
    { title: t.person, key: 'person', cell: ({ person }) => person?.name },
    { title: t.role, key: 'role', cell: ({ role }) => say(called(roleNames, role), language) },
    { title: t.scope, key: 'scope', cell: ({ place, scope }) => place?.name ?? scope },
    { title: t.since, key: 'since', cell: ({ since }) => <When at={since} /> },
    {
      title: t.state,
      key: 'state',
      cell: ({ until, reason }) =>
        until ? (
          <>
            <Status look="gone">{t.takenBack(until)}</Status>
            {' · '}
            <Typography.Text type="secondary">{reason}</Typography.Text>
          </>
        ) : (
          <Status look="done">{t.inForce}</Status>
        ),
    },
    {
      title: t.takeBack,
      key: 'leave',
      cell: (grant) =>
        allows(grant.allowedTransitions, 'revokeRole') && (
          <Button size="small" danger onClick={() => leave(grant)}>
            {t.takeBack}
          </Button>
        ),
    },
  ];
  return (
    <>
      <Answer to={asked}>
        {(data) => (
          <ListTable<Grant>
            label={t.grants}
            of={data.county?.accountGrants ?? null}
            page={page}
            columns={columns}
            rowKey={({ id }) => id}
            empty={t.noGrants}
          />
        )}
      </Answer>
      {leaving && <TakeBack grant={leaving} close={() => leave(null)} />}
    </>
  );
}

function TakeBack({ grant, close }: { readonly grant: Grant; close(): void }) {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const command = useCommand(RevokeRoleDocument);
  const { id, version } = grant;
  return (
    <AskFirst
      title={t.takeBackTitle(grant.person?.name ?? '', say(called(roleNames, grant.role), language))}
      consequence={t.takeBackEffect}
      confirm={t.takeBack}
      reason="REQUIRED"
      isDangerous
      command={command}
      run={(reason) => command.run({ input: { id, version, reason } })}
      close={close}
    />
  );
}

type Account = NonNullable<NonNullable<OperationsAccountsQuery['county']>['accounts']>['edges'][number]['node'];

function InForce({ county, giveTo }: { readonly county: string; giveTo(person: Somebody): void }) {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const page = useListPage('accounts', 50);
  const asked = useQuery(OperationsAccountsDocument, { variables: { county, ...page.variables } });
  const columns: Columns<Account> = [
    { title: t.person, key: 'person', cell: ({ person }) => person?.name },
    {
      title: t.accounts,
      key: 'grants',
      cell: ({ grants }) =>
        grants.map(({ role, scope, place }) => (
          <Tag key={`${role} ${scope}`}>
            {say(roleNames[role as Role] ?? [role, role], language)} · {place?.name ?? scope}
          </Tag>
        )),
    },
    {
      title: t.give,
      key: 'give',
      cell: ({ person }) =>
        person && (
          <Button size="small" onClick={() => giveTo(person)}>
            {t.give}
          </Button>
        ),
    },
  ];
  return (
    <Answer to={asked}>
      {(data) => (
        <ListTable<Account>
          label={t.accounts}
          of={data.county?.accounts ?? null}
          page={page}
          columns={columns}
          rowKey={({ person }) => person?.id ?? ''}
          empty={t.noAccounts}
        />
      )}
    </Answer>
  );
}
