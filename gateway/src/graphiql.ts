/** GraphiQL from the package itself: nothing is loaded from elsewhere, and the policy of the page says so. */
import { readFile } from 'node:fs/promises';
import type { NextFunction, Request, Response } from 'express';
import { type Page, pageOf, sendPage } from './page.ts';

const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'unsafe-inline' blob:",
  "style-src 'unsafe-inline'",
  'img-src data:',
  'font-src data:',
  'worker-src blob:',
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const FIRST_QUERY = `# Choose above who asks, or set {"authorization": "Bearer <access_token>"} under Headers.
# 在上方选择身份，或在 Headers 中填写访问令牌。
{
  county(code: "371322") {
    name
    communities { code name }
  }
}
`;

let page: Promise<Page> | null = null;

/** Answers a browser, also one that comes back with the query that the page keeps in its address; all others ask the graph. */
export async function offerGraphiql(request: Request, response: Response, next: NextFunction): Promise<void> {
  if (request.accepts(['application/json', 'text/html']) !== 'text/html') {
    next();
    return;
  }
  page ??= render();
  response.set('content-security-policy', contentSecurityPolicy).vary('accept').type('html');
  sendPage(request, response, await page);
}

/** Nine megabytes: loaded, rendered and compressed once, and only where somebody looks. */
async function render(): Promise<Page> {
  const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql');
  const page = renderGraphiQL({ endpoint: '/graphql', title: 'Happy Homes 幸福家园', defaultQuery: FIRST_QUERY });
  const personas = await readFile(new URL('./graphiql-personas.html', import.meta.url), 'utf8');
  // Before the page's own scripts: from then on they ask as who is chosen. A function, since `$` means something in a text.
  return await pageOf(Buffer.from(page.replace(/<body[^>]*>/, (body) => `${body}\n${personas}`)));
}
