/**
 * The pages of the console, as its build left them. Files whose names carry a hash are kept by browsers for ever; every
 * other address that a browser asks for as a page is the console's own to show.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative } from 'node:path';
import express, { type NextFunction, type Request, type Response, type Router } from 'express';
import { type Page, pageOf, sendPage } from './page.ts';
import { readTrustedDocuments, type TrustedDocuments } from './trusted-documents.ts';

const FOR_EVER = 'public, max-age=31536000, immutable';

export interface Pages {
  readonly routes: Router;
  /** What they ask the graph, which it knows by hash. */
  readonly documents: TrustedDocuments;
}

/** The console's folder, with its `dist` and `documents.json`; `issuer` is where people sign in, if not here. */
export function pagesOf(console: string, issuer: string | null): Pages {
  const folder = join(console, 'dist');
  return {
    routes: routesTo(folder, policyFor(issuer)),
    documents: readTrustedDocuments(join(console, 'documents.json')),
  };
}

function routesTo(folder: string, policy: string): Router {
  const files = new Map<string, () => Promise<Page>>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile()) files.set(`/${relative(folder, path)}`, whenAsked(readFileSync(path)));
  }
  const index = files.get('/index.html');
  if (!index) throw new Error(`${folder} holds no index.html`);
  files.delete('/index.html');

  const router = express.Router();
  router.get(/.*/, async (request: Request, response: Response, next: NextFunction) => {
    const file = files.get(request.path);
    if (file) {
      if (request.path.startsWith('/assets/')) response.set('cache-control', FOR_EVER);
      sendPage(request, response.type(extname(request.path)), await file());
    } else if (extname(request.path) === '' && isForPages(request)) {
      response.set({ 'content-security-policy': policy, 'cache-control': 'no-cache' }).vary('accept').type('html');
      sendPage(request, response, await index());
    } else next();
  });
  return router;
}

/** Read at the start, since a build may take its place; compressed by whoever first asks for it, and kept. */
function whenAsked(body: Buffer): () => Promise<Page> {
  let page: Promise<Page> | null = null;
  return () => {
    page ??= pageOf(body);
    return page;
  };
}

/** Someone who looks for a page, and not for what has an address of its own here. */
function isForPages(request: Request): boolean {
  return (
    !/^\/(?:graphql|api|auth|oauth|health|metrics|\.well-known)(?:\/|$)/.test(request.path) &&
    request.accepts(['application/json', 'text/html']) === 'text/html'
  );
}

/** Nothing from elsewhere, no script in a page; the styles of components are written into the page as they are needed. */
function policyFor(issuer: string | null): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${issuer ? ` ${new URL(issuer).origin}` : ''}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
