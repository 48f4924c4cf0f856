/** The whole program as its users start it, on a folder of its own, spoken to over HTTP, and killed. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createProgram, type Environment, run, signIn } from '../infra/program.ts';
import { freePort } from '../infra/stores/store-process.ts';

export interface WholeProgram {
  readonly base: string;
  readonly dataDir: string;
  /** What it has printed so far, over all its starts. */
  output(): string;
  start(): Promise<void>;
  kill(): Promise<void>;
  /** SIGTERM; answers the exit code, null where it had to be ended by force. */
  stop(): Promise<number | null>;
  /** Runs a command with its settings beside it; answers what that prints. */
  run(command: string): Promise<string>;
  token(persona: string): Promise<string>;
  // biome-ignore lint/suspicious/noExplicitAny: the answer of any operation
  ask(persona: string | null, query: string, variables?: object): Promise<any>;
  /** Deletes its folder; stop it first. */
  remove(): void;
}

export async function createWholeProgram(more: Environment = {}): Promise<WholeProgram> {
  const port = await freePort();
  const dataDir = mkdtempSync(join(tmpdir(), 'hh-program-'));
  const environment = { DATA_DIR: dataDir, LOG_LEVEL: 'warn', DEMO_WITHIN: '37132200100101', ...more };
  const program = createProgram({ args: ['infra/start.ts'], port, environment });
  const base = program.url;
  const tokens = new Map<string, string>();

  async function token(persona: string): Promise<string> {
    const known = tokens.get(persona) ?? (await signIn(base, persona));
    tokens.set(persona, known);
    return known;
  }

  return {
    base,
    dataDir,
    token,
    output: program.output,
    start: program.start,
    run: (command) => run(command, environment),
    kill: async () => void (await program.end('SIGKILL')),
    stop: () => program.end('SIGTERM'),
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
