/** What lines are looked for by. */
import type { FilterOf } from '../../kit/use-filter.ts';

export const filterNames = ['by', 'action', 'from', 'to', 'type', 'id'] as const;
export type Filter = FilterOf<(typeof filterNames)[number]>;
