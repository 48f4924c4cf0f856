/** What a deployment may decide about the gateway. The defaults let every page and every partner's batch through. */
import { flag } from '@hh/service/config.ts';
import { z } from 'zod';

export const gatewaySettings = z.object({
  MAX_DEPTH: z.coerce
    .number()
    .int()
    .min(5)
    .max(50)
    .default(16)
    .describe('How deep an operation may nest; fragments count as a level.'),
  MAX_ALIASES: z.coerce
    .number()
    .int()
    .min(0)
    .max(1_000)
    .default(60)
    .describe('How many aliases an operation may have, fragments included.'),
  MAX_TOKENS: z.coerce
    .number()
    .int()
    .min(500)
    .max(100_000)
    .default(5_000)
    .describe('How many words and signs an operation may have.'),
  MAX_SELECTIONS: z.coerce
    .number()
    .int()
    .min(100)
    .max(100_000)
    .default(2_000)
    .describe('How many fields an operation may select, each fragment counted wherever it is spread.'),
  MAX_COST: z.coerce
    .number()
    .int()
    .min(100)
    .max(10_000_000)
    .default(20_000)
    .describe('What an operation may be estimated to cost: one for each object it can answer.'),
  MAX_BODY_KB: z.coerce
    .number()
    .int()
    .min(16)
    .max(65_536)
    .default(2_048)
    .describe('The largest request to the graph, in KiB: 1,000 entries with the longest memos need about 1,900.'),
  MAX_STRANGER_BODY_KB: z.coerce
    .number()
    .int()
    .min(16)
    .max(65_536)
    .default(64)
    .describe('The same of those who have not signed in: they have nothing to post.'),
  OIDC_CLIENT_ID: z
    .string()
    .default('happy-homes-console')
    .describe('What the pages are called at the issuer: a public client, with /sign-in/callback to return to.'),
  OIDC_SCOPE: z.string().default('openid').describe('What the pages ask the issuer for.'),
  MAX_REQUESTS_PER_MINUTE: z.coerce
    .number()
    .int()
    .min(1)
    .default(30_000)
    .describe('Requests of one client in a minute, files too: who signed in, or an address where nobody did.'),
  MAX_COST_PER_MINUTE: z.coerce
    .number()
    .int()
    .min(100)
    .default(2_000_000)
    .describe('What the operations of one client in a minute may be estimated to cost together.'),
  GATEWAY_EXECUTOR: z
    .enum(['own', 'apollo'])
    .default('own')
    .describe('Who executes what was planned: the gateway itself, or the executor of @apollo/gateway.'),
  MAX_PLANNING_MS: z.coerce
    .number()
    .int()
    .min(0)
    .max(60_000)
    .default(2_000)
    .describe('How long one operation may be planned, on a thread of its own; 0 for none, in the process itself.'),
  TRUSTED_DOCUMENTS: flag
    .default(false)
    .describe('Only documents of the manifest are run; no introspection, no GraphiQL.'),
  TRUSTED_DOCUMENTS_FILE: z
    .string()
    .default('trusted-documents.json')
    .describe('The manifest of trusted documents; npm run trust writes it.'),
  ALLOWED_ORIGINS: z
    .string()
    .default('')
    .transform((list) => list.split(/[\s,]+/).filter((origin) => origin !== ''))
    .pipe(
      z.array(
        z.union([z.literal('*'), z.string().regex(/^https?:\/\/[^/\s]+$/, 'an origin such as http://localhost:5173')]),
      ),
    )
    .describe('Pages of these origins may use the graph from a browser, separated by commas; * for all.'),
  TRUSTED_PROXIES: z
    .string()
    .default('loopback')
    .transform((list) => list.split(/[\s,]+/).filter((proxy) => proxy !== ''))
    .pipe(
      z.array(
        z.union([z.enum(['loopback', 'linklocal', 'uniquelocal']), z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], {
          error: 'loopback, linklocal, uniquelocal, an address or a network such as 10.0.0.0/8',
        }),
      ),
    )
    .describe('Who may say whose request it passes on, separated by commas: the address a stranger is counted by.'),
});

export type GatewaySettings = z.infer<typeof gatewaySettings>;

export const defaultSettings: GatewaySettings = gatewaySettings.parse({});
