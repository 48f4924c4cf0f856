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

/** Sends a body of this many bytes, one by one at this distance, and answers what came back before the end. */
async function sent(bytes: number, everyMs: number): Promise<string> {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  let answer = '';
  socket.on('data', (data) => {
    answer += data;
  });
  const closed = new Promise((done) => socket.once('close', done));
  socket.write('POST / HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: 8\r\n\r\n');
  for (let byte = 0; byte < bytes; byte += 1) {
    await wait(everyMs);
    socket.write('x');
  }
  await closed;
  return answer;
}

describe('a request', () => {
  test('may take as long as it likes while something comes', async () => {
    expect(server.requestTimeout).toBe(0);
    expect(await sent(8, SILENCE_MS / 5)).toContain('8 bytes');
  });

  test('is ended where nothing comes any more', async () => {
    expect(await sent(3, 1)).toBe('');
  });
});
