import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { endOnSilence } from './http-server.ts';

const SILENCE_MS = 300;
const server = createServer(async (request, response) => {
  try {
    let bytes = 0;
    for await (const chunk of request) bytes += chunk.length;
    response.end(`${bytes} bytes`);
  } catch {
    response.destroy();
  }
});

beforeAll(async () => {
  endOnSilence(server, SILENCE_MS);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
});
afterAll(() => new Promise((closed) => server.close(closed)));

interface Sent {
  /** What came back before the end. */
  readonly answer: string;
  /** The longest silence between two bytes, in milliseconds. */
  readonly silenceMs: number;
}

/** Sends a body of this many bytes, one by one at this distance. */
async function send(bytes: number, everyMs: number): Promise<Sent> {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  let answer = '';
  socket.on('data', (data) => {
    answer += data;
  });
  const closed = new Promise((done) => socket.once('close', done));
  socket.write('POST / HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: 8\r\n\r\n');
  socket.once('error', () => undefined);
  let silenceMs = 0;
  for (let byte = 0; byte < bytes; byte += 1) {
    const since = performance.now();
    await wait(everyMs);
    socket.write('x');
    silenceMs = Math.max(silenceMs, performance.now() - since);
  }
  await closed;
  return { answer, silenceMs };
}

/** Where the machine stood still meanwhile, the server heard a silence that was not ours: it is sent again. */
async function sendWithoutSilence(bytes: number, everyMs: number): Promise<string> {
  for (;;) {
    const { answer, silenceMs } = await send(bytes, everyMs);
    if (silenceMs < SILENCE_MS / 2) return answer;
  }
}

describe('a request', () => {
  test('may take as long as it likes while something comes', async () => {
    expect(server.requestTimeout).toBe(0);
    expect(await sendWithoutSilence(8, SILENCE_MS / 5)).toContain('8 bytes');
  });

  test('is ended where nothing comes any more', async () => {
    expect(await send(3, 1)).toMatchObject({ answer: '' });
  });
});
