/** The program as its users start it, in a process of its own on a folder of its own, for who measures it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { schema } from '../config.ts';
import { freePort } from '../stores/store-process.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const READY_MS = 120_000;

export interface MeasuredProgram {
  readonly base: string;
  /** A value of its metrics, by the whole name before it. */
  figures(...names: readonly string[]): Promise<readonly number[]>;
  token(persona: string): Promise<string>;
  stop(): Promise<void>;
}

/** A MONGODB_URI of the person who measures may name real data, so nothing of the configuration is inherited. */
export async function startProgram(
  environment: NodeJS.ProcessEnv,
  settings: Readonly<Record<string, string>>,
): Promise<MeasuredProgram> {
  const dataDir = mkdtempSync(join(tmpdir(), 'hh-bench-'));
  const [port, metricsPort] = [await freePort(), await freePort()];
  const base = `http://127.0.0.1:${port}`;
  const inherited = Object.entries(environment).filter(([name]) => !(name in schema.shape));
  const child = spawn(process.execPath, ['--max-old-space-size=1024', 'infra/start.ts'], {
    cwd: root,
    env: {
      ...Object.fromEntries(inherited),
      PORT: String(port),
      METRICS_PORT: String(metricsPort),
      DATA_DIR: dataDir,
      LOG_LEVEL: 'error',
      ...settings,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const gone = once(child, 'exit');
  for (const until = Date.now() + READY_MS; ; await wait(100)) {
    if (child.exitCode !== null || Date.now() > until) throw new Error('the program did not come up');
    const answer = await fetch(`${base}/health/ready`).catch(() => null);
    if (answer?.ok) break;
  }
  return {
    base,
    figures: async (...names) => {
      const text = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
      return names.map((name) => {
        const line = text.split('\n').find((each) => each.startsWith(`${name} `));
        if (!line) throw new Error(`no figure ${name}`);
        return Number(line.slice(name.length + 1));
      });
    },
    token: async (persona) => {
      const body = JSON.stringify({ persona });
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(`${base}/auth/demo`, { method: 'POST', headers, body });
      return ((await answer.json()) as { access_token: string }).access_token;
    },
    stop: async () => {
      child.kill('SIGTERM');
      await gone;
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
