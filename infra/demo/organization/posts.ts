/** 93 grid workers, 618 social workers, 1,635 building chiefs. */
import { addDays, type LocalDate } from '@hh/kernel/period.ts';
import { posts as postRegister } from '@hh/organization/post/post.store.ts';
import { buildingsOf, communities, compounds } from '../county.ts';
import { number, pick, spread } from '../random.ts';
import { personOf } from '../residents.ts';
import type { RegisterDemo } from '../seed-registers.ts';

const inCommunities = (total: number) =>
  spread(total, communities.length).flatMap((count, index) => Array<string>(count).fill(communities[index] as string));
const since = (index: number) => addDays('2024-07-15' as LocalDate, pick('post', index, 300));

const ofCommunities = (kind: 'GRID_WORKER' | 'SOCIAL_WORKER', who: 'grid-worker' | 'social-worker', total: number) =>
  inCommunities(total).map((place, index) => ({
    id: number(`post-${who}`, index),
    place,
    input: {
      kind,
      place,
      person: personOf(who, index),
      building: null,
      fullTime: true,
      background: kind === 'SOCIAL_WORKER' ? 'PROFESSIONAL' : 'RESIDENT',
      since: since(index),
    },
  }));

const backgrounds = ['RETIRED_CADRE', 'PARTY_MEMBER', 'RESIDENT', 'PARTY_MEMBER', 'VETERAN'] as const;
const chiefs = compounds
  .flatMap((compound) => buildingsOf(compound).map(({ id }) => ({ building: id, place: compound.code })))
  .map(({ building, place }, index) => ({
    id: number('post-building-chief', index),
    place,
    input: {
      kind: 'BUILDING_CHIEF',
      place,
      building,
      person: personOf('building-chief', index),
      fullTime: false,
      background: backgrounds[index % backgrounds.length],
      since: since(index),
    },
  }));

export const posts: readonly RegisterDemo[] = [
  {
    service: 'organization',
    definition: postRegister,
    entries: () => [
      ...ofCommunities('GRID_WORKER', 'grid-worker', 93),
      ...ofCommunities('SOCIAL_WORKER', 'social-worker', 618),
      ...chiefs,
    ],
  },
];
