/** What stands around every page: the menu of who looks, the language, signing in and out. */
import { GlobalOutlined, LoginOutlined, LogoutOutlined, MenuOutlined } from '@ant-design/icons';
import { Button, Drawer, Flex, Grid, Layout, Menu, Tooltip } from 'antd';
import { type ReactNode, Suspense, useState } from 'react';
import { Link, useLocation, useNavigate } from 'react-router';
import { Waiting } from '../kit/waiting.tsx';
import { say, textsOf, useLanguage, useTexts } from '../language/text.ts';
import { isFor, routes } from '../routes.tsx';
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
  today: (day: string) => [`业务日期 ${day}`, `Business date ${day}`],
});

export function Shell({ children }: { readonly children: ReactNode }) {
  const t = useTexts(texts);
  const isWide = Grid.useBreakpoint().lg ?? true;
  const [isOpen, setOpen] = useState(false);
  return (
    <Layout className="shell">
      <a className="skip" href="#content">
        {t.skip}
      </a>
      <Layout.Header className="shell-header">
        {!isWide && <Button type="text" icon={<MenuOutlined />} aria-label={t.menu} onClick={() => setOpen(true)} />}
        <Link to="/" className="shell-name">
          {t.name}
        </Link>
        <Who />
      </Layout.Header>
      <Layout>
        {isWide ? (
          <Layout.Sider theme="light" width={208}>
            <Pages />
          </Layout.Sider>
        ) : (
          <Drawer placement="left" size={260} open={isOpen} onClose={() => setOpen(false)} title={t.menu}>
            <Pages onGone={() => setOpen(false)} />
          </Drawer>
        )}
        <Layout.Content id="content" className="shell-content" tabIndex={-1} role="main">
          <Suspense fallback={<Waiting />}>{children}</Suspense>
        </Layout.Content>
      </Layout>
    </Layout>
  );
}

function Pages({ onGone }: { readonly onGone?: () => void }) {
  const t = useTexts(texts);
  const { language } = useLanguage();
  const { grants } = useViewer();
  const { pathname } = useLocation();
  const shown = routes.filter((route) => route.menu && isFor(route, grants));
  const here = shown.filter(({ path }) => pathname === path || pathname.startsWith(`${path}/`)).at(-1);
  return (
    <nav aria-label={t.menu}>
      <Menu
        mode="inline"
        selectedKeys={here ? [here.path] : []}
        items={shown.map(({ path, menu }) => ({
          key: path,
          label: (
            <Link to={path} onClick={() => onGone?.()}>
              {menu && say(menu, language)}
            </Link>
          ),
        }))}
      />
    </nav>
  );
}

function Who() {
  const t = useTexts(texts);
  const { language, choose } = useLanguage();
  const viewer = useViewer();
  const navigate = useNavigate();
  const isWide = Grid.useBreakpoint().md ?? true;
  const name = viewer.person?.name ?? rolesText(viewer, language);
  const signOut = () => {
    keep(null);
    navigate('/');
  };
  return (
    <Flex className="shell-who" align="center" gap={4}>
      {isWide && <span className="shell-today">{t.today(viewer.today)}</span>}
      <Button
        type="text"
        icon={<GlobalOutlined />}
        lang={language === 'zh' ? 'en' : 'zh-CN'}
        onClick={() => choose(language === 'zh' ? 'en' : 'zh')}
      >
        {t.otherLanguage}
      </Button>
      {viewer.isSignedIn ? (
        <Tooltip title={rolesText(viewer, language)}>
          <Button type="text" icon={<LogoutOutlined />} onClick={signOut}>
            {isWide ? `${name} · ${t.signOut}` : t.signOut}
          </Button>
        </Tooltip>
      ) : (
        <Link to="/sign-in">
          <LoginOutlined /> {t.signIn}
        </Link>
      )}
    </Flex>
  );
}

function rolesText({ grants }: Viewer, language: 'zh' | 'en'): string {
  const roles = [...new Set(grants.map(({ role }) => role))] as Role[];
  return roles.map((role) => say(roleNames[role], language)).join(' · ');
}
