/**
 * 93 grids, one for each grid worker: in every community first one for each compound, then special ones for the streets of
 * shops south of them.
 */
import type { GeoPoint } from '@hh/kernel/geo.ts';
import { grids as gridRegister } from '@hh/organization/grid/grid.store.ts';
import { communities, compounds, type DemoCompound } from '../county.ts';
import { number, spread } from '../random.ts';
import type { RegisterDemo } from '../seed-registers.ts';

const GRID_WORKERS = 93;
const TEN_THOUSANDTHS = 10_000;

/** Around a compound, which lies in the middle of 80 by 80 ten-thousandths of a degree: all of it between two latitudes. */
function strip({ location }: DemoCompound, south: number, north: number): readonly GeoPoint[] {
  const degrees = (of: number, more: number) => (Math.round(of * TEN_THOUSANDTHS) + more) / TEN_THOUSANDTHS;
  const corner = (up: number, east: number) => ({
    latitude: degrees(location.latitude, up),
    longitude: degrees(location.longitude, east),
  });
  return [corner(south, -40), corner(south, 40), corner(north, 40), corner(north, -40)];
}

const ofCommunities = spread(GRID_WORKERS, communities.length).flatMap((count, index) => {
  const community = communities[index] as string;
  const own = compounds.filter(({ code }) => code.startsWith(community));
  const shops = count - own.length;
  return Array.from({ length: count }, (_, grid) => {
    const isSpecial = grid >= own.length;
    const compound = own[grid % own.length] as DemoCompound;
    const boundary = isSpecial ? strip(compound, -40, -30) : strip(compound, grid < shops ? -30 : -40, 40);
    const compoundsOf = isSpecial ? [] : [compound.code];
    return { community, grid, kind: isSpecial ? 'SPECIAL' : 'RESIDENTIAL', compounds: compoundsOf, boundary };
  });
});

const entries = ofCommunities.map(({ community, grid, ...drawing }, index) => ({
  id: number('grid', index),
  place: community,
  input: {
    community,
    code: `${community}${String(grid + 1).padStart(3, '0')}`,
    ...drawing,
    worker: number('post-grid-worker', index),
  },
}));

export const grids: readonly RegisterDemo[] = [
  { service: 'organization', definition: gridRegister, entries: () => entries },
];
