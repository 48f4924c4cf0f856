/** A process as `npm start` or a container runs it, on stores that outlive it, its failpoints watched: to be killed and stopped. */
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createProgram, type Environment } from '../program.ts';
import type { Strike } from './plan.ts';

const arm = new URL('./arm.ts', import.meta.url).href;
const ANSWER_MS = 20_000;
/** Where its store takes too long to come back it gives up, and is started again as any orchestrator does. */
const STARTS_MAX = 5;

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
  readonly environment: Environment;
}

export function createVictim({ main, port, environment }: VictimOptions): Victim {
  let child: ChildProcess | null = null;
  let first: Strike | null = null;
  const program = createProgram({
    args: ['--import', arm, main],
    port,
    environment,
    onStart: (started) => {
      child = started;
      // A message that nobody listens for would be kept, and taken for the answer to the next one.
      started.once('message', () => undefined);
      started.send({ strike: first }, () => undefined);
    },
  });
  return {
    base: program.url,
    isAlive: program.isAlive,
    output: () => program.output().split('\n').filter(isNoGreeting).join('\n'),
    async arm(strike) {
      if (!child) throw new Error('it was never started');
      const answer = once(child, 'message', { signal: AbortSignal.timeout(ANSWER_MS) });
      // To one that has just died it cannot be told, and then there is no answer either.
      child.send({ strike }, () => undefined);
      const [reached] = await answer;
      return reached as Awaited<ReturnType<Victim['arm']>>;
    },
    async start(strike) {
      first = strike ?? null;
      for (let tries = 1; ; tries += 1) {
        try {
          await program.start();
          return true;
        } catch (error) {
          if (child?.signalCode === 'SIGKILL') return false;
          if (tries === STARTS_MAX) throw error;
        }
      }
    },
    isStopped: () => program.isAlive() && stateOf(program.pid) === 'T',
    resume: () => program.signal('SIGCONT'),
    kill: async () => void (await program.end('SIGKILL')),
  };
}

/** What a start prints for a person has two spaces in front; what goes wrong has none, or four. */
function isNoGreeting(line: string): boolean {
  return line !== '' && !/^ {2}(?! {2}at )/.test(line);
}

/** The letter of a process's state; T is stopped. */
function stateOf(pid: number): string {
  const status = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return status.charAt(status.lastIndexOf(')') + 2);
}
