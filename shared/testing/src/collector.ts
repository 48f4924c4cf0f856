/** A collector of traces: what is sent to it over OTLP, as JSON. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface CollectedSpan {
  readonly service: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | undefined;
  readonly name: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly failure: string | undefined;
}

export interface Collector {
  readonly endpoint: string;
  spans(): readonly CollectedSpan[];
  /** The spans of the trace that has a span with this name and these attributes. */
  traceOf(name: string, attributes?: Readonly<Record<string, unknown>>): readonly CollectedSpan[];
  stop(): Promise<void>;
}

interface Attribute {
  readonly key: string;
  readonly value: { readonly stringValue?: string; readonly intValue?: number };
}

interface Export {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly Attribute[] };
    readonly scopeSpans: readonly {
      readonly spans: readonly (Omit<CollectedSpan, 'service' | 'attributes' | 'failure'> & {
        readonly attributes: readonly Attribute[];
        readonly status?: { readonly message?: string };
      })[];
    }[];
  }[];
}

export async function startCollector(): Promise<Collector> {
  const collected: CollectedSpan[] = [];
  const server = createServer(async (request, response) => {
    const chunks = await Array.fromAsync(request as AsyncIterable<Buffer>);
    if (request.url === '/v1/traces') collected.push(...spansOf(JSON.parse(Buffer.concat(chunks).toString())));
    response.writeHead(request.url === '/v1/traces' ? 200 : 404, { 'content-type': 'application/json' }).end('{}');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans: () => collected,
    traceOf: (name, attributes = {}) => {
      const wanted = Object.entries(attributes);
      const known = collected.find(
        (span) => span.name === name && wanted.every(([key, value]) => span.attributes[key] === value),
      );
      if (!known) throw new Error(`no span ${name} among ${collected.map((span) => span.name).join(', ')}`);
      return collected.filter(({ traceId }) => traceId === known.traceId);
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

function spansOf({ resourceSpans }: Export): CollectedSpan[] {
  return resourceSpans.flatMap(({ resource, scopeSpans }) => {
    const service = String(plain(resource.attributes)['service.name']);
    return scopeSpans
      .flatMap(({ spans }) => spans)
      .map(({ traceId, spanId, parentSpanId, name, attributes, status }) => ({
        service,
        traceId,
        spanId,
        parentSpanId,
        name,
        attributes: plain(attributes),
        failure: status?.message,
      }));
  });
}

function plain(attributes: readonly Attribute[]): Record<string, unknown> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, value.stringValue ?? value.intValue]));
}
