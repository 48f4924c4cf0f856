/**
 * Who asks. The built-in issuer always signs for the machines of partner enterprises, whose secrets are ours to keep;
 * people come from it in the demonstration, and from the OpenID Connect issuer where one is configured.
 */
import type { Log } from '@hh/service/log.ts';
import { createIdentify, type Identify, IssuerUnreachable, oidcSource, type TokenSource } from '@hh/service/tokens.ts';
import type { Router } from 'express';
import { createIssuer, type Issuer } from './issuer.ts';
import type { Rates } from './rates.ts';
import { type Directory, type OidcClient, signInRoutes } from './sign-in.ts';

export interface IdentityOptions {
  /** The address of this deployment: what our own tokens name as their issuer. */
  readonly publicUrl: string;
  readonly audience: string;
  /** Where the signing key of the built-in issuer is kept. */
  readonly keyFile: string;
  /** Whether demonstration people may sign in by name; never where an OpenID Connect issuer is set, whatever this says. */
  readonly demo: boolean;
  readonly oidc: (OidcClient & { readonly grantsClaim: string }) | null;
  readonly directory: Directory;
  readonly log: Log;
  readonly rates: Rates;
  /** How processes of the system know one another, where there are several. */
  readonly system?: TokenSource;
}

interface OidcConfig {
  readonly OIDC_ISSUER?: string | undefined;
  readonly OIDC_GRANTS_CLAIM: string;
  readonly OIDC_CLIENT_ID: string;
  readonly OIDC_SCOPE: string;
}

export function oidcOf(config: OidcConfig): IdentityOptions['oidc'] {
  const { OIDC_ISSUER: issuer, OIDC_GRANTS_CLAIM: grantsClaim, OIDC_CLIENT_ID: clientId, OIDC_SCOPE: scope } = config;
  return issuer ? { issuer, grantsClaim, clientId, scope } : null;
}

export interface Identity {
  readonly identify: Identify;
  /** `/.well-known/jwks.json`, `/oauth/token`, `/auth/settings`, and `/auth/demo` in the demonstration. */
  readonly routes: Router;
  readonly issuer: Issuer;
}

export async function createIdentity(options: IdentityOptions): Promise<Identity> {
  const { audience, oidc, directory } = options;
  const issuer = await createIssuer({ issuer: options.publicUrl, audience, keyFile: options.keyFile });
  const people = oidc ? [await believed(oidcSource({ ...oidc, audience }), options.log)] : [];
  return {
    identify: createIdentify(issuer.source, ...people, ...(options.system ? [options.system] : [])),
    routes: signInRoutes({
      issuer,
      directory,
      demo: options.demo && !oidc,
      oidc: publicPart(oidc),
      rates: options.rates,
    }),
    issuer,
  };
}

function publicPart(oidc: IdentityOptions['oidc']): OidcClient | null {
  return oidc && { issuer: oidc.issuer, clientId: oidc.clientId, scope: oidc.scope };
}

/** One that is away just now must not keep the graph from starting; one that is not who it should be must. */
async function believed(source: ReturnType<typeof oidcSource>, log: Log): Promise<TokenSource> {
  try {
    await source.discover();
  } catch (error) {
    if (!(error instanceof IssuerUnreachable)) throw error;
    log.warn({ err: error, issuer: source.issuer }, 'the issuer does not answer; its people wait until it does');
  }
  return source;
}
