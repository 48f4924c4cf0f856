/** What rows of tests refer to: people and places that are there. */
import { must } from '@hh/kernel/refusal.ts';
import { systemActor, type TestSubgraph } from '@hh/service/testing/subgraph.ts';
import { keepBuildings } from '../building/building.store.ts';
import { registerPeople } from '../person/person.commands.ts';
import { createPersonStore } from '../person/person.store.ts';
import { createPlaceStore } from '../place/place.store.ts';

export async function givenPeople({ platform }: TestSubgraph, place: string, ids: readonly string[]): Promise<void> {
  const { connection, writer } = platform;
  const people = ids.map((id, index) => ({
    id,
    county: place.slice(0, 6),
    place,
    name: `张${'一二三四五六七八九十'[index % 10]}明`,
    phone: String(19_800_000_000 + index),
  }));
  must(await registerPeople({ writer, persons: createPersonStore(connection) }, systemActor, people));
}

/** Places by their codes, each with the ones that it lies in. */
export async function givenPlaces({ platform }: TestSubgraph, ...codes: readonly string[]): Promise<void> {
  const { connection, writer } = platform;
  const kinds = { 6: 'COUNTY', 9: 'STREET', 12: 'COMMUNITY' } as const;
  const names = { COUNTY: '县', STREET: '街道', COMMUNITY: '社区' } as const;
  const places = codes.flatMap((code) =>
    ([6, 9, 12] as const).flatMap((digits) => {
      const kind = kinds[digits];
      const own = code.slice(0, digits);
      return own.length === digits ? [{ code: own, kind, name: `第${own}${names[kind]}` }] : [];
    }),
  );
  const store = createPlaceStore(connection);
  must(await writer.write(async ({ session }) => store.save(places, session)));
}

/** Buildings that property has announced. */
export async function givenBuildings(
  { platform }: TestSubgraph,
  compound: string,
  buildings: readonly string[],
): Promise<void> {
  const { connection, writer } = platform;
  must(await writer.write(({ session }) => keepBuildings(connection, { compound, buildings }, session)));
}
