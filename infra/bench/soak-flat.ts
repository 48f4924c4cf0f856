/**
 * Is memory flat? A process that collects garbage goes up and down, so what counts is the floor: the least of each
 * stretch of time. The floors of the last quarter are compared with those of the first, medians of both.
 */
export interface Sample {
  /** Since the warm-up was over. */
  readonly seconds: number;
  readonly megabytes: number;
}

export interface Verdict {
  readonly start: number;
  readonly end: number;
  /** Of the line through all floors, in megabytes. */
  readonly perHour: number;
  readonly isFlat: boolean;
}

const STRETCHES = 24;
/** What a heap may differ by from one quarter to another without any leak. */
const SHARE = 0.08;
const MEGABYTES = 8;

export function judge(samples: readonly Sample[]): Verdict {
  const floors = floorsOf(samples);
  const quarter = Math.max(1, Math.floor(floors.length / 4));
  const start = median(floors.slice(0, quarter).map(({ megabytes }) => megabytes));
  const end = median(floors.slice(-quarter).map(({ megabytes }) => megabytes));
  return { start, end, perHour: slope(floors) * 3_600, isFlat: end <= start * (1 + SHARE) + MEGABYTES };
}

function floorsOf(samples: readonly Sample[]): Sample[] {
  const last = samples.at(-1);
  if (!last) throw new Error('nothing was measured');
  const stretch = (last.seconds + 1) / STRETCHES;
  const floors = new Map<number, Sample>();
  for (const sample of samples) {
    const at = Math.floor(sample.seconds / stretch);
    const known = floors.get(at);
    if (!known || sample.megabytes < known.megabytes) floors.set(at, sample);
  }
  return [...floors.values()];
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return ((sorted[Math.floor((sorted.length - 1) / 2)] ?? 0) + (sorted[Math.floor(sorted.length / 2)] ?? 0)) / 2;
}

/** Least squares. */
function slope(points: readonly Sample[]): number {
  const meanX = points.reduce((sum, { seconds }) => sum + seconds, 0) / points.length;
  const meanY = points.reduce((sum, { megabytes }) => sum + megabytes, 0) / points.length;
  const above = points.reduce((sum, { seconds, megabytes }) => sum + (seconds - meanX) * (megabytes - meanY), 0);
  const below = points.reduce((sum, { seconds }) => sum + (seconds - meanX) ** 2, 0);
  return below === 0 ? 0 : above / below;
}
