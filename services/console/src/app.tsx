import { ApolloProvider } from '@apollo/client/react';
import { App as AntApp, ConfigProvider, Result } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { type ReactNode, Suspense, useMemo, useRef, useState } from 'react';
import { BrowserRouter, Navigate, Route, Routes } from 'react-router';
import { createClient } from './graph/client.ts';
import { Waiting } from './kit/waiting.tsx';
import { chosenLanguage, rememberLanguage } from './language/chosen.ts';
import { type Language, LanguageProvider, textsOf, useTexts } from './language/text.ts';
import { isFor, type Route as Page, routes, startPageOf } from './routes.tsx';
import { useSession } from './session/session.ts';
import { useViewer, ViewerProvider } from './session/viewer.tsx';
import { Shell } from './shell/shell.tsx';

const theme = {
  token: {
    colorPrimary: '#b5281e',
    colorLink: '#a3241b',
    // Among words a link is told by more than its colour.
    linkDecoration: 'underline',
    borderRadius: 4,
    colorTextSecondary: '#595959',
    colorTextDescription: '#595959',
    colorTextPlaceholder: '#6b6b6b',
    colorError: '#b42318',
    colorTextTertiary: '#595959',
  },
};

export function App() {
  const [language, setLanguage] = useState<Language>(chosenLanguage);
  const chosen = useMemo(() => {
    const choose = (next: Language) => {
      rememberLanguage(next);
      setLanguage(next);
    };
    return { language, choose };
  }, [language]);
  return (
    <LanguageProvider value={chosen}>
      <ConfigProvider locale={language === 'zh' ? zhCN : enUS} theme={theme}>
        <AntApp>
          <BrowserRouter>
            <Graph language={language}>
              <Pages />
            </Graph>
          </BrowserRouter>
        </AntApp>
      </ConfigProvider>
    </LanguageProvider>
  );
}

/** Another client for another person: nothing that one has seen is there for the next. */
function Graph({ language, children }: { readonly language: Language; readonly children: ReactNode }) {
  const spoken = useRef(language);
  spoken.current = language;
  const session = useSession();
  const who = session ? JSON.stringify('persona' in session.renewal ? session.renewal.persona : 'issuer') : null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: who looks and in which language decides what is kept
  const client = useMemo(() => createClient(() => spoken.current), [who, language]);
  return (
    <ApolloProvider client={client}>
      <ViewerProvider key={`${who} ${language}`}>{children}</ViewerProvider>
    </ApolloProvider>
  );
}

function Pages() {
  const { grants } = useViewer();
  return (
    <Routes>
      <Route path="/" element={<Navigate replace to={startPageOf(grants)} />} />
      {routes.map((page) => (
        <Route key={page.path} path={page.path} element={<Shown page={page} />} />
      ))}
      <Route
        path="*"
        element={
          <Shell>
            <Missing />
          </Shell>
        }
      />
    </Routes>
  );
}

function Shown({ page }: { readonly page: Page }) {
  const { grants } = useViewer();
  const Content = isFor(page, grants) ? page.page : NotYours;
  if (page.bare)
    return (
      <Suspense fallback={<Waiting />}>
        <Content />
      </Suspense>
    );
  return (
    <Shell>
      <Content />
    </Shell>
  );
}

const texts = textsOf({
  missing: ['没有这个页面', 'There is no such page'],
  notYours: ['您没有此页面的权限', 'This page is not for you'],
  signIn: ['请以有权限的身份登录。', 'Sign in as somebody whose page it is.'],
});

function Missing() {
  const t = useTexts(texts);
  return <Result status="404" title={t.missing} />;
}

function NotYours() {
  const t = useTexts(texts);
  return <Result status="403" title={t.notYours} subTitle={t.signIn} />;
}
