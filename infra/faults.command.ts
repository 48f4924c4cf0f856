/**
 * `npm run faults -- --seed S --schedules N [--mode distributed] [--from I] [--job main|bank] [--at TEXT] [--lanes L] [--minutes M] [--json]`: kills, stops and starves the program in the
 * middle of a month's work, and looks whether the books are right. The same seed and number are the same schedule.
 * Exit code 1 where one of them is not.
 */
import { z } from 'zod';
import { readCommand } from './command-line.ts';
import { distributed, embedded } from './faults/deployments.ts';
import { scheduleOf } from './faults/plan.ts';
import { type Failure, openFaults } from './faults/run-faults.ts';

const whole = z.coerce.number().int();
const { options } = readCommand(
  'npm run faults -- [--seed S] [--schedules N] [--from I] [--job main|bank] [--at TEXT] [--mode embedded|distributed] [--lanes L] [--minutes M] [--json]',
  {
    seed: whole.min(0).default(() => Math.floor(Math.random() * 1_000_000)),
    schedules: whole.min(1).default(20),
    from: whole.min(0).default(0),
    job: z.enum(['main', 'bank']).optional(),
    at: z.string().default(''),
    minutes: z.coerce.number().positive().default(Number.POSITIVE_INFINITY),
    lanes: whole.min(1).max(16).default(2),
    mode: z.enum(['embedded', 'distributed']).default('embedded'),
    json: z.boolean().default(false),
  },
);
const { seed, schedules, from, job, at, lanes, minutes: longest, mode, json } = options;

const LAST_WORDS = 4_000;

const since = performance.now();
const minutes = () => (performance.now() - since) / 60_000;
const suite = await openFaults({
  seed,
  lanes,
  deploy: { embedded, distributed }[mode],
  say: (line) => console.log(line),
});
try {
  const { reached, places: all } = await suite.discover();
  const isWanted = (kind: string) => job === undefined || kind === job.toUpperCase();
  const places = all.filter((place) => place.point.includes(at) && isWanted(place.job));
  console.log(`seed ${seed}: the jobs reach ${reached.length} failpoints; ${places.length} places to strike at`);
  const wanted = Array.from({ length: schedules }, (_, index) => scheduleOf(seed, from + index, places));
  const { failures, struck, ...figures } = await suite.run(wanted, () => minutes() > longest);
  for (const failure of failures) tell(failure);
  const { lost, doubled, recoverySecondsMax: recovery } = figures;
  const which = `${mode}, seed ${seed}, schedules ${from} to ${from + figures.schedules - 1}, ${minutes().toFixed(1)} min`;
  const found = `${failures.length} wrong, ${lost} lost, ${doubled} doubled`;
  console.log(`\n${which}: ${struck} struck, ${found}, recovery at most ${recovery} s`);
  if (json) console.log(JSON.stringify({ faults: { seed, ...figures } }));
  process.exitCode = failures.length > 0 ? 1 : 0;
} finally {
  await suite.close();
}

function tell({ schedule, wrong, output }: Failure): void {
  console.log(`\n${schedule.index} is wrong:\n${wrong.map((line) => `  ${line}`).join('\n')}`);
  const where = `${job ? ` --job ${job}` : ''}${at === '' ? '' : ` --at '${at}'`}`;
  console.log(`again: npm run faults -- --mode ${mode} --seed ${seed}${where} --from ${schedule.index} --schedules 1`);
  console.log(`the last words of its processes:\n${output.slice(-LAST_WORDS)}`);
}
