/** The environment, parsed once where a process starts; all errors are told together. `.env.example` documents it. */
import { parseMoney } from '@hh/kernel/money.ts';
import { isRefusal } from '@hh/kernel/refusal.ts';
import { z } from 'zod';
import type { Settings } from './service.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export class ConfigError extends Error {}

export function parseEnvironment<Schema extends z.ZodType>(schema: Schema, environment: Environment): z.output<Schema> {
  const set = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = schema.safeParse(set);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new ConfigError(['The configuration is not valid 配置有误:', ...lines, 'See .env.example.'].join('\n'));
}

export const flag = z.enum(['on', 'off']).transform((word) => word === 'on');

const server = (schemes: RegExp, example: string) => z.string().trim().regex(schemes, `such as ${example}`);
export const mongodbUri = server(/^mongodb(\+srv)?:\/\//, 'mongodb://127.0.0.1:27017/?replicaSet=rs0');
export const redisUrl = server(/^rediss?:\/\//, 'redis://127.0.0.1:6379');

const money = z.string().transform((text, context) => {
  const amount = parseMoney(text);
  if (!isRefusal(amount)) return amount;
  context.addIssue(amount.message('en'));
  return z.NEVER;
});

/** What every way of running takes, whatever runs in the process. */
export const commonConfig = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(4000),
  HOST: z.string().default('127.0.0.1'),
  DATABASE_PREFIX: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,30}$/, 'lowercase letters, digits and _')
    .default('hh'),
  DEMO: flag.default(true),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
  METRICS_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  METRICS_HOST: z.string().default('127.0.0.1'),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url().optional(),
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number().min(0).max(1).default(1),
  GRAPHIQL: flag.default(true),
  OIDC_ISSUER: z.url().optional(),
  OIDC_AUDIENCE: z.string().default('happy-homes'),
  OIDC_GRANTS_CLAIM: z.string().default('grants'),
  COST_EVIDENCE_LIMIT: money.prefault('50000.00'),
  WRITE_OFF_LIMIT: money.prefault('1.00'),
  WRITE_OFF_MONTHLY_LIMIT: money.prefault('100.00'),
  UPLOAD_LIMIT_MB: z.coerce.number().int().min(1).max(10_240).default(1_024),
  STORAGE_RESERVE_MB: z.coerce.number().int().min(0).max(1_048_576).default(256),
});

export type CommonConfig = z.output<typeof commonConfig>;

export function settingsOf(config: CommonConfig): Settings {
  return {
    costEvidenceLimit: config.COST_EVIDENCE_LIMIT,
    writeOffs: { each: config.WRITE_OFF_LIMIT, monthly: config.WRITE_OFF_MONTHLY_LIMIT },
    uploadLimitBytes: config.UPLOAD_LIMIT_MB * 1024 * 1024,
    storageReserveBytes: config.STORAGE_RESERVE_MB * 1024 * 1024,
  };
}
