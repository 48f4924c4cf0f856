/** Programs that serve for as long as somebody needs them. */
import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { readFound } from '../stores/found.ts';

export interface Serving {
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const PATIENCE_MS = 60_000;

/** Starts a program of the repository, and waits until its port answers anything at all. */
export async function startProgram(options: {
  readonly args: readonly string[];
  readonly port: number;
  readonly environment?: Readonly<Record<string, string>>;
  /** The path that answers 200 as soon as it may be asked. */
  readonly ready?: string;
}): Promise<Serving> {
  const url = `http://127.0.0.1:${options.port}`;
  const child = spawnNode(options.args, options.environment ?? {});
  const patienceEnds = Date.now() + PATIENCE_MS;
  while (!(await answers(`${url}${options.ready ?? '/'}`, options.ready !== undefined))) {
    if (child.exitCode === null && Date.now() < patienceEnds) await wait(50);
    else {
      await end(child);
      throw new Error(`${options.args.join(' ')} does not answer`);
    }
  }
  return { url, pid: child.pid ?? 0, stop: () => end(child) };
}

async function answers(url: string, well: boolean): Promise<boolean> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(5_000) }).catch(() => null);
  await answer?.body?.cancel();
  return answer !== null && (answer.ok || !well);
}

/** Runs a program of the repository to its end. */
export async function runProgram(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<void> {
  const child = spawnNode(args, environment);
  const code = await new Promise((done) => child.once('exit', done));
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}`);
}

/** It ends with us, even where we are killed. */
function spawnNode(args: readonly string[], environment: Readonly<Record<string, string>>): ChildProcess {
  const { setpriv } = readFound();
  const tied = setpriv ? [setpriv, '--pdeathsig', 'KILL', '--'] : [];
  const [program = process.execPath, ...words] = [...tied, process.execPath, ...args];
  return spawn(program, words, {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((done) => child.once('exit', done));
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), 5_000);
  await gone;
  clearTimeout(late);
}
