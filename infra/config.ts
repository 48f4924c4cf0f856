/** The configuration of the embedded mode. */
import { gatewaySettings } from '@hh/gateway/settings.ts';
import { commonConfig, type Environment, flag, mongodbUri, parseEnvironment, redisUrl } from '@hh/service/config.ts';
import { z } from 'zod';

/** Each key stands in `.env.example` with its default. */
export const schema = z.object({
  ...commonConfig.shape,
  ...gatewaySettings.shape,
  PUBLIC_URL: z.url().optional(),
  DATA_DIR: z.string().default('.data'),
  DEMO_WITHIN: z
    .string()
    .regex(/^371322(?:001(?:\d{3}(?:\d{2})?)?)?$/, 'a place of the demonstration, such as 37132200100101')
    .default('371322'),
  DEMO_SMALL: flag.default(false),
  // GB/T 10114 keeps 001 to 099 behind the county's digits for streets.
  DEMO_SCALE: z.coerce.number().int().min(1).max(99).default(1),
  MONGODB_URI: mongodbUri.optional(),
  REDIS_URL: redisUrl.optional(),
});

export type Config = z.output<typeof schema>;

/** Where callers on this machine reach what listens on a host; one that stands for all of them is no address. */
export function addressOf(host: string, port: number): string {
  const named = { '0.0.0.0': '127.0.0.1', '::': '::1' }[host] ?? host;
  return `http://${named.includes(':') ? `[${named}]` : named}:${port}`;
}

export function parseConfig(environment: Environment): Config {
  return parseEnvironment(schema, environment);
}
