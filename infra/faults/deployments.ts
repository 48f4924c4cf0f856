/** The two ways to run, one code: the whole graph in one process, or every service in processes of its own. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../program.ts';
import { freePort } from '../stores/store-process.ts';
import { createVictim, type Victim } from './victim.ts';
import type { Deploy } from './world.ts';

/** One process, and for some faults another on the same stores. */
export const embedded: Deploy = async ({ servers, prefix, environment }) => {
  const program = async (name: string) => {
    const dataDir = join(servers.folder, `${prefix}-${name}`);
    mkdirSync(dataDir);
    const port = await freePort();
    return createVictim({
      main: 'infra/start.ts',
      port,
      environment: { ...environment, DATA_DIR: dataDir },
    });
  };
  const [one, other] = [await program('one'), await program('other')];
  await one.start();
  return {
    parts: new Map([['program', [one, other]]]),
    prepare: async (schedule) => {
      const needsOther = schedule?.fault === 'replica' || schedule?.fault === 'pause';
      await startThoseThatAreNot(needsOther ? [one, other] : [one]);
      if (!needsOther) await other.kill();
      const victims = needsOther ? [one, other] : [one];
      return { victims, doors: victims };
    },
  };
};

/** How many replicas there are of each; the gateways take the requests. */
const REPLICAS = { organization: 2, volunteers: 1, property: 2, economy: 2, workflows: 2, gateway: 2 } as const;
type Part = keyof typeof REPLICAS;

export const distributed: Deploy = async (ground) => {
  await run('infra/seed.command.ts', ground.environment);
  const names = Object.keys(REPLICAS) as Part[];
  const ports = new Map<Part, readonly number[]>();
  for (const part of names)
    ports.set(part, await Promise.all(Array.from({ length: REPLICAS[part] }, () => freePort())));
  const addresses = Object.fromEntries(
    [...ports].map(([part, own]) => [
      `${part.toUpperCase()}_URL`,
      own.map((port) => `http://127.0.0.1:${port}`).join(','),
    ]),
  );
  const shared = {
    ...ground.environment,
    ...addresses,
    HOST: '127.0.0.1',
    CALL_TIMEOUT_MS: '4000',
    SYSTEM_SECRET: 'a secret of the fault suite that is long enough',
    PUBLIC_URL: 'http://graph.test',
    ISSUER_KEY_FILE: join(ground.servers.folder, `${ground.prefix}-issuer-key.json`),
  };
  const victim = (part: Part, port: number) => {
    const main = part === 'gateway' ? 'gateway/src/main.ts' : `services/${part}/src/main.ts`;
    return createVictim({ main, port, environment: shared });
  };
  const parts = new Map([...ports].map(([part, own]) => [part as string, own.map((port) => victim(part, port))]));
  const all = [...parts.values()].flat();
  const ofPart = (part: string) => parts.get(part) ?? [];
  await startThoseThatAreNot(all);
  return {
    parts,
    prepare: async (schedule) => {
      await startThoseThatAreNot(all);
      return { victims: schedule ? ofPart(schedule.part) : all, doors: ofPart('gateway') };
    },
  };
};

async function startThoseThatAreNot(victims: readonly Victim[]): Promise<void> {
  await Promise.all(victims.filter((victim) => !victim.isAlive()).map((victim) => victim.start()));
}
