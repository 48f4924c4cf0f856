/** How a program or a person signs in and gets a token. */
import { Typography } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import { Failure } from '../../kit/failure.tsx';
import { textsOf, useLanguage, useTexts } from '../../language/text.ts';
import { type SignInSettings, signInSettings } from '../../session/session.ts';
import { Code } from './code.tsx';

const texts = textsOf({
  demo: ['演示身份', 'People of the demonstration'],
  demoHow: [
    '仅演示环境：GET /auth/demo 列出身份，POST 换取令牌；没有密码。',
    'In a demonstration only: GET /auth/demo lists them, POST gives a token. There is no password.',
  ],
  people: ['单位账号（OpenID Connect）', 'People of an organization (OpenID Connect)'],
  peopleHow: (issuer: string, client: string) => [
    `在 ${issuer} 以授权码 + PKCE 登录，客户端 ${client}；令牌放在 authorization 头中。`,
    `Authorization code with PKCE at ${issuer}, as the client ${client}; the access token goes into the header authorization.`,
  ],
  peopleNot: [
    '此处未设置外部身份提供方；设置 OIDC_ISSUER 后，/auth/settings 给出地址与客户端。',
    'No issuer is set here. With OIDC_ISSUER, /auth/settings tells its address and the client.',
  ],
  machines: ['国企系统（客户端凭据）', 'Machines of partner enterprises (client credentials)'],
  machinesHow: [
    '凭据由企业在“接口凭据”页面生成与轮换；只能操作本企业的协议。',
    'An enterprise makes and rotates them on its page of machine credentials; they reach no further than its agreements.',
  ],
  ask: ['带令牌请求', 'Asking with a token'],
  askHow: [
    'accept-language 选择中文或英文；每个响应带有 x-request-id 和估算成本 x-operation-cost。',
    'accept-language chooses Chinese or English. Every answer has x-request-id and its estimated cost, x-operation-cost.',
  ],
  command: ['命令', 'Command'],
});

export function Access() {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const [settings, setSettings] = useState<SignInSettings | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  useEffect(() => void signInSettings().then(setSettings, setFailure), []);
  const here = location.origin;
  return (
    <>
      {failure ? <Failure error={failure} /> : null}
      {settings?.demo && (
        <Part title={t.demo} how={t.demoHow}>
          <Code
            label={t.command}
            of={`curl -s ${here}/auth/demo -H 'content-type: application/json' -d '{"persona": "auditor"}'`}
          />
        </Part>
      )}
      <Part
        title={t.people}
        how={settings?.oidc ? t.peopleHow(settings.oidc.issuer, settings.oidc.clientId) : t.peopleNot}
      />
      <Part title={t.machines} how={t.machinesHow}>
        <Code
          label={t.command}
          of={`curl -s ${here}/oauth/token -d grant_type=client_credentials -d client_id=… -d client_secret=…`}
        />
      </Part>
      <Part title={t.ask} how={t.askHow}>
        <Code
          label={t.command}
          of={`curl -s ${here}/graphql -H 'content-type: application/json' -H "authorization: Bearer $TOKEN" \\
  -H 'accept-language: ${language === 'zh' ? 'zh-CN' : 'en'}' -d '{"query": "{ me { person { name } grants { role scope } } }"}'`}
        />
      </Part>
    </>
  );
}

interface PartProps {
  readonly title: string;
  readonly how: string;
  readonly children?: ReactNode;
}

function Part({ title, how, children }: PartProps) {
  return (
    <section style={{ marginBottom: 16 }}>
      <Typography.Title level={2} style={{ fontSize: 16 }}>
        {title}
      </Typography.Title>
      <Typography.Paragraph>{how}</Typography.Paragraph>
      {children}
    </section>
  );
}
