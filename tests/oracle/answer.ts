/** What is asked and what is answered, and when two answers are the same. */
import { isDeepStrictEqual } from 'node:util';

export interface Operation {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operationName?: string;
}

export interface Answer {
  readonly data?: unknown;
  readonly errors: readonly Problem[];
}

interface Problem {
  readonly message?: string;
  readonly path?: readonly (string | number)[] | undefined;
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
}

export interface Unlike {
  readonly left: string;
  readonly right: string;
  /** The same fields with the same values, and another order of the fields somewhere. */
  readonly isOrder: boolean;
}

/** Data byte by byte, errors as a set of path and code. Null where both say the same. */
export function differenceOf(left: Answer, right: Answer): Unlike | null {
  const [data, otherData] = [JSON.stringify(left.data ?? null), JSON.stringify(right.data ?? null)];
  const isOrder = isDeepStrictEqual(JSON.parse(data), JSON.parse(otherData));
  if (data !== otherData) return { left: data, right: otherData, isOrder };
  const [told, otherTold] = [tell(left), tell(right)];
  const isSame =
    told.exact.join() === otherTold.exact.join() &&
    told.carried.size === otherTold.carried.size &&
    [...told.carried].every(([place, codes]) => otherTold.carried.get(place)?.some((code) => codes.includes(code)));
  return isSame ? null : { left: write(told), right: write(otherTold), isOrder: false };
}

interface Told {
  /** Errors at the very null they made, as path and code. */
  readonly exact: readonly string[];
  /**
   * Errors that were carried up to a null above them: what fails first is told, and what stood beside it may have been
   * given up before it failed (GraphQL, 6.4.4). So of these the place is compared, and that a code is shared. Where all of
   * the data is null that place is the whole answer: one may tell what the other had not come to when a root field failed.
   */
  readonly carried: ReadonlyMap<string, readonly unknown[]>;
}

function tell({ data, errors }: Answer): Told {
  const exact = new Set<string>();
  const carried = new Map<string, unknown[]>();
  for (const { path, extensions } of errors) {
    const place = path && placeOf(data, path);
    if (path && place && place.length < path.length)
      carried.set(place.join('.'), [...(carried.get(place.join('.')) ?? []), extensions?.code]);
    else exact.add(`${path ? path.join('.') : '(no path)'} ${extensions?.code}`);
  }
  return { exact: [...exact].sort(), carried };
}

/** The path down to the first null: an empty one where all of the data is null, since then each error stands in it. */
function placeOf(data: unknown, path: readonly (string | number)[]): readonly (string | number)[] {
  if (data === null || data === undefined) return [];
  let at: unknown = data;
  const depth = path.findIndex((step) => {
    at = (at as Readonly<Record<string | number, unknown>> | null | undefined)?.[step];
    return at === null || at === undefined;
  });
  return depth < 0 ? path : path.slice(0, depth + 1);
}

function write({ exact, carried }: Told): string {
  return [...exact, ...[...carried].map(([place, codes]) => `${place} ← ${codes.join(' ')}`)].join('\n');
}
