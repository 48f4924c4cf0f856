/** What the county has decided where a rule leaves it the choice. */
import { countyParameters } from '@hh/organization/parameter/parameter.store.ts';
import { COUNTY } from '../county.ts';
import { accountOf } from '../residents.ts';
import type { RegisterDemo } from '../seed-registers.ts';

const entry = {
  id: 'county-parameter-0001',
  place: COUNTY,
  input: {
    county: COUNTY,
    name: 'YELLOW_FLAGS_BEFORE_REPLACEMENT',
    value: 1,
    since: '2024-07-01',
    basis: '小区党支部书记夺旗打榜办法：一次黄旗、复核未通过即更换',
  },
  past: { decidedBy: accountOf('county-officer') },
};

export const parameters: readonly RegisterDemo[] = [
  { service: 'organization', definition: countyParameters, entries: () => [entry] },
];
