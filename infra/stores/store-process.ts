/**
 * One store as a child process: in a process group of its own, so that Ctrl-C reaches the app and not the store;
 * ended with the app whatever becomes of it; started again when it dies alone.
 */
import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, renameSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Program } from './found.ts';

export interface StoreCommand {
  readonly name: string;
  readonly program: Program;
  readonly args: readonly string[];
  readonly setpriv: string | null;
  /** What the store gets when the app dies: TERM keeps data tidy, KILL suits data that nobody needs. */
  readonly deathSignal: 'TERM' | 'KILL';
  /** Takes what the store writes; the file of the start before is kept beside as `<name>.1`. */
  readonly logPath: string;
  /** It ended by itself and is started again, or could not be started. */
  readonly warn: (line: string) => void;
  /** It keeps ending and is not started again. */
  readonly onLost: (line: string) => void;
}

export interface StoreProcess {
  /** How it ended, or null while it runs. */
  ended(): string | null;
  /** From now on it is started again when it dies. */
  keepAlive(): void;
  /** Asks it to end, and ends it by force after the grace. */
  stop(graceMs: number): Promise<void>;
}

const RESTARTS_PER_MINUTE = 5;

/**
 * Where there is no setpriv, a shell waits beside the store for the end of its standard input, which is our end. It
 * asks until the store is gone: a server that is still starting may forget a first signal.
 */
const watcher = `
exec 3<&0
signal=$1; shift
"$@" 3<&- </dev/null &
store=$!
{ read -r _ <&3; while kill -s "$signal" "$store"; do sleep 0.2; done; } 2>/dev/null &
wait "$store"; code=$?
kill "$!" 2>/dev/null; wait "$!" 2>/dev/null
exit "$code"`;

export function startStore(command: StoreCommand): StoreProcess {
  let child = launch(command);
  let isStopping = false;
  let isKept = false;
  const restarts: number[] = [];

  const watch = () => {
    child.once('exit', () => {
      if (isKept && !isStopping) restart();
    });
  };
  const restart = () => {
    const now = performance.now();
    restarts.push(now);
    if (restarts.filter((at) => now - at < 60_000).length > RESTARTS_PER_MINUTE) {
      command.onLost(`${command.name} keeps ending (${endingOf(child)}); see ${command.logPath}`);
      return;
    }
    command.warn(
      `${command.name} ended by itself (${endingOf(child)}); starting it again. ${lastWords(command.logPath, 1).join('')}`.trim(),
    );
    child = launch(command);
    watch();
  };
  watch();

  return {
    ended: () => endingOf(child),
    keepAlive: () => {
      isKept = true;
      if (endingOf(child) !== null) restart();
    },
    stop: async (graceMs) => {
      isStopping = true;
      await end(child, graceMs);
    },
  };
}

function launch(command: StoreCommand): ChildProcess {
  const { program, args, setpriv, deathSignal, logPath } = command;
  if (existsSync(logPath)) renameSync(logPath, `${logPath}.1`);
  const log = openSync(logPath, 'w');
  try {
    const stdio: StdioOptions = [setpriv ? 'ignore' : 'pipe', log, log];
    const env = program.libraries ? { LD_LIBRARY_PATH: program.libraries } : {};
    const words: [string, string[]] = setpriv
      ? [setpriv, ['--pdeathsig', deathSignal, '--', program.binary, ...args]]
      : ['/bin/sh', ['-c', watcher, command.name, deathSignal, program.binary, ...args]];
    const child = spawn(...words, { detached: true, stdio, env });
    child.once('error', (error) => command.warn(`${command.name} could not be started: ${error.message}`));
    child.stdin?.once('error', (error) => command.warn(`${command.name}: ${error.message}`));
    return child;
  } finally {
    closeSync(log);
  }
}

async function end(child: ChildProcess, graceMs: number): Promise<void> {
  if (endingOf(child) !== null || child.pid === undefined) return;
  const group = -child.pid;
  const gone = new Promise<true>((resolve) => child.once('exit', () => resolve(true)));
  if (child.stdin) child.stdin.end();
  else child.kill('SIGTERM');
  const patience = new AbortController();
  const isGone = await Promise.race([gone, sleep(graceMs, false, { signal: patience.signal })]);
  patience.abort();
  if (isGone) return;
  process.kill(group, 'SIGKILL');
  await gone;
}

function endingOf(child: ChildProcess): string | null {
  if (child.pid === undefined) return 'could not be started';
  if (child.signalCode !== null) return `signal ${child.signalCode}`;
  return child.exitCode === null ? null : `exit code ${child.exitCode}`;
}

/** The last lines a store wrote before it ended. */
export function lastWords(logPath: string, count: number): string[] {
  const lines = readFileSync(logPath, 'utf8').split('\n');
  return lines.filter((line) => line !== '').slice(-count);
}

/**
 * Below the ports that outgoing connections are given: one of those may be free now and taken when its server starts.
 * Each process has a block of its own, so that two which look at the same time never choose the same. None of them is
 * refused by fetch.
 */
const PORTS = { first: 11_000, blocks: 210, perBlock: 100 } as const;
let looked = 0;

/** A port of this machine that nobody listens on; never the one that was answered just before. */
export async function freePort(): Promise<number> {
  const block = PORTS.first + (process.pid % PORTS.blocks) * PORTS.perBlock;
  for (let attempt = 0; attempt < PORTS.perBlock; attempt += 1) {
    const port = block + (looked++ % PORTS.perBlock);
    if (await isFree(port)) return port;
  }
  throw new Error(`no port from ${block} to ${block + PORTS.perBlock - 1} is free`);
}

function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
