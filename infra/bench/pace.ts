/** Requests at a steady pace, whether the one before has its answer or not: who waits for answers measures less waiting. */
import { setTimeout as wait } from 'node:timers/promises';

/** Milliseconds from when each was due to its answer. */
export async function atPace(perSecond: number, count: number, ask: (at: number) => Promise<void>): Promise<number[]> {
  const since = performance.now();
  const under: Promise<number>[] = [];
  for (let at = 0; at < count; at += 1) {
    const due = since + (at * 1_000) / perSecond;
    await wait(Math.max(0, due - performance.now()));
    under.push(ask(at).then(() => performance.now() - due));
  }
  return await Promise.all(under);
}

export async function post(
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string | Uint8Array<ArrayBuffer>,
): Promise<{ readonly status: number; readonly text: string }> {
  const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body });
  return { status: response.status, text: await response.text() };
}
