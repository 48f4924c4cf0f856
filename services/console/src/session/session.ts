/** Who is signed in, in this tab: a token and how to get the next one. Closing the tab forgets it. */
import { useSyncExternalStore } from 'react';
import type { OidcSettings } from './oidc.ts';

type Renewal = { readonly persona: string } | { readonly refreshToken: string | null };

export interface Session {
  readonly token: string;
  /** When it ends, in milliseconds of this browser's clock. */
  readonly endsAt: number;
  readonly renewal: Renewal;
}

/** How people sign in here. */
export interface SignInSettings {
  readonly demo: boolean;
  readonly oidc: OidcSettings | null;
}

const KEY = 'session';
const RENEWED_BEFORE_MS = 60_000;

let session: Session | null = read();
let renewing: Promise<Session | null> | null = null;
const listeners = new Set<() => void>();

function read(): Session | null {
  const kept = sessionStorage.getItem(KEY);
  return kept ? (JSON.parse(kept) as Session) : null;
}

export function useSession(): Session | null {
  return useSyncExternalStore(
    (told) => {
      listeners.add(told);
      return () => listeners.delete(told);
    },
    () => session,
  );
}

export function keep(next: Session | null): void {
  session = next;
  if (next) sessionStorage.setItem(KEY, JSON.stringify(next));
  else sessionStorage.removeItem(KEY);
  for (const told of listeners) told();
}

export const signInSettings = once(async (): Promise<SignInSettings> => {
  const answer = await fetch('/auth/settings');
  if (!answer.ok) throw new Error(`/auth/settings answered ${answer.status}`);
  return await answer.json();
});

/** Throws where the server does not know the person. */
export async function signInAs(persona: string): Promise<Session> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch('/auth/demo', { method: 'POST', headers, body: JSON.stringify({ persona }) });
  if (!answer.ok) throw new Error(`/auth/demo answered ${answer.status}`);
  const { access_token, expires_in } = (await answer.json()) as { access_token: string; expires_in: number };
  return { token: access_token, endsAt: Date.now() + expires_in * 1000, renewal: { persona } };
}

/** The header for the next request; a token that is about to end is renewed first, one that can't be is forgotten. */
export async function authorization(): Promise<string | null> {
  if (session && session.endsAt - Date.now() < RENEWED_BEFORE_MS) {
    renewing ??= renew(session.renewal)
      .then((next) => {
        keep(next);
        return next;
      })
      .finally(() => {
        renewing = null;
      });
    await renewing;
  }
  return session ? `Bearer ${session.token}` : null;
}

async function renew(renewal: Renewal): Promise<Session | null> {
  if ('persona' in renewal) return await signInAs(renewal.persona);
  const { oidc } = await signInSettings();
  if (!oidc || !renewal.refreshToken) return null;
  const { renewWithIssuer } = await import('./oidc.ts');
  return await renewWithIssuer(oidc, renewal.refreshToken);
}

function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | null = null;
  return () => {
    asked ??= ask().catch((error: unknown) => {
      asked = null;
      throw error;
    });
    return asked;
  };
}
