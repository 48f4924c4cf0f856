/** One schedule: the job is done, the fault strikes in the middle of it, what is left comes to rest, and is looked at. */
import { setTimeout as wait } from 'node:timers/promises';
import { bankJobOf, doBankJob } from './bank-job.ts';
import { check } from './check.ts';
import { createClient, type Ways } from './client.ts';
import { doJob, jobOf } from './job.ts';
import type { JobKind, Reached, Schedule } from './plan.ts';
import type { Servers } from './servers.ts';
import type { Verdict } from './verdict.ts';
import type { Victim } from './victim.ts';
import { settle, type World } from './world.ts';

export interface Outcome extends Verdict {
  /** False where the job ended before its fault could strike. */
  readonly isStruck: boolean;
  /** From the moment that a process was ready again, or that its replica was left alone, until nothing moved any more. */
  readonly recoveryMs: number;
}

/** Longer than a lease, and than a transaction that nobody goes on with. */
const ASLEEP_MS = 5_000;
/** What a process that slept had begun has had its turn by then. */
const AWAKE_MS = 500;
const POLL_MS = 10;

/** Does each job without a fault; answers the failpoints it reached. */
export async function discover(world: World, seed: number): Promise<readonly Reached[]> {
  const { victims, doors } = await world.prepare(null);
  const ways = { open: async () => doors, gone: never, settle: () => atRest(world), isTwice: false };
  const reached: Reached[] = [];
  for (const job of ['MAIN', 'BANK'] as const) {
    // The first job of a county registers what the others find.
    await work(world, { job, seed, index: -2 }, ways);
    await Promise.all(victims.map((victim) => victim.arm(null)));
    await work(world, { job, seed, index: -1 }, ways);
    const { wrong } = await check(world);
    if (wrong.length > 0) throw new Error(`without any fault: ${wrong.join('; ')}`);
    reached.push(...(await reachedIn(world, job, victims)));
  }
  return reached;
}

async function reachedIn(world: World, job: JobKind, victims: readonly Victim[]): Promise<readonly Reached[]> {
  const reached = [...world.parts].map(async ([part, replicas]) => {
    const running = replicas.filter((replica) => victims.includes(replica));
    const counts = (await Promise.all(running.map((replica) => replica.arm(null)))).flat();
    const byPoint = Map.groupBy(counts, ([point]) => point);
    // What replicas share falls to each of them by turns.
    const most = (own: readonly (readonly [string, number])[]) => Math.max(...own.map(([, count]) => count));
    return [...byPoint].map(([point, own]) => ({ job, part, point, count: most(own) }));
  });
  return (await Promise.all(reached)).flat();
}

export async function runSchedule(world: World, servers: Servers, schedule: Schedule): Promise<Outcome> {
  const { victims, doors } = await world.prepare(schedule);
  await Promise.all(victims.map((each) => each.arm(schedule.strike)));
  const ways = createWays(world, doors, schedule);
  const job = work(world, schedule, ways).finally(ways.end);
  // Met again where the job is awaited.
  job.catch(() => undefined);
  const hit = await firstStruck(victims, ways.isOver);
  await Promise.all(victims.filter((each) => each !== hit).map(spare));
  const after: After = hit ? await carryOut({ world, servers, schedule, ways, victim: hit }) : { recoveryMs: 0 };
  try {
    await job;
  } finally {
    await after.undo?.();
  }
  await atRest(world);
  return { isStruck: hit !== null, recoveryMs: after.recoveryMs, ...(await check(world)) };
}

/** The one that dies or stops first; null where the job is over before one does. */
async function firstStruck(victims: readonly Victim[], isOver: () => boolean): Promise<Victim | null> {
  for (;;) {
    const isLast = isOver();
    const hit = victims.find((victim) => !victim.isAlive() || victim.isStopped());
    if (hit || isLast) return hit ?? null;
    await wait(POLL_MS);
  }
}

/** One is enough: takes the strike from another, and puts right what it did before it heard of that. */
async function spare(victim: Victim): Promise<void> {
  const answer = { isThere: false, problem: null as unknown };
  victim.arm(null).then(
    () => {
      answer.isThere = true;
    },
    (error: unknown) => {
      answer.problem = error;
    },
  );
  while (!answer.isThere) {
    await wait(POLL_MS);
    if (!victim.isAlive()) return void (await victim.start());
    if (victim.isStopped()) victim.resume();
    else if (answer.problem) throw answer.problem;
  }
}

interface Struck {
  readonly world: World;
  readonly servers: Servers;
  readonly schedule: Schedule;
  readonly ways: ReturnType<typeof createWays>;
  readonly victim: Victim;
}

interface After {
  readonly recoveryMs: number;
  /** What has to be put right once the job is done. */
  readonly undo?: () => Promise<void>;
}

async function carryOut({ world, servers, schedule, ways, victim }: Struck): Promise<After> {
  const { fault } = schedule;
  switch (fault) {
    case 'kill':
      return await comeBack(world, victim, ways);
    case 'power':
      ways.shut();
      await servers.killMongod();
      return await comeBack(world, victim, ways);
    case 'again':
      return await dieAgain(world, victim, schedule, ways);
    case 'replica': {
      ways.shut();
      ways.leave(victim);
      const recoveryMs = await settle(world.databases);
      ways.reopen();
      return { recoveryMs };
    }
    case 'pause': {
      ways.leave(victim);
      const since = performance.now();
      const wakeUp = async () => {
        await wait(Math.max(0, since + ASLEEP_MS - performance.now()));
        victim.resume();
        await victim.arm(null);
        await wait(AWAKE_MS);
      };
      return { recoveryMs: 0, undo: wakeUp };
    }
    case 'flush':
      await servers.flushRedis();
      victim.resume();
      return { recoveryMs: 0 };
    case 'mongod':
      await servers.killMongod();
      victim.resume();
      return { recoveryMs: 0 };
    case 'outage':
    case 'hang': {
      const comesBack = await servers.withoutRedis(fault);
      victim.resume();
      const since = performance.now();
      const end = async () => {
        await wait(Math.max(0, since + (schedule.outageMs ?? 0) - performance.now()));
        await comesBack();
      };
      return { recoveryMs: 0, undo: end };
    }
  }
}

/** At the same place in what it finds when it comes back, before it is ready or in the rest of the job. */
async function dieAgain(world: World, victim: Victim, { strike }: Schedule, ways: Struck['ways']): Promise<After> {
  ways.shut();
  if (await victim.start({ ...strike, occurrence: 1 })) {
    ways.reopen();
    if (!(await firstStruck([victim], ways.isOver))) {
      // It may be struck yet, by what goes on when the clients are done.
      await spare(victim);
      return { recoveryMs: 0 };
    }
  }
  return await comeBack(world, victim, ways);
}

/** Starts the process again; the clients wait until what it found is done, so that its recovery is seen by itself. */
async function comeBack({ databases }: World, victim: Victim, ways: Struck['ways']): Promise<After> {
  ways.shut();
  await victim.start();
  const recoveryMs = await settle(databases);
  ways.reopen();
  return { recoveryMs };
}

async function work(
  world: World,
  { job: kind, seed, index }: Pick<Schedule, 'job' | 'seed' | 'index'>,
  ways: Ways,
): Promise<void> {
  const place = world.jobs.length;
  const client = createClient(ways);
  if (kind === 'MAIN') {
    const job = jobOf(seed, index + 2, place);
    world.jobs.push({ kind, job, ...(await doJob(job, client)) });
  } else {
    const before = world.jobs.flatMap((done) => (done.kind === 'BANK' ? [done.job] : []));
    const job = bankJobOf(seed, index + 2, place, before);
    world.jobs.push({ kind, job, ...(await doBankJob(job, client)) });
  }
}

const atRest = async ({ databases }: World): Promise<void> => void (await settle(databases));
const never = () => new AbortController().signal;

/** Which processes take requests: none while one that was killed comes back. */
function createWays({ databases }: World, victims: readonly Victim[], { isTwice }: Schedule) {
  const gone = new Map(victims.map((victim) => [victim, new AbortController()]));
  let [isShut, isOver] = [false, false];
  const isNobodyThere = () => isShut || !victims.some((victim) => victim.isAlive());
  return {
    isTwice,
    settle: async () => void (await settle(databases, isNobodyThere)),
    open: async () => {
      for (;;) {
        const there = victims.filter((victim) => victim.isAlive() && !gone.get(victim)?.signal.aborted);
        if (there.length > 0 && !isShut) return there;
        await wait(POLL_MS);
      }
    },
    gone: (victim: Victim) => gone.get(victim)?.signal ?? never(),
    leave: (victim: Victim) => gone.get(victim)?.abort(),
    shut: () => {
      isShut = true;
    },
    reopen: () => {
      isShut = false;
    },
    isOver: () => isOver,
    end: () => {
      isOver = true;
    },
  };
}
