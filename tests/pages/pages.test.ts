/**
 * The pages in a browser. One program and one browser for all of them; each page's own file says what its people do, on
 * agreements and months that no other file touches.
 */
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { looks } from '../../infra/console/looks.ts';
import { auditPages } from './audit.ts';
import { bankFiles } from './bank-files.ts';
import { booksPages } from './books.ts';
import { county } from './county.ts';
import { developers } from './developers.ts';
import { financePages } from './finance.ts';
import { minePages } from './mine.ts';
import { operationsPages } from './operations.ts';
import { partnerPages } from './partner.ts';
import { publicRevenuePages } from './public-revenue.ts';
import { reconciliationPages } from './reconciliation.ts';
import { reconciliationWork } from './reconciliation-work.ts';
import { requestPages } from './requests.ts';
import { type CheckedVisit, openSite, type Site } from './site.ts';
import { spendingPages } from './spending.ts';
import { votePages } from './votes.ts';

/** Of one test; the program needs longer to start where nothing was kept of it. */
const HANGS_MS = 400_000;
const HANGS_AT_START_MS = 900_000;
jest.setTimeout(HANGS_MS);

let site: Site;
beforeAll(async () => {
  site = await openSite();
}, HANGS_AT_START_MS);
afterAll(() => site?.close());

describe('everybody', () => {
  test('sees the county without signing in, and nothing is asked of anybody else', async () => {
    const { page, go, problems, end } = await site.visit(null);
    const asked: string[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith('/graphql')) asked.push(String(request.postData()));
    });
    await go('/');
    expect(await page.locator('h1').textContent()).toBe('郯城县');
    expect(asked).toHaveLength(2);
    expect(asked.every((body) => body.includes('sha256Hash') && !body.includes('query '))).toBe(true);
    expect(problems()).toEqual([]);
    await end();
  });

  test('reads it in the language they choose, and keeps it', async () => {
    const { page, go, end } = await site.visit(null);
    await go('/');
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByText('Systematic planning').waitFor();
    await go('/county');
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    await page.getByText('Systematic planning').waitFor();
    await end();
  });

  test('signs in as somebody of the demonstration, and out again, by keys', async () => {
    const { page, go, keys, end } = await site.visit(null);
    await go('/');
    await keys.enter(page.getByRole('link', { name: '登录' }));
    await keys.enter(page.locator('[data-persona=auditor]'));
    await page.getByRole('link', { name: '月度看板' }).waitFor();
    await keys.to(page.locator('#content a').first());
    await keys.enter(page.getByRole('button', { name: /退出/ }), 'back');
    await page.getByRole('link', { name: /登录/ }).waitFor();
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
    await end();
  });
});

describe('partner enterprise', () => partnerPages(() => site));
describe('public revenue', () => publicRevenuePages(() => site));
describe('residents, owners and volunteers', () => minePages(() => site));
describe('whoever handles requests', () => requestPages(() => site));
describe('whoever runs votes', () => votePages(() => site));
county(() => site);
developers(() => site);
describe('finance', () => financePages(() => site));
describe('books', () => booksPages(() => site));
describe('operations', () => operationsPages(() => site));
describe('audit trail', () => auditPages(() => site));

describe('reconciliation', () => {
  reconciliationPages(() => site);
  reconciliationWork(() => site);
  bankFiles(() => site);
});

describe('public revenue spent', () => spendingPages(() => site));

describe.each([...new Set(looks.map(([, persona]) => persona))])('for %s', (persona) => {
  // Two tabs for all addresses: a browser keeps what it has compiled of the pages as long as they are open.
  let desk: CheckedVisit;
  let phone: CheckedVisit;
  beforeAll(async () => {
    desk = await site.visit(persona);
    phone = await site.visit(persona, { language: 'en', width: 390 });
  });
  afterAll(async () => {
    await desk?.end();
    await phone?.end();
  });

  test.each(looks.filter((look) => look[1] === persona).map(([path]) => path))(
    '%s keeps nobody out, in Chinese on a desk and in English on a phone',
    async (path) => {
      expect(await Promise.all([lookAt(desk, path), lookAt(phone, path)])).toEqual([
        { language: 'zh-CN', tooMany: [], barriers: [], wider: 0, problems: [] },
        { language: 'en', tooMany: [], barriers: [], wider: 0, problems: [] },
      ]);
    },
  );
});

/** The viewer's own question and the page's. What opens beside a page, or is worked out of what was chosen on it, asks for itself. */
const mostAsked = (path: string) => (/[?&](?:figure|find|voucher|rate)=/.test(path) ? 5 : 2);

async function lookAt({ page, go, barriers, problems }: CheckedVisit, path: string) {
  const asked: string[] = [];
  const listen = (request: { url(): string; postData(): string | null }) => {
    if (request.url().endsWith('/graphql')) asked.push(String(request.postData()));
  };
  page.on('request', listen);
  await go(path);
  page.off('request', listen);
  return {
    tooMany: asked.length > mostAsked(path) ? asked : [],
    language: await page.locator('html').getAttribute('lang'),
    barriers: await barriers(),
    wider: await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
    problems: problems(),
  };
}
