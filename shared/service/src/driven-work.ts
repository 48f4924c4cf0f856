/** Work of a service that is driven from the service's start to its stop, and that says when nothing is left of it. */
import { type Driver, type DriverOptions, startDriver } from './driver.ts';
import type { Platform } from './service.ts';

export interface Work extends Pick<DriverOptions, 'name' | 'concurrency' | 'due'> {
  /** Does what is due for one id, until the process is about to stop. */
  run(id: string, isStopping: () => boolean): Promise<void>;
  /** Is there anything left to do by itself, held by somebody or not? */
  isAny(): Promise<boolean>;
}

export interface DrivenWork {
  /** Says that this id has something to do. */
  wake(id: string): void;
  /** Does it here and now. */
  run(id: string): Promise<void>;
  isDriven(): boolean;
  isStopping(): boolean;
  start(): void;
  /** Finishes what runs, as far as it does not ask whether to stop. */
  stop(): Promise<void>;
  isIdle(): Promise<boolean>;
}

export function createDrivenWork(
  { redisUrl, queuePrefix: prefix, log, telemetry }: Pick<Platform, 'redisUrl' | 'queuePrefix' | 'log' | 'telemetry'>,
  { name, concurrency, due, ...work }: Work,
): DrivenWork {
  const active = new Set<string>();
  let driver: Driver | null = null;
  let isStopping = false;
  const run = async (id: string) => {
    active.add(id);
    await work.run(id, () => isStopping).finally(() => active.delete(id));
  };
  return {
    wake: (id) => driver?.wake(id),
    run,
    isDriven: () => driver !== null,
    isStopping: () => isStopping,
    start: () => {
      driver = startDriver({ name, redisUrl, prefix, concurrency, log, telemetry, due, run });
    },
    stop: async () => {
      isStopping = true;
      const stopping = driver;
      driver = null;
      await stopping?.stop();
    },
    isIdle: async () => active.size === 0 && !(await work.isAny()),
  };
}
