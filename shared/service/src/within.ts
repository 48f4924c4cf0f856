/** The answer of some work, or `TimedOut`: what hangs must not hold its caller for ever. The work itself goes on. */
export class TimedOut extends Error {}

export async function within<T>(milliseconds: number, work: () => Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new TimedOut(`no answer within ${milliseconds} ms`)), milliseconds);
  try {
    return await Promise.race([work(), late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
