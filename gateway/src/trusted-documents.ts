/**
 * Documents that were agreed on before: where only these run, what a page of ours asks is known, and nobody else's
 * invention is planned. A client sends the hash (`documentId`, or Apollo's `persistedQuery`) or the text itself.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { ConfigError } from '@hh/service/config.ts';
import { fail } from '@hh/service/http-failure.ts';
import { actorOf } from '@hh/service/http-request.ts';
import type { NextFunction, Request, Response } from 'express';
import { GraphQLError, type GraphQLSchema, Kind, parse, validate } from 'graphql';
import { z } from 'zod';

export interface TrustedDocuments {
  /** The text for a hash in hex; null where nobody agreed on it. */
  textOf(sha256: string): string | null;
  readonly texts: readonly string[];
}

/** The manifest that Apollo's tools write for a client; ours writes the same. */
const manifestSchema = z.object({
  format: z.literal('apollo-persisted-query-manifest'),
  version: z.literal(1),
  operations: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      type: z.enum(['query', 'mutation', 'subscription']),
      body: z.string(),
    }),
  ),
});

type Manifest = z.output<typeof manifestSchema>;

export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

export function trusted(texts: readonly string[]): TrustedDocuments {
  const known = new Map(texts.map((text) => [hashOf(text), text]));
  return { textOf: (sha256) => known.get(sha256) ?? null, texts };
}

/** One entry for each file, by the hash of its text; a problem for each that the graph could not answer. */
export function manifestOf(
  files: readonly { readonly name: string; readonly text: string }[],
  schema: GraphQLSchema,
): { readonly manifest: Manifest; readonly problems: readonly string[] } {
  const looked = files.map(({ name, text }) => ({ name, text, ...lookAt(text, schema) }));
  const operations = looked.flatMap(({ text, first, names }) =>
    first ? [{ id: hashOf(text), name: names, type: first.operation, body: text }] : [],
  );
  return {
    manifest: { format: 'apollo-persisted-query-manifest', version: 1, operations },
    problems: looked.flatMap(({ name, problems }) => problems.map((problem) => `${name}: ${problem}`)),
  };
}

function lookAt(text: string, schema: GraphQLSchema) {
  try {
    const document = parse(text);
    const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
    const problems = validate(schema, document).map(({ message }) => message);
    const names = operations.map(({ name }) => name?.value ?? 'anonymous').join(', ');
    return { problems, names, first: operations[0] ?? null };
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    return { problems: [error.message], names: '', first: null };
  }
}

/** Ends the start where the file is not what it should be: an empty list would turn everybody away. */
export function readTrustedDocuments(file: string): TrustedDocuments {
  const { operations } = parseManifest(file);
  const strange = operations.filter(({ id, body }) => id !== hashOf(body));
  if (strange.length > 0)
    throw new ConfigError(
      `TRUSTED_DOCUMENTS_FILE: the id is not the SHA-256 of the body of ${strange.map(({ name }) => name).join(', ')}`,
    );
  return trusted(operations.map(({ body }) => body));
}

function parseManifest(file: string): Manifest {
  try {
    return manifestSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    throw new ConfigError(`TRUSTED_DOCUMENTS_FILE: ${file} cannot be read, npm run trust writes it: ${String(error)}`);
  }
}

const SHA256 = /^(?:sha256:)?([0-9a-f]{64})$/;

/** The hash by which a request names its document, in either way; null where it names none. */
function hashNamed(asked: Readonly<Record<string, unknown>>): string | null {
  const { documentId } = asked;
  const extensions = typeof asked.extensions === 'string' ? parsed(asked.extensions) : asked.extensions;
  const apollo = (extensions as { persistedQuery?: { sha256Hash?: unknown } } | null | undefined)?.persistedQuery;
  const named = documentId ?? apollo?.sha256Hash;
  return typeof named === 'string' ? (SHA256.exec(named)?.[1] ?? null) : null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // what is no JSON names no document, and Apollo says what is wrong with it
  }
}

/** Puts the text that was agreed on in the place of its hash; the system's own steps ask what they like. */
export function onlyTrusted(documents: TrustedDocuments) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const inAddress = request.method !== 'POST';
    const asked: Readonly<Record<string, unknown>> = inAddress ? request.query : request.body;
    const hash = hashNamed(asked) ?? (typeof asked.query === 'string' ? hashOf(asked.query) : null);
    if (hash === null || actorOf(response)?.kind === 'SYSTEM') {
      next();
      return;
    }
    const text = documents.textOf(hash);
    if (text === null) {
      fail(response, 400, 'DOCUMENT_NOT_TRUSTED');
      return;
    }
    if (inAddress) request.url = inPlaceOfHash(request.url, text);
    else request.body = withText(asked, text);
    next();
  };
}

/**
 * Knows the documents of our own pages by their hash, where everybody may ask what they like. Where the text is there
 * too, which is how a page newer than the gateway asks again, the text is what counts.
 */
export function alsoByHash(documents: TrustedDocuments) {
  return (request: Request, _response: Response, next: NextFunction): void => {
    const hash = request.method === 'POST' ? hashNamed(request.body) : null;
    const text = request.body.query ?? (hash === null ? null : documents.textOf(hash));
    if (hash !== null && text !== null) request.body = withText(request.body, text);
    next();
  };
}

function withText(body: Readonly<Record<string, unknown>>, text: string): Record<string, unknown> {
  const { documentId: _, extensions: __, ...rest } = body;
  return { ...rest, query: text };
}

function inPlaceOfHash(url: string, text: string): string {
  const [path, search = ''] = url.split('?', 2);
  const parameters = new URLSearchParams(search);
  for (const name of ['documentId', 'extensions']) parameters.delete(name);
  parameters.set('query', text);
  return `${path}?${parameters}`;
}
