/** What stands around every page: the menu of who looks, the language, signing in and out. Plain, for it comes first. */
import { type ReactNode, Suspense, useEffect, useRef, useState } from 'react';
import { Link, useLocation, useNavigate } from 'react-router';
import { ShownAnew } from '../kit/shown-anew.tsx';
import { Waiting } from '../kit/waiting.tsx';
import { say, textsOf, useLanguage, useTexts } from '../language/text.ts';
import { isOffered, placeOf, routes } from '../routes.tsx';
import { type Role, roleNames } from '../session/roles.ts';
import { keep } from '../session/session.ts';
import { useViewer, type Viewer } from '../session/viewer.tsx';
import './shell.css';

const texts = textsOf({
  name: ['幸福家园', 'Happy Homes'],
  menu: ['菜单', 'Menu'],
  skip: ['跳到正文', 'Skip to content'],
  signIn: ['登录', 'Sign in'],
  signOut: ['退出', 'Sign out'],
  otherLanguage: ['English', '中文'],
  signedIn: (name: string, roles: string) => [`已登录：${name} ${roles}`, `Signed in: ${name} ${roles}`],
  today: (day: string) => [`业务日期 ${day}`, `Business date ${day}`],
});

const MENU = 'menu';

export function Shell({ children }: { readonly children: ReactNode }) {
  const t = useTexts(texts);
  // Only a narrow screen has it to open: on a wide one it always stands there.
  const [isOpen, setOpen] = useState(false);
  const content = useContentOfNewPage();
  return (
    <div className="shell">
      <a className="skip" href="#content">
        {t.skip}
      </a>
      <header className="shell-header">
        <button
          type="button"
          className="shell-opener"
          aria-expanded={isOpen}
          aria-controls={MENU}
          onClick={() => setOpen(!isOpen)}
        >
          {t.menu}
        </button>
        <Link to="/" className="shell-name">
          {t.name}
        </Link>
        <Who />
      </header>
      <div className="shell-body">
        <Pages isOpen={isOpen} close={() => setOpen(false)} />
        <main ref={content} id="content" className="shell-content" tabIndex={-1}>
          <ShownAnew />
          <Suspense fallback={<Waiting />}>{children}</Suspense>
        </main>
      </div>
    </div>
  );
}

/** Who went to another page by the menu is in that page, and need not go through the menu to get there. */
function useContentOfNewPage() {
  const content = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const shown = useRef(pathname);
  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    if (document.activeElement?.closest('header, nav')) content.current?.focus({ preventScroll: true });
  }, [pathname]);
  return content;
}

function Pages({ isOpen, close }: { readonly isOpen: boolean; readonly close: () => void }) {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const viewer = useViewer();
  const { pathname } = useLocation();
  const place = placeOf(viewer.grants);
  const shown = [...(place ? [place] : []), ...routes.filter((route) => isOffered(route, viewer))];
  const here = shown.filter(({ path }) => pathname === path || pathname.startsWith(`${path}/`)).at(-1);
  return (
    <nav id={MENU} className={isOpen ? 'shell-menu open' : 'shell-menu'} aria-label={t.menu}>
      {shown.map(({ path, menu }) => (
        <Link key={path} to={path} onClick={close} aria-current={path === here?.path ? 'page' : undefined}>
          {menu && say(menu, language)}
        </Link>
      ))}
      <p className="shell-narrow">
        {viewer.isSignedIn && <span>{t.signedIn(viewer.person?.name ?? '', rolesText(viewer, language))}</span>}
        <span>{t.today(viewer.today)}</span>
      </p>
    </nav>
  );
}

function Who() {
  const t = useTexts(texts);
  const { language, choose } = useLanguage();
  const viewer = useViewer();
  const navigate = useNavigate();
  const signOut = () => {
    keep(null);
    // What they were typing is theirs alone.
    sessionStorage.clear();
    navigate('/');
  };
  return (
    <div className="shell-who">
      <span className="shell-wide">{t.today(viewer.today)}</span>
      <button
        type="button"
        lang={language === 'zh' ? 'en' : 'zh-CN'}
        onClick={() => choose(language === 'zh' ? 'en' : 'zh')}
      >
        {t.otherLanguage}
      </button>
      {viewer.isSignedIn ? (
        <button type="button" title={rolesText(viewer, language)} onClick={signOut}>
          <span className="shell-wide">{viewer.person?.name ?? rolesText(viewer, language)} · </span>
          {t.signOut}
        </button>
      ) : (
        <Link to="/sign-in">{t.signIn}</Link>
      )}
    </div>
  );
}

function rolesText({ grants }: Viewer, language: 'zh' | 'en'): string {
  const roles = [...new Set(grants.map(({ role }) => role))] as Role[];
  return roles.map((role) => say(roleNames[role], language)).join(' · ');
}
