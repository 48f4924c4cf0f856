/** The manifests as `kubectl kustomize` would put them together, as far as ours go, and what a cluster would find wrong. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseAllDocuments } from 'yaml';

// biome-ignore lint/suspicious/noExplicitAny: an object of a cluster has any shape
export type Manifest = any;

const root = fileURLToPath(new URL('../infra/k8s/', import.meta.url));

/** Throws where the text is not YAML, or says one thing twice. */
export function documentsOf(path: string): Manifest[] {
  return parseAllDocuments(readFileSync(join(root, path), 'utf8'), { merge: true }).map((document) => {
    const [problem] = [...document.errors, ...document.warnings];
    if (problem) throw new Error(`${path}: ${problem.message}`);
    return document.toJS();
  });
}

export function rendered(overlay: string, ...components: readonly string[]): Manifest[] {
  const objects = built(overlay);
  return [...objects, ...components.flatMap(built)];
}

function built(folder: string): Manifest[] {
  const [{ resources = [], patches = [], configMapGenerator = [] }] = documentsOf(join(folder, 'kustomization.yaml'));
  const objects = (resources as string[]).flatMap((name) => {
    const path = join(folder, name);
    return name.endsWith('.yaml') ? documentsOf(path) : built(path);
  });
  for (const { path, target } of patches) {
    const [patch] = documentsOf(join(folder, path));
    for (const object of objects) if (object.kind === target.kind) layOver(object.spec, patch.spec);
  }
  for (const { name, behavior, literals } of configMapGenerator) {
    const data = Object.fromEntries(literals.map((line: string) => /^(\w+)=(.*)$/.exec(line)?.slice(1)));
    const base = objects.find((object) => object.kind === 'ConfigMap' && object.metadata.name === name);
    if ((behavior === 'merge') !== (base !== undefined)) throw new Error(`ConfigMap ${name}: made twice, or nowhere`);
    if (base) Object.assign(base.data, data);
    else objects.push({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data });
  }
  return objects;
}

/** A strategic merge: objects field by field, lists of what has a name by the name. */
function layOver(base: Manifest, patch: Manifest): void {
  for (const [key, value] of Object.entries<Manifest>(patch)) {
    if (Array.isArray(value) && Array.isArray(base[key]))
      for (const item of value) {
        const same = base[key].find((each: Manifest) => each.name === item.name);
        if (same) layOver(same, item);
        else base[key].push(item);
      }
    else if (typeof value === 'object' && !Array.isArray(value) && base[key] !== undefined) layOver(base[key], value);
    else base[key] = structuredClone(value);
  }
}

const versions: Readonly<Record<string, string>> = {
  Namespace: 'v1',
  ConfigMap: 'v1',
  Service: 'v1',
  Deployment: 'apps/v1',
  Job: 'batch/v1',
  PodDisruptionBudget: 'policy/v1',
  NetworkPolicy: 'networking.k8s.io/v1',
  HorizontalPodAutoscaler: 'autoscaling/v2',
};

/** Each fault in a sentence; `secrets` are those that an operator is told to make, by name, with their keys. */
export function faultsIn(objects: readonly Manifest[], secrets: ReadonlyMap<string, readonly string[]>): string[] {
  const faults: string[] = [];
  const workloads = objects.filter(({ kind }) => kind === 'Deployment' || kind === 'Job');
  const check = (holds: unknown, object: Manifest, what: string) => {
    if (!holds) faults.push(`${object.kind} ${object.metadata.name}: ${what}`);
  };
  const selected = (labels: Readonly<Record<string, string>> = {}) =>
    workloads.filter(({ spec }) =>
      Object.entries(labels).every(([name, value]) => spec.template.metadata.labels[name] === value),
    );
  const names = objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`);
  for (const object of objects) {
    const { kind, apiVersion, metadata, spec } = object;
    check(versions[kind] === apiVersion, object, `${apiVersion} is not its version`);
    check(names.filter((name) => name === `${kind} ${metadata.name}`).length === 1, object, 'is there twice');
    if (kind === 'Service') {
      const ports = selected(spec.selector).flatMap((each) => each.spec.template.spec.containers[0].ports ?? []);
      for (const { targetPort } of spec.ports)
        check(
          ports.some(({ name }: Manifest) => name === targetPort),
          object,
          `nobody listens on ${targetPort}`,
        );
    }
    if (kind === 'PodDisruptionBudget') {
      const pods = selected(spec.selector.matchLabels);
      check(pods.length === 1, object, `covers ${pods.length} deployments`);
      for (const { spec: pod } of pods) check(spec.maxUnavailable < pod.replicas, object, 'lets all of it go');
    }
    if (kind === 'NetworkPolicy' && Object.keys(spec.podSelector).length > 0)
      check(selected(spec.podSelector.matchLabels).length > 0, object, 'covers nobody');
    if (kind === 'HorizontalPodAutoscaler') {
      const target = objects.find(
        (each) => each.kind === 'Deployment' && each.metadata.name === spec.scaleTargetRef.name,
      );
      check(target?.spec.template.spec.containers[0].resources?.requests?.cpu, object, 'has no request to measure by');
      check(spec.minReplicas >= 2 && spec.maxReplicas > spec.minReplicas, object, 'may leave one alone');
    }
  }
  for (const workload of workloads) {
    const { spec: pod, metadata } = workload.spec.template;
    const of = (holds: unknown, what: string) => check(holds, workload, what);
    of(pod.securityContext?.runAsNonRoot && pod.securityContext.runAsUser > 0, 'may run as root');
    of(pod.securityContext?.seccompProfile?.type === 'RuntimeDefault', 'has no seccomp profile');
    of(pod.automountServiceAccountToken === false, 'holds a token of the cluster');
    of(pod.containers.length === 1, 'is not one container');
    if (workload.kind === 'Deployment') {
      const chosen = Object.entries(workload.spec.selector.matchLabels);
      of(
        chosen.every(([name, value]) => metadata.labels[name] === value),
        'does not select its own pods',
      );
      of(workload.spec.replicas >= 2, 'is one alone');
      of(selected(workload.spec.selector.matchLabels).length === 1, 'selects pods of others');
    }
    const [app] = pod.containers;
    of(app.securityContext?.allowPrivilegeEscalation === false, 'may gain rights');
    of(app.securityContext?.readOnlyRootFilesystem, 'may write to its image');
    of(app.securityContext?.capabilities?.drop?.includes('ALL'), 'keeps capabilities');
    of(app.resources?.requests?.cpu && app.resources.requests.memory, 'requests nothing');
    of(app.resources?.limits?.memory, 'has no limit of memory');
    if (workload.kind === 'Deployment') for (const fault of faultsOfProbes(app, objects)) of(false, fault);
    const env: Manifest[] = app.env ?? [];
    of(new Set(env.map(({ name }) => name)).size === env.length, 'is told one thing twice');
    for (const { name, valueFrom } of env) {
      const { name: secret, key } = valueFrom?.secretKeyRef ?? {};
      if (secret) of(secrets.get(secret)?.includes(key), `${name}: no secret ${secret} with ${key} is to be made`);
    }
    for (const { configMapRef } of app.envFrom ?? [])
      of(names.includes(`ConfigMap ${configMapRef.name}`), `no ConfigMap ${configMapRef.name}`);
    for (const { name } of app.volumeMounts ?? [])
      of(
        pod.volumes?.some((volume: Manifest) => volume.name === name),
        `no volume ${name}`,
      );
    for (const { secret } of pod.volumes ?? [])
      of(secret === undefined || secrets.has(secret.secretName), `no secret ${secret?.secretName} is to be made`);
  }
  return faults;
}

function faultsOfProbes(app: Manifest, objects: readonly Manifest[]): string[] {
  const faults: string[] = [];
  for (const kind of ['startupProbe', 'readinessProbe', 'livenessProbe']) {
    const port = app[kind]?.httpGet?.port;
    if (!app.ports?.some(({ name }: Manifest) => name === port)) faults.push(`${kind} asks nobody`);
  }
  const seconds = (probe: Manifest) => (probe?.periodSeconds ?? 10) * (probe?.failureThreshold ?? 3);
  const settings = objects.find(({ kind }) => kind === 'ConfigMap')?.data ?? {};
  if (seconds(app.readinessProbe) * 1_000 > Number(settings.DRAIN_NOTICE_MS))
    faults.push('leaves before it is noticed that it is not ready');
  if (seconds(app.startupProbe) < 30) faults.push('has less than half a minute to start');
  if (seconds(app.livenessProbe) < 30) faults.push('is killed for a short hiccup');
  return faults;
}
