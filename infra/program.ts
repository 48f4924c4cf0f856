/**
 * A program of the repository in a process of its own on a port of its own: started, stopped, killed, put to sleep. It
 * ends with us, however we end, and is given nothing of our configuration: a MONGODB_URI of whoever tests or measures
 * may name real data.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { schema } from './config.ts';
import { readFound } from './stores/found.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const READY_MS = 600_000;
const GRACE_MS = 30_000;
const KEPT_OUTPUT = 100_000;
/** What Node made of our sources, by their text: a start takes half as long when they were started before. */
const NODE_COMPILE_CACHE = `${root}.tools/compiled`;

export type Environment = Readonly<Record<string, string>>;

interface ProgramOptions {
  /** What Node is given: the program's file from the root of the repository, with what stands before and after it. */
  readonly args: readonly string[];
  readonly port: number;
  readonly environment: Environment;
  /** The path that answers 200 as soon as it may be asked; null where any answer will do. */
  readonly ready?: string | null;
  /** Is told of each process as it begins; there is a channel for messages to it. */
  readonly onStart?: (child: ChildProcess) => void;
}

export interface Program {
  readonly url: string;
  readonly pid: number;
  /** What it printed last, over all its starts. */
  output(): string;
  isAlive(): boolean;
  /** Until it may be asked; throws where it ends before that. */
  start(): Promise<void>;
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void;
  /** Answers its exit code; null where a signal ended it. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null>;
}

export function createProgram(options: ProgramOptions): Program {
  const { args, port, environment, ready = '/health/ready', onStart } = options;
  const url = `http://127.0.0.1:${port}`;
  let child: ChildProcess | null = null;
  let printed = '';
  const isAlive = () => child !== null && child.exitCode === null && child.signalCode === null;

  return {
    url,
    get pid() {
      return child?.pid ?? 0;
    },
    output: () => printed,
    isAlive,
    async start() {
      const started = launch(args, { ...environment, PORT: String(port) }, (chunk) => {
        printed = `${printed}${chunk}`.slice(-KEPT_OUTPUT);
      });
      child = started;
      onStart?.(started);
      for (const latest = performance.now() + READY_MS; !(await answers(url, ready)); await wait(15)) {
        const ending = started.exitCode ?? started.signalCode;
        if (ending !== null) throw new Error(`${args.join(' ')} ended with ${ending}:\n${printed}`);
        if (performance.now() > latest) throw new Error(`${args.join(' ')} does not answer:\n${printed}`);
      }
    },
    signal: (signal) => void child?.kill(signal),
    async end(signal) {
      const ending = child;
      if (!ending || !isAlive()) return ending?.exitCode ?? null;
      const gone = once(ending, 'exit');
      ending.kill(signal);
      const late = setTimeout(() => ending.kill('SIGKILL'), GRACE_MS);
      await gone;
      clearTimeout(late);
      return ending.exitCode;
    },
  };
}

/** Starts one that serves until it is ended; what goes wrong in it is seen. */
export async function startProgram(options: ProgramOptions): Promise<Program> {
  const onStart = ({ stderr }: ChildProcess) => void stderr?.pipe(process.stderr, { end: false });
  const program = createProgram({ ...options, onStart });
  await program.start().catch(async (error: unknown) => {
    await program.end('SIGKILL');
    throw error;
  });
  return program;
}

/** Runs a command to its end; answers what it prints. */
export async function run(command: string, environment: Environment): Promise<string> {
  let printed = '';
  const child = launch([command], environment, (chunk) => {
    printed += chunk;
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${command} ended with ${code}:\n${printed}`);
  return printed;
}

/** A token of one of the people of the demonstration. */
export async function signIn(url: string, persona: string): Promise<string> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${url}/auth/demo`, { method: 'POST', headers, body: JSON.stringify({ persona }) });
  return ((await answer.json()) as { access_token: string }).access_token;
}

function launch(args: readonly string[], environment: Environment, print: (chunk: string) => void): ChildProcess {
  const { setpriv } = readFound();
  const tied = setpriv ? [setpriv, '--pdeathsig', 'KILL', '--'] : [];
  const [program = process.execPath, ...words] = [...tied, process.execPath, ...args];
  const inherited = Object.entries(process.env).filter(([name]) => !(name in schema.shape));
  const child = spawn(program, words, {
    cwd: root,
    env: { ...Object.fromEntries(inherited), NODE_OPTIONS: '', NODE_COMPILE_CACHE, ...environment },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', print);
  return child;
}

async function answers(url: string, ready: string | null): Promise<boolean> {
  const answer = await fetch(`${url}${ready ?? '/'}`, { signal: AbortSignal.timeout(5_000) }).catch(() => null);
  await answer?.body?.cancel();
  return answer !== null && (answer.ok || ready === null);
}
