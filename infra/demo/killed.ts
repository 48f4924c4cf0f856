/** For tests: whoever seeds is killed in the middle. */
import type { Platform } from '@hh/service/service.ts';

export class Killed extends Error {}

/** Counts down to the end of a process: the n-th effect still happens, and nobody hears of it. */
export function mortal(effects: number) {
  let left = effects;
  return async <T>(effect: () => Promise<T>): Promise<T> => {
    const answer = await effect();
    left -= 1;
    if (left === 0) throw new Killed();
    return answer;
  };
}

/** Platforms whose writers together live for so many writes. */
export function dyingAfter(writes: number): (platform: Platform) => Platform {
  const until = mortal(writes);
  return (platform) => {
    const { writer } = platform;
    return { ...platform, writer: { ...writer, write: (work, once) => until(() => writer.write(work, once)) } };
  };
}
