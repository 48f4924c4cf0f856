/** The groups that are served first. */
import type { TargetGroup } from '../../graph/types.ts';
import { textsOf } from '../../language/text.ts';

export const targetGroups = textsOf({
  OLD: ['老年人', 'Old people'],
  CHILDREN: ['儿童', 'Children'],
  YOUTH: ['青年', 'Youth'],
  WOMEN: ['妇女', 'Women'],
  SPECIAL_NEED: ['特殊困难', 'Special needs'],
  NEW_EMPLOYMENT: ['新就业群体', 'New kinds of work'],
}) satisfies Record<TargetGroup, unknown>;
