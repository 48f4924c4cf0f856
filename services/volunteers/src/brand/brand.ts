/** Service brands 服务品牌: services of the county that people know by their name. Source: the programme, S47. */
import { choice, date, list, optional, place, text } from '@hh/kernel/shape.ts';

export const brandFields = {
  street: place('Street'),
  name: text(30),
  kind: choice('DINING', 'CHILDREN', 'ELDERLY', 'HEALTH', 'CULTURE', 'CARE_FOR_WORKERS', 'OTHER'),
  operator: optional(text(60)),
  sites: list(place('Compound'), 0, 60),
  since: date,
};
export const brandExtra = { until: optional(date) };
