/**
 * Does together what is asked for while the one before is under way: one transaction or write for many, and none waits
 * for company. What becomes of a group becomes of each in it.
 */
export function grouped<Item>(
  most: number,
  together: (items: readonly Item[]) => Promise<void>,
): (item: Item) => Promise<void> {
  let waiting: { item: Item; done: PromiseWithResolvers<void> }[] = [];
  let isRunning = false;

  async function run(): Promise<void> {
    isRunning = true;
    while (waiting.length > 0) {
      const group = waiting.slice(0, most);
      waiting = waiting.slice(most);
      try {
        await together(group.map(({ item }) => item));
        for (const { done } of group) done.resolve();
      } catch (error) {
        for (const { done } of group) done.reject(error);
      }
    }
    isRunning = false;
  }

  return (item) => {
    const done = Promise.withResolvers<void>();
    waiting.push({ item, done });
    if (!isRunning) void run();
    return done.promise;
  };
}
