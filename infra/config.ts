/** The configuration, parsed once from the environment; all errors are told together. `.env.example` documents it. */
import { gatewaySettings } from '@hh/gateway/settings.ts';
import { parseMoney } from '@hh/kernel/money.ts';
import { isRefusal } from '@hh/kernel/refusal.ts';
import { z } from 'zod';

const flag = z.enum(['on', 'off']).transform((word) => word === 'on');
const server = (schemes: RegExp, example: string) => z.string().trim().regex(schemes, `such as ${example}`).optional();
const money = z.string().transform((text, context) => {
  const amount = parseMoney(text);
  if (!isRefusal(amount)) return amount;
  context.addIssue(amount.message('en'));
  return z.NEVER;
});

/** Each key stands in `.env.example` with its default. */
export const schema = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(4000),
  HOST: z.string().default('127.0.0.1'),
  PUBLIC_URL: z.url().optional(),
  DATA_DIR: z.string().default('.data'),
  MONGODB_URI: server(/^mongodb(\+srv)?:\/\//, 'mongodb://127.0.0.1:27017/?replicaSet=rs0'),
  REDIS_URL: server(/^rediss?:\/\//, 'redis://127.0.0.1:6379'),
  DATABASE_PREFIX: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,30}$/, 'lowercase letters, digits and _')
    .default('hh'),
  DEMO: flag.default(true),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
  GRAPHIQL: flag.default(true),
  OIDC_ISSUER: z.url().optional(),
  OIDC_AUDIENCE: z.string().default('happy-homes'),
  OIDC_GRANTS_CLAIM: z.string().default('grants'),
  COST_EVIDENCE_LIMIT: money.prefault('50000.00'),
  UPLOAD_LIMIT_MB: z.coerce.number().int().min(1).max(10_240).default(1_024),
  ...gatewaySettings.shape,
});

export type Config = z.infer<typeof schema>;

/** Where callers on this machine reach what listens on a host; one that stands for all of them is no address. */
export function addressOf(host: string, port: number): string {
  const named = { '0.0.0.0': '127.0.0.1', '::': '::1' }[host] ?? host;
  return `http://${named.includes(':') ? `[${named}]` : named}:${port}`;
}

export class ConfigError extends Error {}

export function parseConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const set = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = schema.safeParse(set);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new ConfigError(['The configuration is not valid 配置有误:', ...lines, 'See .env.example.'].join('\n'));
}
