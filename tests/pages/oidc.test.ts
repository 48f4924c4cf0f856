/** Signing in at the issuer of an organization: authorization code with PKCE, in a browser, against the whole program. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startIssuer, type TestIssuer } from './issuer.ts';
import { openSite, type Site } from './site.ts';

let issuer: TestIssuer;
let site: Site;
beforeAll(async () => {
  issuer = await startIssuer({ audience: 'happy-homes', grants: ['AUDITOR@371322'] });
  site = await openSite({ OIDC_ISSUER: issuer.address, DEMO: 'off' });
});
afterAll(async () => {
  await site?.close();
  await issuer?.close();
});

test('leads to the issuer and back, with a code that only this tab can redeem', async () => {
  const { page, end } = await site.visit(null);
  await page.goto('/sign-in');
  await page.getByRole('button', { name: '使用单位账号登录' }).click();
  await page.getByRole('button', { name: /退出/ }).waitFor();
  const [form] = issuer.asked;
  expect(form?.get('grant_type')).toBe('authorization_code');
  expect(form?.get('code_verifier')).toHaveLength(43);
  expect(form?.has('client_secret')).toBe(false);
  expect(new URL(page.url()).search).toBe('');
  await end();
});

test('takes no answer to what this tab has not asked', async () => {
  const { page, end } = await site.visit(null);
  await page.goto('/sign-in/callback?code=stolen&state=guessed');
  await page.getByRole('alert').waitFor();
  expect(issuer.asked.some((form) => form.get('code') === 'stolen')).toBe(false);
  expect(await page.evaluate(() => sessionStorage.getItem('session'))).toBeNull();
  await end();
});
