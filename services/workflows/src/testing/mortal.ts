/**
 * A process that can be killed or paused at any of its awaits, a store of runs in memory that it drives, and a service
 * with idempotent effects that its steps call. What is already done stays done; what the dead would have done is not.
 */
import type { Hold, RunStore } from '../engine/drive.ts';
import type { Run } from '../run/run.ts';

export interface Fate {
  /** The how manieth await of the process it strikes at, from 1. */
  readonly at: number;
  /** `before` the awaited thing happens, or `after`, when only its answer is lost. */
  readonly when: 'before' | 'after';
}

export class Killed extends Error {}

export class Mortal {
  awaits = 0;
  isAlive = true;
  private readonly fate: Fate | null;
  private readonly strike: () => Promise<void>;

  /** Without a fate it lives for ever. `strike` kills by default; a pause answers a promise to wait for. */
  constructor(fate: Fate | null, strike?: () => Promise<void>) {
    this.fate = fate;
    this.strike = strike ?? (async () => this.die());
  }

  async await<T>(happen: () => T): Promise<T> {
    await null;
    if (!this.isAlive) throw new Killed();
    this.awaits += 1;
    const isStruck = this.fate?.at === this.awaits;
    if (isStruck && this.fate?.when === 'before') await this.strike();
    const result = happen();
    if (isStruck && this.fate?.when === 'after') await this.strike();
    return result;
  }

  private die(): never {
    this.isAlive = false;
    throw new Killed();
  }
}

/** One run with its lease. A lease runs out when its holder is dead, or when the test says so of a paused one. */
export class MemoryRun {
  run: Run;
  holder: Mortal | null = null;
  token = 0;
  constructor(run: Run) {
    this.run = run;
  }

  storeFor(process: Mortal): RunStore {
    return {
      take: () =>
        process.await(() => {
          if (this.holder?.isAlive) return null;
          this.holder = process;
          this.token += 1;
          return this.holdFor(process, this.token);
        }),
    };
  }

  letLeaseRunOut(): void {
    this.holder = null;
  }

  private holdFor(process: Mortal, token: number): Hold {
    const isMine = () => this.token === token;
    return {
      taken: this.run,
      isFirst: token === 1,
      read: () => process.await(() => (isMine() ? this.run : null)),
      save: (run, then) =>
        process.await(() => {
          if (!isMine() || this.run.revision !== run.revision) return null;
          this.run = { ...run, revision: run.revision + 1 };
          if (then === 'LET_GO') this.holder = null;
          return this.run;
        }),
      keep: () => process.await(isMine),
      release: () =>
        process.await(() => {
          if (isMine()) this.holder = null;
        }),
    };
  }
}

/** Effects by key: the second request with a key answers the first result and changes nothing. */
export class MemoryService {
  readonly effects: string[] = [];
  private readonly answers = new Map<string, unknown>();

  request(process: Mortal, key: string, answer: () => unknown): Promise<unknown> {
    return process.await(() => {
      if (this.answers.has(key)) return this.answers.get(key);
      const result = answer();
      this.answers.set(key, result);
      this.effects.push(key);
      return result;
    });
  }
}
