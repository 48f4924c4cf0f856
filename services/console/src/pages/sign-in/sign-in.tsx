/** Signing in: as somebody of the demonstration, or at the issuer of the organization. */
import { Button, Card, Typography } from 'antd';
import { useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import { Failure } from '../../kit/failure.tsx';
import { Notice } from '../../kit/notice.tsx';
import { PageHead } from '../../kit/page-head.tsx';
import { Waiting } from '../../kit/waiting.tsx';
import { say, textsOf, useLanguage, useTexts } from '../../language/text.ts';
import type { OidcSettings } from '../../session/oidc.ts';
import { keep, type SignInSettings, signInAs, signInSettings } from '../../session/session.ts';
import './sign-in.css';

const texts = textsOf({
  title: ['登录', 'Sign in'],
  demo: ['这是演示系统：选择一个身份，无需密码。', 'This is a demonstration: choose who to be. There is no password.'],
  organization: ['使用单位账号登录', 'Sign in with your organization'],
  nobody: ['此处没有可用的登录方式，请联系管理员。', 'There is no way to sign in here: ask an administrator.'],
});

export default function SignIn() {
  const t = useTexts(texts);
  const [settings, setSettings] = useState<SignInSettings | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const load = () => signInSettings().then(setSettings, setFailure);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once
  useEffect(() => void load(), []);
  return (
    <>
      <PageHead title={t.title} />
      {failure ? <Failure error={failure} again={load} /> : null}
      {!settings && !failure ? <Waiting rows={2} /> : null}
      {settings?.oidc && (
        <Button type="primary" onClick={() => settings.oidc && leave(settings.oidc).catch(setFailure)}>
          {t.organization}
        </Button>
      )}
      {settings?.demo && <Personas />}
      {settings && !settings.oidc && !settings.demo && <Notice type="info" title={t.nobody} />}
    </>
  );
}

async function leave(issuer: OidcSettings): Promise<void> {
  const { leaveForIssuer } = await import('../../session/oidc.ts');
  await leaveForIssuer(issuer, '/');
}

interface Persona {
  readonly persona: string;
  readonly nameZh: string;
  readonly nameEn: string;
}

function Personas() {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const navigate = useNavigate();
  const [personas, setPersonas] = useState<readonly Persona[] | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const load = async () => {
    const answer = await fetch('/auth/demo');
    if (!answer.ok) throw new Error(`/auth/demo answered ${answer.status}`);
    setPersonas(await answer.json());
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: once
  useEffect(() => void load().catch(setFailure), []);
  const enter = async (persona: string) => {
    keep(await signInAs(persona));
    navigate('/');
  };
  return (
    <>
      <Typography.Paragraph>{t.demo}</Typography.Paragraph>
      {failure ? <Failure error={failure} again={() => load().then(() => setFailure(null), setFailure)} /> : null}
      {!personas && !failure ? <Waiting rows={4} /> : null}
      <ul className="personas">
        {personas?.map(({ persona, nameZh, nameEn }) => (
          <li key={persona}>
            <Card size="small" hoverable styles={{ body: { padding: 0 } }}>
              <Button
                type="text"
                style={{ height: 64, width: '100%', whiteSpace: 'normal' }}
                data-persona={persona}
                onClick={() => enter(persona).catch(setFailure)}
              >
                {say([nameZh, nameEn], language)}
              </Button>
            </Card>
          </li>
        ))}
      </ul>
    </>
  );
}
