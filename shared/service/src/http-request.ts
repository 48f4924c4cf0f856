/** What is known of a request over HTTP: its id, its language, who asks, and the one line it leaves in the log. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { newId } from '@hh/kernel/id.ts';
import type { Language } from '@hh/kernel/refusal.ts';
import type { NextFunction, Request, Response } from 'express';
import type { Actor } from './actor.ts';
import type { Log } from './log.ts';
import { createNotes, type RequestNotes } from './request-notes.ts';

interface Locals {
  notes: RequestNotes;
  language: Language;
  actor?: Actor | null;
}

export function notesOf(response: Response): RequestNotes {
  return (response.locals as Locals).notes;
}

export function languageOf(response: Response): Language {
  return (response.locals as Locals).language;
}

export function actorOf(response: Response): Actor | null {
  return (response.locals as Locals).actor ?? null;
}

export function setActor(response: Response, actor: Actor | null): void {
  (response.locals as Locals).actor = actor;
}

/** A caller's own id is taken when it is one word of sane length: it finds its way into logs. */
export function nameRequest(request: Request, response: Response, next: NextFunction): void {
  const given = request.headers['x-request-id'];
  const requestId = typeof given === 'string' && /^[\w.:-]{8,80}$/.test(given) ? given : newId();
  // A link to a page or a file may carry its language; whoever follows it sends none for it.
  const { lang } = request.query;
  const asked = lang === 'zh' || lang === 'en' ? lang : request.acceptsLanguages('zh', 'en');
  const language = asked === 'en' ? 'en' : 'zh';
  Object.assign(response.locals, { notes: createNotes(requestId), language } satisfies Locals);
  response.set('x-request-id', requestId);
  next();
}

/**
 * No variables, no query, no personal data; an abandoned request leaves its line too. Probes of health come every
 * second and say nothing, so they are there for who debugs.
 */
export function logRequest(log: Log) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const startedAt = performance.now();
    const path = request.path;
    // The end of a connection belongs to no request; its line belongs to the trace of this one.
    const inTrace = AsyncLocalStorage.snapshot();
    response.on('close', () => inTrace(tell));
    const tell = () => {
      const { requestId, operation, cost, codes } = notesOf(response);
      const actor = actorOf(response);
      log[path.startsWith('/health/') ? 'debug' : 'info'](
        {
          requestId,
          method: request.method,
          path,
          status: response.statusCode,
          milliseconds: Math.round(performance.now() - startedAt),
          ...(operation ? { operation: operation.slice(0, 100) } : {}),
          ...(cost === null ? {} : { cost }),
          ...(codes.size > 0 ? { codes: [...codes] } : {}),
          actor: actor?.kind ?? 'NOBODY',
          ...(response.writableFinished ? {} : { abandoned: true }),
        },
        'request',
      );
    };
    next();
  };
}
