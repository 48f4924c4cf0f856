/** 452 public-service premises with 61,800.00 m², each recovered by a handover in 2025; one a compound is for its station. */
import { addDays, type LocalDate } from '@hh/kernel/period.ts';
import { recoveringHandovers } from '@hh/property/premises/premises.resolvers.ts';
import { premises as register } from '@hh/property/premises/premises.store.ts';
import { compounds } from '../county.ts';
import { number, pick, spread } from '../random.ts';
import type { RegisterDemo } from '../seed-registers.ts';

const PREMISES = 452;
const AREA = 6_180_000;
const PAIR_MAX = 6_001;
const purposes = ['PROPERTY_OFFICE', 'OWNERS_COMMITTEE', 'CARE', 'CULTURE', 'OTHER'] as const;

/** Of each pair, what one has more the other has less: the sum stays. */
const areas = spread(AREA, PREMISES).map((area, index) => {
  const more = pick('premises pair', index >> 1, PAIR_MAX);
  return index % 2 === 0 ? area + more : area - more;
});

const premises = spread(PREMISES, compounds.length)
  .flatMap((count, compound) => Array.from({ length: count }, (_, index) => ({ compound, index })))
  .map(({ compound, index }, position) => {
    const place = compounds[compound]?.code as string;
    return {
      id: number('premises', position),
      place,
      input: {
        compound: place,
        address: `${1 + index * 3}号楼底层${101 + index}室`,
        areaM2: areas[position],
        purpose: index === 0 ? 'SERVICE_STATION' : purposes[pick('premises purpose', position, purposes.length)],
        foundOn: addDays('2024-09-01' as LocalDate, pick('premises found', position, 90)),
      },
      past: { state: 'CLAIMED' },
    };
  });

const papers = premises.map(({ id, place, input }, position) => ({
  id: number('handover', position),
  place,
  input: {
    premises: id,
    handedOverBy: '开发建设单位',
    receivedBy: '郯城街道办事处',
    handedOverOn: addDays(input.foundOn, 60 + pick('premises handed over', position, 300)),
    document: `公共服务用房移交确认书第${position + 1}号`,
  },
}));

/** The premises of a compound that are for its station, and when they were handed over. */
export function stationPremises(compound: number): { readonly id: string; readonly handedOverOn: LocalDate } {
  const position = premises.findIndex(
    ({ place, input }) => place === compounds[compound]?.code && input.purpose === 'SERVICE_STATION',
  );
  const { id } = premises[position] as (typeof premises)[number];
  return { id, handedOverOn: papers[position]?.input.handedOverOn as LocalDate };
}

export const premisesDemos: readonly RegisterDemo[] = [
  { service: 'property', definition: register, entries: () => premises },
  { service: 'property', definition: recoveringHandovers, entries: () => papers },
];
