/** A share on its four sides, added up over the compounds that it is for. */
import { difference, sumOf } from './fen.ts';

export type Side = 'declared' | 'allocated' | 'paid' | 'credited';

type Lines = readonly { readonly settlement: { readonly [Each in Side]?: string | null } }[];

/** Null where one of them is not known. */
export function totalOf(lines: Lines | undefined, side: Side): string | null {
  const amounts = lines?.map(({ settlement }) => settlement[side] ?? null) ?? [];
  return amounts.length > 0 && amounts.every((amount) => amount !== null) ? sumOf(amounts) : null;
}

/** What is still to be paid of it; null where it is not known what was. */
export function stillDue({ pool, lines }: { readonly pool: string; readonly lines: Lines }): string | null {
  const paid = totalOf(lines, 'paid');
  return paid === null ? null : difference(pool, paid);
}
