import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseEnv } from 'node:util';
import { gatewayConfig } from '@hh/gateway/start-gateway.ts';
import { parseEnvironment } from '@hh/service/config.ts';
import { serviceConfig } from '@hh/service/distributed.ts';
import { describe, expect, test } from '@jest/globals';
import type { z } from 'zod';
import { addressOf, parseConfig, schema } from './config.ts';
import { parseDotEnv } from './setup/dot-env.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const example = readFileSync(join(root, '.env.example'), 'utf8');
const set = parseDotEnv(example);
const offered = parseDotEnv(example.replace(/^#(?=[A-Z])/gm, ''));

/** What set-up and the tests read from the environment by themselves. */
function namesOutsideTheConfiguration(): string[] {
  const sources = ['infra', 'infra/setup', 'tests', 'shared/service/src/testing'].flatMap((folder) =>
    readdirSync(join(root, folder))
      .filter((name) => /\.(ts|mjs)$/.test(name))
      .map((name) => readFileSync(join(root, folder, name), 'utf8')),
  );
  return [...sources.join('\n').matchAll(/\b(?:HH_[A-Z_]*[A-Z]|[A-Z]+_BINARY)\b/g)].map(([name]) => name);
}

describe('.env.example', () => {
  test('names every key of the configuration and nothing that nobody reads', () => {
    const configurations = [schema, serviceConfig, gatewayConfig].flatMap(({ shape }) => Object.keys(shape));
    const read = new Set([...configurations, ...namesOutsideTheConfiguration()]);
    expect(Object.keys(offered).sort()).toEqual([...read].sort());
  });

  test('sets what would hold without it, and offers nothing that is refused', () => {
    expect(parseConfig(set)).toEqual(parseConfig({}));
    expect(() => parseConfig(offered)).not.toThrow();
  });

  test('offers to a process of the distributed mode what would hold without it, beside what has to be set', () => {
    for (const config of [serviceConfig, gatewayConfig]) {
      const parsed: Readonly<Record<string, unknown>> = parseEnvironment(config, offered);
      const fields = Object.entries(config.shape as Readonly<Record<string, z.ZodType>>);
      const presets = fields.flatMap(([name, field]) => {
        const preset = field.safeParse(undefined);
        return preset.success && preset.data !== undefined && !(name in schema.shape)
          ? [[name, preset.data] as const]
          : [];
      });
      expect(presets.length).toBeGreaterThan(8);
      for (const [name, preset] of presets) expect([name, parsed[name]]).toEqual([name, preset]);
    }
  });
});

describe('the configuration', () => {
  test('tells all that is wrong with it together, whatever part reads it', () => {
    const wrong = {
      PORT: '99999',
      MONGODB_URI: 'localhost',
      REDIS_URL: 'localhost:6379',
      DEMO: 'yes',
      COST_EVIDENCE_LIMIT: '1.234',
      MAX_DEPTH: '1',
      ALLOWED_ORIGINS: 'localhost',
    };
    const told = (() => {
      try {
        return parseConfig(wrong);
      } catch (error) {
        return String(error);
      }
    })();
    for (const name of Object.keys(wrong)) expect(told).toMatch(new RegExp(`^  ${name}\\b.*: `, 'm'));
  });

  test('takes an empty value for none', () => {
    expect(parseConfig({ PORT: '', MONGODB_URI: '' })).toEqual(parseConfig({}));
  });
});

test.each([
  ['127.0.0.1', 'http://127.0.0.1:4000'],
  ['county.example.org', 'http://county.example.org:4000'],
  ['0.0.0.0', 'http://127.0.0.1:4000'],
  ['::', 'http://[::1]:4000'],
  ['fd00::7', 'http://[fd00::7]:4000'],
])('who listens on %s is reached at %s', (host, address) => {
  expect(addressOf(host, 4000)).toBe(address);
});

describe('a .env', () => {
  test.each([
    ['the example', example],
    ['spaces, comments and export', '  A = 1 # one\nexport B=2\n#C=3\nD=\n\nE=a b \r\nF=http://h/#x\n'],
    ['quotes', `A="a # b"\nB='it is "so"'\nC=\`x\` # y\nD=" spaces "\nE="half\n`],
  ])('is read as Node reads it: %s', (_, text) => {
    expect(parseDotEnv(text)).toEqual(parseEnv(text));
  });
});
