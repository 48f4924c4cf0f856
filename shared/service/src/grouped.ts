/**
 * Does together what is asked for while the one before is under way: one transaction, write or question for many, and
 * none waits for company. A group that fails is done one by one, so that nobody fails for what is wrong with another.
 */
import { AsyncLocalStorage } from 'node:async_hooks';

interface Waiting<Item, Result> {
  readonly item: Item;
  readonly answer: (result: Result) => void;
  readonly fail: (error: unknown) => void;
  /** A group is a part of the trace of its first. */
  readonly inItsTrace: <R>(work: () => R) => R;
}

/** `together` answers the results in the order of the items. */
export function grouped<Item, Result>(
  most: number,
  together: (items: readonly Item[]) => Promise<readonly Result[]>,
): (item: Item) => Promise<Result> {
  let waiting: Waiting<Item, Result>[] = [];
  let isRunning = false;

  async function run(): Promise<void> {
    isRunning = true;
    while (waiting.length > 0) {
      const group = waiting.slice(0, most);
      waiting = waiting.slice(most);
      await perform(group);
    }
    isRunning = false;
  }

  async function perform(group: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await group[0]?.inItsTrace(() => together(group.map(({ item }) => item)));
      for (const [at, { answer }] of group.entries()) answer(results?.[at] as Result);
    } catch (error) {
      if (group.length === 1) group[0]?.fail(error);
      else for (const each of group) void perform([each]);
    }
  }

  return (item) =>
    new Promise((answer, fail) => {
      waiting.push({ item, answer, fail, inItsTrace: AsyncLocalStorage.snapshot() });
      if (!isRunning) void run();
    });
}
