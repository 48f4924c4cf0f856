/** The program as its users start it: a process of its own on a folder of its own, spoken to over HTTP, and killed. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { schema } from '../infra/config.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const READY_MS = 120_000;

export interface Program {
  readonly base: string;
  readonly dataDir: string;
  /** What it runs with, for a command beside it. */
  readonly environment: NodeJS.ProcessEnv;
  /** What it has printed so far, over all its starts. */
  output(): string;
  start(): Promise<void>;
  /** SIGKILL to the whole group, as a power cut would do it. */
  kill(): Promise<void>;
  /** SIGTERM; answers the exit code and how many milliseconds it took. */
  stop(): Promise<{ readonly code: number | null; readonly milliseconds: number }>;
  token(persona: string): Promise<string>;
  // biome-ignore lint/suspicious/noExplicitAny: the answer of any operation
  ask(persona: string | null, query: string, variables?: object): Promise<any>;
  /** Deletes its folder; stop it first. */
  remove(): void;
}

export async function createProgram(): Promise<Program> {
  const port = await freePort();
  const base = `http://127.0.0.1:${port}`;
  const dataDir = mkdtempSync(join(tmpdir(), 'hh-program-'));
  const environment = {
    ...withoutConfiguration(process.env),
    NODE_OPTIONS: '',
    PORT: String(port),
    DATA_DIR: dataDir,
    LOG_LEVEL: 'warn',
  };
  const tokens = new Map<string, string>();
  let child: ChildProcess | null = null;
  let printed = '';

  async function token(persona: string): Promise<string> {
    const known = tokens.get(persona);
    if (known) return known;
    const body = JSON.stringify({ persona });
    const answer = await fetch(`${base}/auth/demo`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    const { access_token } = (await answer.json()) as { access_token: string };
    tokens.set(persona, access_token);
    return access_token;
  }

  async function ended(process: ChildProcess): Promise<number | null> {
    if (process.exitCode !== null || process.signalCode !== null) return process.exitCode;
    return await new Promise((done) => process.once('exit', (code) => done(code)));
  }

  return {
    base,
    dataDir,
    environment,
    token,
    output: () => printed,
    async start() {
      const started = spawn(process.execPath, ['infra/start.ts'], {
        cwd: root,
        env: environment,
        detached: true,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      child = started;
      for (const stream of [started.stdout, started.stderr])
        stream?.on('data', (chunk: Buffer) => (printed += chunk.toString()));
      const until = Date.now() + READY_MS;
      for (;;) {
        if (started.exitCode !== null) throw new Error(`it ended with ${started.exitCode}:\n${printed}`);
        if (Date.now() > until) throw new Error(`it is not ready:\n${printed}`);
        const answer = await fetch(`${base}/health/ready`).catch(() => null);
        if (answer?.status === 200) return;
        await wait(50);
      }
    },
    async kill() {
      if (!child?.pid) throw new Error('it does not run');
      process.kill(-child.pid, 'SIGKILL');
      await ended(child);
      child = null;
    },
    async stop() {
      if (!child?.pid) return { code: null, milliseconds: 0 };
      const since = Date.now();
      child.kill('SIGTERM');
      const code = await ended(child);
      child = null;
      return { code, milliseconds: Date.now() - since };
    },
    async ask(persona, query, variables = {}) {
      const authorization = persona ? { authorization: `Bearer ${await token(persona)}` } : {};
      const headers = { 'content-type': 'application/json', ...authorization };
      const answer = await fetch(`${base}/graphql`, {
        method: 'POST',
        headers,
        body: JSON.stringify({ query, variables }),
      });
      const { data, errors } = (await answer.json()) as { data: unknown; errors?: readonly { message: string }[] };
      if (errors) throw new Error(errors.map(({ message }) => message).join('; '));
      return data;
    },
    remove: () => rmSync(dataDir, { recursive: true, force: true }),
  };
}

/** A MONGODB_URI of the person who runs the tests may name real data. */
function withoutConfiguration(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !(name in schema.shape)));
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as { port: number };
  await new Promise((done) => server.close(done));
  return port;
}
