/** A process of the distributed mode: its configuration, where the others are, and whose tokens it takes. */
import { createRemoteJWKSet, customFetch, type FetchImplementation } from 'jose';
import { z } from 'zod';
import type { BreakerState } from './breaker.ts';
import { commonConfig, type Environment, flag, mongodbUri, parseEnvironment, redisUrl } from './config.ts';
import { createRemote, type Remote } from './remote.ts';
import type { Telemetry } from './telemetry.ts';
import { KEYS_KEPT_MS, oidcSource, type TokenSource } from './tokens.ts';

const SECRET_LENGTH = 32;

/** The replicas of a service, or the one name that stands for all of them. */
const addresses = (name: string) =>
  z
    .string()
    .default(`http://${name}:4000`)
    .transform((list) => list.split(',').map((url) => url.trim()))
    .pipe(z.array(z.url()).min(1));

export const distributedConfig = z.object({
  ...commonConfig.shape,
  HOST: z.string().default('0.0.0.0'),
  /** Where others can reach it, nobody signs in by a name alone unless somebody wants that. */
  DEMO: flag.default(false),
  /** The address callers use, which our own tokens name as their issuer. */
  PUBLIC_URL: z.url(),
  /** What the processes know one another by; two, separated by a comma, while one replaces the other. */
  SYSTEM_SECRET: z
    .string()
    .transform((list) => list.split(',').map((secret) => secret.trim()))
    .pipe(z.array(z.string().min(SECRET_LENGTH, `at least ${SECRET_LENGTH} characters each`)).min(1)),
  GATEWAY_URL: addresses('gateway'),
  ORGANIZATION_URL: addresses('organization'),
  VOLUNTEERS_URL: addresses('volunteers'),
  PROPERTY_URL: addresses('property'),
  ECONOMY_URL: addresses('economy'),
  WORKFLOWS_URL: addresses('workflows'),
  CALL_TIMEOUT_MS: z.coerce.number().int().min(100).max(120_000).default(10_000),
  DRAIN_NOTICE_MS: z.coerce.number().int().min(100).max(60_000).default(2_000),
  DRAIN_GRACE_MS: z.coerce.number().int().min(0).max(60_000).default(6_000),
});

export type DistributedConfig = z.output<typeof distributedConfig>;

export const serviceConfig = z.object({
  ...distributedConfig.shape,
  MONGODB_URI: mongodbUri,
  REDIS_URL: redisUrl,
});

export type ServiceConfig = z.output<typeof serviceConfig>;

export function parseServiceConfig(environment: Environment): ServiceConfig {
  return parseEnvironment(serviceConfig, environment);
}

export interface Remotes {
  /** The way to a service, or to the gateway. */
  of(name: string): Remote;
  close(): Promise<void>;
}

/** The state of a way as a number, for a graph that is read from below: the higher, the worse. */
const severity: Readonly<Record<BreakerState['kind'], number>> = { CLOSED: 0, LEAVING: 1, OPEN: 2 };

export function remotesOf(config: DistributedConfig, { metrics, tracing }: Telemetry): Remotes {
  const addresses: Readonly<Record<string, readonly string[]>> = {
    gateway: config.GATEWAY_URL,
    organization: config.ORGANIZATION_URL,
    volunteers: config.VOLUNTEERS_URL,
    property: config.PROPERTY_URL,
    economy: config.ECONOMY_URL,
    workflows: config.WORKFLOWS_URL,
  };
  const open = new Map<string, Remote>();
  metrics.breakers.readFrom(() =>
    [...open].flatMap(([service, remote]) =>
      [...remote.states()].map(([replica, state]) => ({ labels: { service, replica }, value: severity[state] })),
    ),
  );
  return {
    of: (name) => {
      const urls = addresses[name];
      if (!urls) throw new Error(`no address is known for ${name}`);
      const known = open.get(name);
      if (known) return known;
      const remote = createRemote({
        name,
        urls,
        timeoutMs: config.CALL_TIMEOUT_MS,
        idleMs: config.DRAIN_NOTICE_MS / 2,
        tracing,
      });
      open.set(name, remote);
      return remote;
    },
    close: async () => {
      await Promise.all([...open.values()].map((remote) => remote.close()));
    },
  };
}

/** Our own issuer, which the gateways are, and the people's, where there is another. */
export function issuersOf(config: DistributedConfig): readonly TokenSource[] {
  const { OIDC_ISSUER: issuer, OIDC_AUDIENCE: audience, OIDC_GRANTS_CLAIM: grantsClaim } = config;
  const keys = createRemoteJWKSet(new URL('/.well-known/jwks.json', config.GATEWAY_URL[0]), {
    cacheMaxAge: KEYS_KEPT_MS,
    [customFetch]: fromAny(config.GATEWAY_URL),
  });
  const own = { issuer: config.PUBLIC_URL, audience, grantsClaim: 'grants', keys };
  return issuer ? [own, oidcSource({ issuer, audience, grantsClaim })] : [own];
}

/** The first gateway that has an answer. */
function fromAny(bases: readonly string[]): FetchImplementation {
  return async (url, options) => {
    const answers = bases.map(async (base) => {
      const answer = await fetch(new URL(new URL(url).pathname, base), options as RequestInit);
      if (!answer.ok) throw new Error(`${base} answers ${answer.status}`);
      return answer;
    });
    return await Promise.any(answers);
  };
}
