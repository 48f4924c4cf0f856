/** A process as `npm start` or a container runs it, on stores that outlive it, its failpoints watched: to be killed and stopped. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Strike } from './plan.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const arm = new URL('./arm.ts', import.meta.url).href;
const READY_MS = 60_000;
const ANSWER_MS = 20_000;
const KEPT_OUTPUT = 20_000;

export interface Victim {
  readonly base: string;
  /** Starts it, armed from its first statement on; false when it struck before it was ready. */
  start(strike?: Strike): Promise<boolean>;
  /** Sets where it will strike; answers what it has reached since the last time. */
  arm(strike: Strike | null): Promise<readonly (readonly [point: string, count: number])[]>;
  isAlive(): boolean;
  /** Has it stopped itself? */
  isStopped(): boolean;
  resume(): void;
  kill(): Promise<void>;
  /** The last words of what it printed. */
  output(): string;
}

export interface VictimOptions {
  /** The file it runs, from the root of the repository. */
  readonly main: string;
  readonly port: number;
  readonly environment: NodeJS.ProcessEnv;
}

export function createVictim({ main, port, environment }: VictimOptions): Victim {
  const base = `http://127.0.0.1:${port}`;
  let child: ChildProcess | null = null;
  let printed = '';

  const isAlive = () => child !== null && child.exitCode === null && child.signalCode === null;
  const tell: Victim['arm'] = async (strike) => {
    if (!child) throw new Error('it was never started');
    const answer = once(child, 'message', { signal: AbortSignal.timeout(ANSWER_MS) });
    // To one that has just died it cannot be told, and then there is no answer either.
    child.send({ strike }, () => undefined);
    const [reached] = await answer;
    return reached as Awaited<ReturnType<Victim['arm']>>;
  };

  return {
    base,
    isAlive,
    arm: tell,
    output: () => printed.split('\n').filter(isNoGreeting).join('\n'),
    async start(strike) {
      const started = spawn(process.execPath, ['--import', arm, main], {
        cwd: root,
        env: { ...environment, PORT: String(port) },
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      });
      child = started;
      for (const stream of [started.stdout, started.stderr])
        stream?.on('data', (chunk: Buffer) => {
          printed = `${printed}${chunk}`.slice(-KEPT_OUTPUT);
        });
      // A message that nobody listens for would be kept, and taken for the answer to the next one.
      started.once('message', () => undefined);
      started.send({ strike: strike ?? null }, () => undefined);
      const until = performance.now() + READY_MS;
      while (isAlive()) {
        if (performance.now() > until) throw new Error(`it is not ready:\n${printed}`);
        const answer = await fetch(`${base}/health/ready`, { signal: AbortSignal.timeout(5_000) }).catch(() => null);
        if (answer?.status === 200) return true;
        await wait(15);
      }
      if (started.signalCode !== 'SIGKILL') throw new Error(`it ended with ${started.exitCode}:\n${printed}`);
      return false;
    },
    isStopped: () => isAlive() && stateOf(child?.pid) === 'T',
    resume: () => void child?.kill('SIGCONT'),
    async kill() {
      if (!child || !isAlive()) return;
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}

/** What a start prints for a person has two spaces in front; what goes wrong has none, or four. */
function isNoGreeting(line: string): boolean {
  return line !== '' && !/^ {2}(?! {2}at )/.test(line);
}

/** The letter of a process's state; T is stopped. */
function stateOf(pid: number | undefined): string {
  const status = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return status.charAt(status.lastIndexOf(')') + 2);
}
