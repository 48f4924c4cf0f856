/**
 * Runs schedules, several lanes of them beside one another: each lane has stores of its own, and takes a new county
 * after a while and after every failure, so that one schedule's outcome is never another's.
 */
import { type Place, placesOf, type Reached, type Schedule, wordsOf } from './plan.ts';
import { discover, type Outcome, runSchedule } from './run-schedule.ts';
import { type Servers, startServers } from './servers.ts';
import { createWorld, type Deploy, type World } from './world.ts';

export interface FaultOptions {
  readonly seed: number;
  readonly lanes: number;
  readonly deploy: Deploy;
  readonly say: (line: string) => void;
}

export interface FaultSuite {
  /** Does the job without a fault. */
  discover(): Promise<Discovered>;
  /** In their order, until all are done or it is enough. */
  run(schedules: readonly Schedule[], isEnough?: () => boolean): Promise<Faults>;
  close(): Promise<void>;
}

export interface Discovered {
  /** The failpoints that the job reaches, in order. */
  readonly reached: readonly Reached[];
  /** What stands in the audit trail then. */
  readonly commands: readonly string[];
  readonly places: readonly Place[];
}

export interface Failure {
  readonly schedule: Schedule;
  readonly wrong: readonly string[];
  readonly output: string;
}

interface Faults {
  readonly schedules: number;
  readonly struck: number;
  readonly lost: number;
  readonly doubled: number;
  readonly recoverySecondsMax: number;
  readonly failures: readonly Failure[];
}

const COUNTY_LASTS = 60;

export async function openFaults(options: FaultOptions): Promise<FaultSuite> {
  const { seed, lanes: width, say } = options;
  const first = await openLane(options);
  const lanes = [first];
  return {
    async discover() {
      const reached = await discover(first.world(), seed);
      return { reached, commands: await commandsIn(first.world()), places: placesOf(seed, reached) };
    },
    async run(schedules, isEnough = () => false) {
      while (lanes.length < Math.min(width, schedules.length)) lanes.push(await openLane(options));
      const waiting = [...schedules];
      const done: (Outcome & Failure)[] = [];
      const work = async (lane: Lane) => {
        for (let schedule = waiting.shift(); schedule && !isEnough(); schedule = waiting.shift()) {
          const outcome = { schedule, ...(await lane.run(schedule)) };
          done.push(outcome);
          say(lineOf(outcome));
        }
      };
      await Promise.all(lanes.map(work));
      return sumOf(done);
    },
    close: async () => void (await Promise.all(lanes.map((lane) => lane.close()))),
  };
}

function lineOf({ schedule, wrong, isStruck, recoveryMs }: Outcome & Failure): string {
  const ending = isStruck ? `ok, ${Math.round(recoveryMs)} ms` : 'ok, not struck';
  return `${schedule.index}: ${wordsOf(schedule)}: ${wrong.length > 0 ? `WRONG: ${wrong[0]}` : ending}`;
}

function sumOf(done: readonly (Outcome & Failure)[]): Faults {
  const total = (count: (outcome: Outcome) => number) => done.reduce((sum, each) => sum + count(each), 0);
  return {
    schedules: done.length,
    struck: total(({ isStruck }) => Number(isStruck)),
    lost: total(({ lost }) => lost),
    doubled: total(({ doubled }) => doubled),
    recoverySecondsMax: Math.round(Math.max(0, ...done.map(({ recoveryMs }) => recoveryMs)) / 100) / 10,
    failures: done.filter(({ wrong }) => wrong.length > 0),
  };
}

async function commandsIn({ databases: { economy, property, workflows } }: World): Promise<readonly string[]> {
  const trails = [economy, property, workflows].map((database) =>
    // What the demonstration entered is no part of the job.
    database.collection('audit').distinct('action', { 'actor.id': { $ne: 'demonstration' } }),
  );
  return (await Promise.all(trails)).flat() as string[];
}

interface Lane {
  readonly world: () => World;
  run(schedule: Schedule): Promise<Outcome & { readonly output: string }>;
  close(): Promise<void>;
}

async function openLane({ deploy }: FaultOptions): Promise<Lane> {
  const servers = await startServers();
  const newWorld = () => createWorld(servers, deploy);
  let world = await newWorld().catch((error: unknown) => closeAfter(servers, error));
  return {
    world: () => world,
    async run(schedule) {
      if (world.jobs.length >= COUNTY_LASTS) {
        await world.stop();
        world = await newWorld();
      }
      const outcome = await runSchedule(world, servers, schedule).catch(
        // What was acknowledged did not come to its end: that is lost, whatever is found of it.
        (error: unknown): Outcome => ({ isStruck: true, recoveryMs: 0, lost: 1, doubled: 0, wrong: [String(error)] }),
      );
      const output = [...world.parts.values()].flat().map((victim) => victim.output());
      if (outcome.wrong.length > 0) {
        await world.stop();
        world = await newWorld();
      }
      return { ...outcome, output: output.join('') };
    },
    async close() {
      await world.stop();
      await servers.stop();
    },
  };
}

async function closeAfter(servers: Servers, error: unknown): Promise<never> {
  await servers.stop();
  throw error;
}
