/** Sign-in at an OpenID Connect issuer: authorization code with PKCE, as a public client (RFC 7636, OAuth 2.1). */
import * as oauth from 'oauth4webapi';
import type { Session } from './session.ts';

export interface OidcSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly scope: string;
}

/** What has to be remembered while the browser is at the issuer's. */
interface Journey {
  readonly verifier: string;
  readonly state: string;
  readonly nonce: string;
  readonly backTo: string;
}

const KEY = 'oidc-journey';
const CALLBACK_PATH = '/sign-in/callback';
const redirectUri = () => `${location.origin}${CALLBACK_PATH}`;

/** Leaves for the issuer's page. */
export async function leaveForIssuer(settings: OidcSettings, backTo: string): Promise<void> {
  const server = await discover(settings);
  if (!server.authorization_endpoint) throw new Error(`${settings.issuer} names no authorization_endpoint`);
  const journey: Journey = {
    verifier: oauth.generateRandomCodeVerifier(),
    state: oauth.generateRandomState(),
    nonce: oauth.generateRandomNonce(),
    backTo,
  };
  sessionStorage.setItem(KEY, JSON.stringify(journey));
  const address = new URL(server.authorization_endpoint);
  const asked = {
    client_id: settings.clientId,
    redirect_uri: redirectUri(),
    response_type: 'code',
    scope: settings.scope,
    state: journey.state,
    nonce: journey.nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(journey.verifier),
    code_challenge_method: 'S256',
  };
  for (const [name, value] of Object.entries(asked)) address.searchParams.set(name, value);
  location.assign(address);
}

/** Comes back from it with a code; throws where the answer is not to what was asked. */
export async function returnFromIssuer(
  settings: OidcSettings,
): Promise<{ readonly session: Session; readonly backTo: string }> {
  const kept = sessionStorage.getItem(KEY);
  if (!kept) throw new Error('no sign-in was begun in this tab');
  sessionStorage.removeItem(KEY);
  const journey = JSON.parse(kept) as Journey;
  const server = await discover(settings);
  const client = { client_id: settings.clientId };
  const parameters = oauth.validateAuthResponse(server, client, new URL(location.href), journey.state);
  const answer = await oauth.authorizationCodeGrantRequest(
    server,
    client,
    oauth.None(),
    parameters,
    redirectUri(),
    journey.verifier,
    insecureOnLoopback(settings),
  );
  const tokens = await oauth.processAuthorizationCodeResponse(server, client, answer, { expectedNonce: journey.nonce });
  return { session: sessionOf(tokens), backTo: journey.backTo };
}

export async function renewWithIssuer(settings: OidcSettings, refreshToken: string): Promise<Session | null> {
  const server = await discover(settings);
  const client = { client_id: settings.clientId };
  const answer = await oauth.refreshTokenGrantRequest(
    server,
    client,
    oauth.None(),
    refreshToken,
    insecureOnLoopback(settings),
  );
  try {
    return sessionOf(await oauth.processRefreshTokenResponse(server, client, answer), refreshToken);
  } catch (error) {
    // The issuer has ended the session: whoever sat here signs in again.
    if (error instanceof oauth.ResponseBodyError) return null;
    throw error;
  }
}

function sessionOf(tokens: oauth.TokenEndpointResponse, before: string | null = null): Session {
  return {
    token: tokens.access_token,
    endsAt: Date.now() + (tokens.expires_in ?? 300) * 1000,
    renewal: { refreshToken: tokens.refresh_token ?? before },
  };
}

async function discover(settings: OidcSettings): Promise<oauth.AuthorizationServer> {
  const issuer = new URL(settings.issuer);
  return await oauth.processDiscoveryResponse(
    issuer,
    await oauth.discoveryRequest(issuer, insecureOnLoopback(settings)),
  );
}

/** Without TLS only an issuer on the same machine, as in the tests. */
function insecureOnLoopback({ issuer }: OidcSettings) {
  const isLoopback = ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(issuer).hostname);
  return { [oauth.allowInsecureRequests]: isLoopback };
}
