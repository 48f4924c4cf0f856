/** Another process, as far as one can tell over HTTP: a server of this test that remembers what reached it. */
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

export interface Peer {
  readonly url: string;
  /** The bodies of all that was posted, in their order. */
  readonly received: readonly string[];
  readonly greetings: number;
  /** How it answers from now on. */
  answers(how: Answering): void;
  /** Nobody listens any more, and every connection is gone. */
  leave(): Promise<void>;
  comeBack(): Promise<void>;
}

export type Answering = (response: ServerResponse, request: IncomingMessage) => unknown;

export const json =
  (body: unknown, status = 200): Answering =>
  (response) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));

/** Takes the request and breaks off: whoever sent it cannot know what came of it. */
export const breakOff: Answering = (response) => response.destroy();

/** Takes the request and never answers. */
export const hang: Answering = () => undefined;

export async function startPeer(answering: Answering = json({ data: {} })): Promise<Peer> {
  let how = answering;
  let greetings = 0;
  const received: string[] = [];
  const sockets = new Set<Socket>();
  const handle: RequestListener = async (request, response) => {
    if (request.url === '/health/ready') {
      greetings += 1;
      if (how === hang) return;
      response.writeHead(200).end();
      return;
    }
    let body = '';
    for await (const chunk of request) body += chunk;
    received.push(body);
    how(response, request);
  };
  const server = createServer(handle).on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  const listen = (port: number) => new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    get greetings() {
      return greetings;
    },
    answers: (next) => {
      how = next;
    },
    leave: async () => {
      const closed = new Promise((done) => server.close(done));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
    comeBack: () => listen(port),
  };
}
