/** A request as it is raised, for tests. */
import { newId } from '@hh/kernel/id.ts';

/** A street lamp that does not burn, reported by `resident-1` of this compound to the hotline, unless told otherwise. */
export const aDraft = (compound: string, change: object = {}) => ({
  clientMutationId: newId(),
  channel: 'HOTLINE_12345',
  kind: 'PROBLEM',
  category: 'LIVELIHOOD',
  urgency: 'NORMAL',
  compound,
  reporter: 'resident-1',
  title: '路灯不亮',
  description: '路灯坏了一周',
  affectedCount: 1,
  ...change,
});
