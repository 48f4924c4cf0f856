/** `npm start`: stores, services, gateway and the demonstration county in one process on one port. */
import { createServer, type RequestListener, type Server } from 'node:http';
import { flushCompileCache } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { ConfigError } from '@hh/service/config.ts';
import { endOnSilence } from '@hh/service/http-server.ts';
import { type StartedTelemetry, startTelemetry } from '@hh/service/telemetry.ts';
import { addressOf, type Config, parseConfig } from './config.ts';
import { machineTrouble } from './setup/progress.mjs';
import { StartError, type Stores, startStores } from './stores.ts';
import { startWorld, type World } from './world.ts';

const DRAIN_MS = 9_000;

const say = (line: string) => console.log(`  ${line}`);

async function start(config: Config): Promise<(signal: string) => Promise<void>> {
  const watch = await startTelemetry('happy-homes', config);
  const dataDir = resolve(config.DATA_DIR);
  let handle: RequestListener = (request, response) => {
    const isLive = request.url === '/health/live';
    response
      .writeHead(isLive ? 200 : 503, { 'content-type': 'application/json', 'retry-after': '1' })
      .end('{"status":"starting"}');
  };
  const server = createServer((request, response) => handle(request, response));
  endOnSilence(server);
  const port = await listen(server, config);
  const base = config.PUBLIC_URL ?? addressOf(config.HOST, port);

  const stores = await startStores({
    dataDir,
    ...(config.MONGODB_URI ? { mongodbUri: config.MONGODB_URI } : {}),
    ...(config.REDIS_URL ? { redisUrl: config.REDIS_URL } : {}),
    deathSignal: 'TERM',
    log: say,
    onLost: giveUp,
  });
  let world: World | null = null;
  try {
    world = await startWorld({ config, stores, base, keyFile: join(dataDir, 'issuer-key.json'), ...watch, say });
    handle = world.app;
    await world.seed();
    world.beReady();
    // Who is killed has no end at which it would be written.
    flushCompileCache();
    console.log(await world.welcome());
  } catch (error) {
    await world?.stop();
    await stores.stop();
    throw error;
  }
  const running = world;
  return (signal) => stop({ signal, server, world: running, stores, watch });
}

async function listen(server: Server, { PORT, HOST }: Config): Promise<number> {
  await new Promise<void>((done, fail) => {
    server.once('error', (error: NodeJS.ErrnoException) => fail(new StartError(...whyNotListening(error, PORT, HOST))));
    server.listen(PORT, HOST, done);
  });
  return (server.address() as AddressInfo).port;
}

function whyNotListening(error: NodeJS.ErrnoException, port: number, host: string): readonly [string, string] {
  if (error.code === 'EADDRINUSE')
    return [`Port ${port} is taken: set PORT to another one.`, `端口 ${port} 已被占用，请设置 PORT。`];
  if (error.code === 'EACCES')
    return [`Port ${port} needs more rights: set PORT to one above 1023.`, `无权使用端口 ${port}，请设置更大的 PORT。`];
  return [`Cannot listen on ${host}:${port} (${error.code}).`, `无法监听 ${host}:${port}。`];
}

/** Lets go in order: no new connections, requests and steps finish, then the stores, last. */
async function stop(parts: {
  signal: string;
  server: Server;
  world: World;
  stores: Stores;
  watch: StartedTelemetry;
}): Promise<void> {
  const { signal, server, world, stores, watch } = parts;
  const { log } = watch;
  log.info({ signal }, 'stopping');
  const closed = new Promise((done) => server.close(done));
  server.closeIdleConnections();
  const late = setTimeout(() => server.closeAllConnections(), DRAIN_MS / 2);
  await closed;
  clearTimeout(late);
  await world.stop();
  await stores.stop();
  await watch.stop();
  log.info('stopped');
}

function onSignals(let_go: (signal: string) => Promise<void>): void {
  let stopping = false;
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      setTimeout(() => process.exit(1), DRAIN_MS).unref();
      let_go(signal).then(
        () => process.exit(),
        (error: unknown) => {
          console.error(error);
          process.exit(1);
        },
      );
    });
  }
}

/** Whoever watches over us may start us again; without a store nothing answers. */
function giveUp(reason: string): void {
  console.error(`\n${reason}\n`);
  process.exitCode = 1;
  process.kill(process.pid, 'SIGTERM');
}

try {
  onSignals(await start(parseConfig(process.env)));
} catch (error) {
  const lines = error instanceof ConfigError || error instanceof StartError ? [error.message] : machineTrouble(error);
  if (lines === null) throw error;
  console.error(`\n${lines.join('\n')}\n`);
  process.exit(1);
}
