/** A process that runs until it is told to go, lets go in order, and never outstays the time it is given for that. */
import { ConfigError } from './config.ts';

const LONGEST_STOP_MS = 25_000;

/** `start` answers how to stop. What is wrong with the configuration is for the person who starts, without a stack. */
export async function runUntilTold(start: () => Promise<() => Promise<void>>): Promise<void> {
  let told: () => void = () => {};
  const isTold = new Promise<void>((resolve) => {
    told = resolve;
  });
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => told());
  try {
    const stop = await start();
    await isTold;
    setTimeout(() => process.exit(1), LONGEST_STOP_MS).unref();
    await stop();
    process.exit(0);
  } catch (error) {
    console.error(error instanceof ConfigError ? `\n${error.message}\n` : error);
    process.exit(1);
  }
}
