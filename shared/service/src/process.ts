/** A process that runs until it is told to go, lets go in order, and never outstays the time it is given for that. */
import { ConfigError } from './config.ts';

/** Beside the notice and the grace: what works in the background lets go of it, and the stores are told. */
export const LETTING_GO_MS = 10_000;

export interface Running {
  stop(): Promise<void>;
  /** How long requests may go on after it was told. */
  readonly drainMs: number;
}

/** What is wrong with the configuration is for the person who starts, without a stack. */
export async function runUntilTold(start: () => Promise<Running>): Promise<void> {
  let told: () => void = () => {};
  const isTold = new Promise<void>((resolve) => {
    told = resolve;
  });
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => told());
  try {
    const running = await start();
    await isTold;
    setTimeout(() => process.exit(1), running.drainMs + LETTING_GO_MS).unref();
    await running.stop();
    process.exit(0);
  } catch (error) {
    console.error(error instanceof ConfigError ? `\n${error.message}\n` : error);
    process.exit(1);
  }
}
