/** The whole program on a folder of its own, for who measures it over hours. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Environment, signIn, startProgram } from '../program.ts';
import { freePort } from '../stores/store-process.ts';

export interface MeasuredProgram {
  readonly base: string;
  /** A value of its metrics, by the whole name before it. */
  figures(...names: readonly string[]): Promise<readonly number[]>;
  token(persona: string): Promise<string>;
  stop(): Promise<void>;
}

export async function startMeasured(settings: Environment): Promise<MeasuredProgram> {
  const dataDir = mkdtempSync(join(tmpdir(), 'hh-bench-'));
  const [port, metricsPort] = [await freePort(), await freePort()];
  const own = { METRICS_PORT: String(metricsPort), DATA_DIR: dataDir, LOG_LEVEL: 'error' };
  const args = ['--max-old-space-size=1024', 'infra/start.ts'];
  const program = await startProgram({ args, port, environment: { ...own, ...settings } });
  return {
    base: program.url,
    figures: async (...names) => {
      const text = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
      return names.map((name) => {
        const line = text.split('\n').find((each) => each.startsWith(`${name} `));
        if (!line) throw new Error(`no figure ${name}`);
        return Number(line.slice(name.length + 1));
      });
    },
    token: (persona) => signIn(program.url, persona),
    stop: async () => {
      await program.end('SIGTERM');
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
