/** What a cluster would refuse, or run in another way than is meant. No cluster runs here. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { definitions } from '../infra/services.ts';
import { faultsIn, type Manifest, rendered } from './manifests.ts';

const operations = readFileSync(new URL('../docs/operations.md', import.meta.url), 'utf8');
/** As docs/operations.md tells to make them. */
const secrets = new Map<string, readonly string[]>([
  ['happy-homes-system', ['secret']],
  ['happy-homes-redis', ['url']],
  ['happy-homes-mongodb', [...definitions.map(({ name }) => name), 'seed']],
  ['happy-homes-issuer', ['issuer-key.json']],
]);

test.each([
  ['the base', rendered('base')],
  ['the base with autoscaling', rendered('base', 'autoscaling')],
  ['the demonstration', rendered('demonstration')],
])('%s holds together', (_, objects) => {
  expect(objects.filter(({ kind }) => kind === 'Deployment')).toHaveLength(definitions.length + 1);
  expect(faultsIn(objects, secrets)).toEqual([]);
});

test('an operator is told of every secret', () => {
  for (const [name, keys] of secrets) {
    expect(operations).toContain(`\`${name}\``);
    if (name !== 'happy-homes-mongodb') for (const key of keys) expect(operations).toContain(`\`${key}\``);
  }
  expect(operations).toMatch(/`happy-homes-mongodb` \(one connection string per service, by its name; .*`seed`/);
});

describe('a fault is found:', () => {
  const find = (objects: readonly Manifest[], kind: string, name: string) =>
    objects.find((each) => each.kind === kind && each.metadata.name === name);
  const podOf = (objects: readonly Manifest[]) => find(objects, 'Deployment', 'economy').spec.template;
  const appOf = (objects: readonly Manifest[]) => podOf(objects).spec.containers[0];

  test.each<[string, (objects: Manifest[]) => void]>([
    ['Deployment economy: readinessProbe asks nobody', (all) => delete appOf(all).readinessProbe],
    ['Deployment economy: livenessProbe asks nobody', (all) => (appOf(all).livenessProbe.httpGet.port = 'https')],
    [
      'Deployment economy: leaves before it is noticed that it is not ready',
      (all) => (appOf(all).readinessProbe.failureThreshold = 5),
    ],
    [
      'Deployment economy: has less than half a minute to start',
      (all) => (appOf(all).startupProbe.failureThreshold = 9),
    ],
    ['Deployment economy: is killed for a short hiccup', (all) => (appOf(all).livenessProbe.failureThreshold = 1)],
    ['Deployment economy: may run as root', (all) => delete podOf(all).spec.securityContext.runAsNonRoot],
    ['Deployment economy: may write to its image', (all) => delete appOf(all).securityContext.readOnlyRootFilesystem],
    ['Deployment economy: keeps capabilities', (all) => (appOf(all).securityContext.capabilities.drop = ['NET_RAW'])],
    ['Deployment economy: has no limit of memory', (all) => delete appOf(all).resources.limits],
    ['Deployment economy: is one alone', (all) => (find(all, 'Deployment', 'economy').spec.replicas = 1)],
    [
      'Deployment economy: MONGODB_URI: no secret happy-homes-mongodb with econmy is to be made',
      (all) => (appOf(all).env[0].valueFrom.secretKeyRef.key = 'econmy'),
    ],
    ['Deployment economy: is told one thing twice', (all) => appOf(all).env.push(appOf(all).env[0])],
    ['Deployment economy: no ConfigMap other', (all) => (appOf(all).envFrom[0].configMapRef.name = 'other')],
    [
      'Deployment gateway: no volume issuer',
      (all) => delete find(all, 'Deployment', 'gateway').spec.template.spec.volumes,
    ],
    [
      'Service economy: nobody listens on web',
      (all) => (find(all, 'Service', 'economy').spec.ports[0].targetPort = 'web'),
    ],
    [
      'PodDisruptionBudget economy: covers 0 deployments',
      (all) => (find(all, 'PodDisruptionBudget', 'economy').spec.selector.matchLabels = { app: 'economy' }),
    ],
    [
      'PodDisruptionBudget economy: lets all of it go',
      (all) => (find(all, 'PodDisruptionBudget', 'economy').spec.maxUnavailable = 2),
    ],
    [
      'NetworkPolicy metrics: covers nobody',
      (all) => (find(all, 'NetworkPolicy', 'metrics').spec.podSelector.matchLabels.x = 'y'),
    ],
    [
      'HorizontalPodAutoscaler economy: has no request to measure by',
      (all) => delete appOf(all).resources.requests.cpu,
    ],
    [
      'Deployment economy: apps/v1beta1 is not its version',
      (all) => (find(all, 'Deployment', 'economy').apiVersion = 'apps/v1beta1'),
    ],
    ['Service economy: is there twice', (all) => all.push(find(all, 'Service', 'economy'))],
  ])('%s', (fault, spoil) => {
    const objects = structuredClone(rendered('base', 'autoscaling'));
    spoil(objects);
    expect(faultsIn(objects, secrets)).toContain(fault);
  });
});
