import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Collector, startCollector } from '@hh/testing/collector.ts';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import express, { type Express } from 'express';
import { logRequest, nameRequest } from './http-request.ts';
import { watchRequest } from './http-telemetry.ts';
import { createLog } from './log.ts';
import { createMetrics } from './metrics.ts';
import { createOpenTelemetry } from './open-telemetry.ts';
import { createRemote, type Remote } from './remote.ts';
import { type StartedTelemetry, startTelemetry, unwatched } from './telemetry.ts';
import { noTracing, resumed, type Tracing } from './tracing.ts';

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function listen(app: Express): Promise<string> {
  const server: Server = createServer(app);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  closers.push(() => new Promise((done) => server.close(done)));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('a trace', () => {
  let collector: Collector;
  beforeAll(async () => {
    collector = await startCollector();
  });
  afterAll(() => collector.stop());

  const tracingOf = (service: string): Tracing =>
    createOpenTelemetry({ service, endpoint: collector.endpoint, ratio: 1, lost: () => {} });

  async function callAnother(way: (remote: Remote) => Promise<unknown>): Promise<readonly string[]> {
    const lines: string[] = [];
    const [here, there] = [tracingOf('here'), tracingOf('there')];
    const log = createLog({ name: 'there', level: 'info', fields: there.logFields }, (line) => lines.push(line));
    const app = express();
    app.use(nameRequest, watchRequest({ ...unwatched(), tracing: there }), logRequest(log));
    app.all('/things/:id', express.json(), async (_, response) => {
      await there.span('look up', {}, async () => log.info('in the middle'));
      response.json({});
    });
    const remote = createRemote({ name: 'there', urls: [await listen(app)], timeoutMs: 2_000, tracing: here });
    closers.push(() => remote.close());
    await here.entry('ask', {}, () => way(remote));
    await Promise.all([here.stop(), there.stop()]);
    return lines;
  }

  test('goes over HTTP from one process to another, and the lines of the log carry its id', async () => {
    const headers = { 'content-type': 'application/json' };
    const lines = await callAnother((remote) =>
      remote.post({ path: '/things/7', headers, body: '{"a":1}', isRepeatable: true }),
    );
    const trace = collector.traceOf('look up');
    expect(trace.map(({ service, name }) => `${service}: ${name}`).sort()).toEqual([
      'here: ask',
      'there: HTTP POST',
      'there: look up',
    ]);
    expect(trace.find(({ name }) => name === 'HTTP POST')?.attributes).toMatchObject({ 'http.route': '/things/:id' });
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { msg: 'in the middle', traceId: trace[0]?.traceId },
      { msg: 'request', traceId: trace[0]?.traceId },
    ]);
  });

  test('goes on where a request is passed on, and the header of the caller does not', async () => {
    const headers = { traceparent: '00-0123456789abcdef0123456789abcdef-0123456789abcdef-01' };
    await callAnother(async (remote) => {
      const { body } = await remote.forward({ method: 'GET', path: '/things/8', headers, body: null });
      await body.dump();
    });
    const passed = collector.spans().filter(({ name }) => name === 'HTTP GET' || name === 'ask');
    expect(new Set(passed.slice(-2).map(({ traceId }) => traceId)).size).toBe(1);
  });

  test('is taken up where a row has kept it; a row without leaves none', async () => {
    const [first, second] = [tracingOf('first'), tracingOf('second')];
    const kept = await first.entry('announce', {}, async () => first.traceparent());
    await resumed(second, kept, 'act', {}, async () => {});
    await resumed(second, undefined, 'act on nothing', {}, async () => second.span('part', {}, async () => {}));
    await Promise.all([first.stop(), second.stop()]);
    expect(collector.traceOf('announce').map(({ name }) => name)).toEqual(['announce', 'act']);
    expect(collector.spans().map(({ name }) => name)).not.toContain('part');
  });

  test('of work that fails names the kind of error and not what it says', async () => {
    const tracing = tracingOf('failing');
    const failing = tracing.entry('fail', {}, async () => {
      throw new RangeError('张三 13812345678');
    });
    await expect(failing).rejects.toThrow(RangeError);
    await tracing.stop();
    expect(collector.traceOf('fail')).toMatchObject([{ failure: 'RangeError' }]);
    expect(JSON.stringify(collector.spans())).not.toContain('13812345678');
  });

  test('that nobody collects is said once, and costs the work nothing', async () => {
    const lost: unknown[] = [];
    const tracing = createOpenTelemetry({
      service: 'alone',
      endpoint: 'http://127.0.0.1:9',
      ratio: 1,
      lost: (error) => lost.push(error),
    });
    expect(await tracing.entry('work', {}, async () => 7)).toBe(7);
    await tracing.stop();
    expect(lost).toHaveLength(1);
  });

  test('is nothing where no endpoint is set', async () => {
    expect(await noTracing.entry('work', {}, () => noTracing.span('part', {}, async () => 7))).toBe(7);
    expect([noTracing.traceparent(), noTracing.logFields()]).toEqual([undefined, {}]);
  });
});

describe('a scrape', () => {
  async function start(over: object = {}): Promise<StartedTelemetry> {
    const watch = await startTelemetry('test', {
      LOG_LEVEL: 'error',
      METRICS_PORT: 0,
      METRICS_HOST: '127.0.0.1',
      OTEL_EXPORTER_OTLP_ENDPOINT: undefined,
      OTEL_TRACES_SAMPLER_ARG: 1,
      ...over,
    });
    closers.push(() => watch.stop());
    return watch;
  }

  test('tells of the process too, on a port of its own that has nothing else', async () => {
    const { metricsPort } = await start();
    const answer = await fetch(`http://127.0.0.1:${metricsPort}/metrics`);
    const text = await answer.text();
    expect(answer.headers.get('content-type')).toContain('text/plain');
    for (const name of ['process_resident_memory_bytes', 'nodejs_eventloop_lag_seconds', 'hh_http_request_duration'])
      expect(text).toContain(name);
    expect((await fetch(`http://127.0.0.1:${metricsPort}/`)).status).toBe(404);
  });

  test('is not there unless its port is set', async () => {
    expect(await start({ METRICS_PORT: undefined })).toMatchObject({ metricsPort: null });
  });

  test('names the port when it is taken', async () => {
    const { metricsPort } = await start();
    await expect(start({ METRICS_PORT: metricsPort })).rejects.toThrow(/METRICS_PORT.*EADDRINUSE/);
  });

  test('leaves out what a store does not tell, says so, and has the rest', async () => {
    const metrics = createMetrics();
    metrics.outboxAge.readFrom(async () => [{ labels: { service: 'economy' }, value: 3 }]);
    metrics.outboxAge.readFrom(async () => {
      throw new Error('away');
    });
    metrics.workflowParked.readFrom(() => new Promise(() => {}));
    await metrics.registry.metrics();
    const text = await metrics.registry.metrics();
    expect(text).toMatch(/^hh_outbox_oldest_seconds\{service="economy"\} 3$/m);
    expect(text).toMatch(/^hh_metrics_read_failures_total\{metric="hh_outbox_oldest_seconds"\} \d$/m);
    expect(text).toMatch(/^hh_metrics_read_failures_total\{metric="hh_workflow_parked_runs"\} \d$/m);
    expect(text).not.toMatch(/^hh_workflow_parked_runs /m);
  });

  test('counts requests by what the code calls their route, however they are written', async () => {
    const telemetry = unwatched();
    const app = express();
    app.use(nameRequest, watchRequest(telemetry));
    app.get('/things/:id', (_, response) => void response.json({}));
    app.use('/graphql', (_, response) => void response.status(400).json({}));
    const base = await listen(app);
    for (const path of ['/things/1', '/things/2', '/GraphQL', '/graphql?x=1', '/nowhere/3']) await fetch(base + path);
    const { values } = await telemetry.metrics.httpRequests.get();
    const counts = values
      .filter(({ metricName }) => metricName?.endsWith('_count'))
      .map(({ labels, value }) => `${labels.route} ${labels.status} ${value}`);
    expect(counts.sort()).toEqual(['/graphql 4xx 2', '/things/:id 2xx 2', 'none 4xx 1']);
  });
});
