import { ApolloProvider } from '@apollo/client/react';
import { lazy, type ReactNode, useMemo, useRef, useState } from 'react';
import { BrowserRouter, Link, Navigate, Route, Routes } from 'react-router';
import { createClient } from './graph/client.ts';
import { chosenLanguage, rememberLanguage } from './language/chosen.ts';
import { type Language, LanguageProvider, textsOf, useTexts } from './language/text.ts';
import { isFor, type Route as Page, routes, startPageOf } from './routes.tsx';
import { useSession } from './session/session.ts';
import { useViewer, ViewerProvider } from './session/viewer.tsx';
import { Shell } from './shell/shell.tsx';

const Desk = lazy(() => import('./shell/desk.tsx'));

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
      <BrowserRouter>
        <Graph language={language}>
          <Pages />
        </Graph>
      </BrowserRouter>
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
    <Shell>
      <Routes>
        <Route path="/" element={<Navigate replace to={startPageOf(grants)} />} />
        {routes.map((page) => (
          <Route key={page.path} path={page.path} element={<Shown page={page} />} />
        ))}
        <Route path="*" element={<Missing />} />
      </Routes>
    </Shell>
  );
}

function Shown({ page }: { readonly page: Page }) {
  const { grants } = useViewer();
  if (!isFor(page, grants)) return <NotYours />;
  const Content = page.page;
  if (page.isPlain) return <Content />;
  return (
    <Desk>
      <Content />
    </Desk>
  );
}

const texts = textsOf({
  missing: ['没有这个页面', 'There is no such page'],
  start: ['回到首页', 'To the start page'],
  notYours: ['您没有此页面的权限', 'This page is not for you'],
  why: ['请以有权限的身份登录。', 'Sign in as somebody who may see it.'],
  signIn: ['登录', 'Sign in'],
});

function Missing() {
  const t = useTexts(texts);
  return (
    <>
      <h1 style={{ fontSize: 22 }}>{t.missing}</h1>
      <p>
        <Link to="/">{t.start}</Link>
      </p>
    </>
  );
}

function NotYours() {
  const t = useTexts(texts);
  return (
    <>
      <h1 style={{ fontSize: 22 }}>{t.notYours}</h1>
      <p>
        {t.why} <Link to="/sign-in">{t.signIn}</Link>
      </p>
    </>
  );
}
