/**
 * Fills an empty database with the demonstration, through the same commands and the same graph as users do. Each step is
 * remembered in the transaction of its effect, so a seed that was killed carries on at the next start and leaves the very
 * same documents, the audit trail included.
 */

import type { Fen } from '@hh/kernel/money.ts';
import { nextPeriod } from '@hh/kernel/period.ts';
import { must } from '@hh/kernel/refusal.ts';
import { openDemoAccounts } from '@hh/organization/account/account.commands.ts';
import { createAccountStore } from '@hh/organization/account/account.store.ts';
import { registerPeople } from '@hh/organization/person/person.commands.ts';
import { createPersonStore } from '@hh/organization/person/person.store.ts';
import { registerPlaces } from '@hh/organization/place/place.commands.ts';
import { createPlaceStore } from '@hh/organization/place/place.store.ts';
import { registerBuildings } from '@hh/property/building/building.commands.ts';
import { createBuildingStore } from '@hh/property/building/building.store.ts';
import { registerCompounds } from '@hh/property/compound/compound.commands.ts';
import { createCompoundStore } from '@hh/property/compound/compound.store.ts';
import type { Actor } from '@hh/service/actor.ts';
import type { AskGraph, Platform, ServiceName } from '@hh/service/service.ts';
import type { Writer } from '@hh/service/writer.ts';
import type { DemoClient } from '../welcome.ts';
import { buildingsOf, COUNTY, compounds, places } from './county.ts';
import { seedEnterprises, seedRevenue } from './economy/seed-economy.ts';
import { accounts, people } from './people.ts';
import { seedBallots } from './property/ballots.ts';
import { residentsOf } from './residents.ts';
import { type DemoLife, openBankAccounts, settleBanks } from './seed-banks.ts';
import { registerDemos, seedRegisters } from './seed-registers.ts';
import { openVentures, postOpenPeriod, settleVentures } from './seed-ventures.ts';
import { type DemoStreet, streetsOf } from './streets.ts';
import { CLOSED_PERIODS } from './ventures.ts';

const seeder: Actor = { kind: 'SYSTEM', id: 'demonstration', grants: [] };

export interface CountySeed {
  readonly platformOf: (service: 'organization' | 'property') => Platform;
  readonly progress: (line: string) => void;
  /** Of `demoStreets`; the first alone unless told. */
  readonly streets?: readonly DemoStreet[];
}

/** So many streets, each as the first one. */
export function demoStreets(scale: number): readonly DemoStreet[] {
  return streetsOf(scale, registerDemos);
}

/** Places, people, accounts, compounds and buildings. Each database says in its own words that it is done. */
export async function seedCounty({ platformOf, progress, streets = demoStreets(1) }: CountySeed): Promise<void> {
  for (const street of streets) {
    const name = `demonstration${street.mark}`;
    await once(platformOf('organization'), (platform) => seedPlaces(platform, street, progress), name);
    await once(platformOf('property'), (platform) => seedCompounds(platform, street, progress), name);
  }
}

async function seedPlaces({ connection, writer }: Platform, street: DemoStreet, progress: CountySeed['progress']) {
  const { mark, isFirst, rewrite } = street;
  const own = isFirst ? places : places.filter(({ code }) => code !== COUNTY).map((place) => placeIn(street, place));
  const first = isFirst ? people : rewrite(people.filter(({ place }) => place !== COUNTY));
  progress(`${own.length} places, ${first.length} people`);
  const [register, persons, accountStore] = [
    createPlaceStore(connection),
    createPersonStore(connection),
    createAccountStore(connection),
  ];
  must(await registerPlaces({ writer: step(writer, `places${mark}`), places: register }, seeder, own));
  must(await registerPeople({ writer: step(writer, `people${mark}`), persons }, seeder, first));
  if (isFirst)
    must(await openDemoAccounts({ writer: step(writer, 'accounts'), accounts: accountStore }, seeder, accounts));
}

function placeIn({ code, rewrite }: DemoStreet, place: (typeof places)[number]) {
  return {
    ...rewrite(place),
    ...(place.kind === 'STREET' ? { name: `${place.name}（${Number(code.slice(6))}）` } : {}),
  };
}

async function seedCompounds(
  { connection, writer }: Platform,
  { mark, rewrite }: DemoStreet,
  progress: CountySeed['progress'],
) {
  progress(`${compounds.length} compounds with their buildings`);
  const parts = { compounds: createCompoundStore(connection), buildings: createBuildingStore(connection) };
  const drafts = compounds.map(({ buildings: _, ...compound }) => rewrite(compound));
  must(await registerCompounds({ ...parts, writer: step(writer, `compounds${mark}`) }, seeder, drafts));
  for (const compound of compounds) {
    const code = rewrite(compound.code);
    const own = { ...parts, writer: step(writer, `buildings ${code}`) };
    must(await registerBuildings(own, seeder, code, rewrite(buildingsOf(compound))));
  }
}

/** The people and every register's rows within a place, the whole county unless told. */
export async function seedAllRegisters({
  platformOf,
  progress,
  within = COUNTY,
  isSmall = false,
  streets = demoStreets(1),
}: {
  readonly platformOf: (service: ServiceName) => Platform;
  readonly progress: (line: string) => void;
  readonly within?: string;
  readonly isSmall?: boolean;
  readonly streets?: readonly DemoStreet[];
}): Promise<void> {
  for (const street of streets) await seedResidents(platformOf('organization'), within, street, progress);
  const economy = platformOf('economy');
  await once(
    economy,
    (platform) => seedEnterprises({ ...platform, writer: step(platform.writer, 'enterprises') }, seeder),
    'demonstration enterprises',
  );
  await seedRegisters({ platformOf, progress, within, isSmall, streets, actor: seeder });
  for (const { mark, rewrite } of streets) {
    await once(
      economy,
      async (platform) => progress(`${await seedRevenue(platform, within, rewrite)} months of companies' revenue`),
      `demonstration revenue ${within}${mark}`,
    );
    await once(
      platformOf('property'),
      async (platform) => progress(`${await seedBallots(platform, seeder, within, isSmall, rewrite)} ballots`),
      `demonstration ballots ${within}${mark}`,
    );
  }
}

const AT_ONCE = 1_000;

async function seedResidents(
  platform: Platform,
  within: string,
  { mark, rewrite }: DemoStreet,
  progress: (line: string) => void,
): Promise<void> {
  await once(
    platform,
    async ({ connection, writer }) => {
      const persons = createPersonStore(connection);
      const residents = residentsOf(within);
      progress(`${residents.length} residents, owners and people at work`);
      for (let from = 0; from < residents.length; from += AT_ONCE) {
        const parts = { writer: step(writer, `people ${within}${mark} ${from}`), persons };
        must(await registerPeople(parts, seeder, rewrite(residents.slice(from, from + AT_ONCE))));
      }
    },
    `demonstration people ${within}${mark}`,
  );
}

/** A writer for one command, which takes effect once under this name, whatever becomes of the process. */
function step(writer: Writer, name: string): Writer {
  return { ...writer, write: (work) => writer.write(work, { key: `demonstration ${name}`, request: name }) };
}

async function once(
  platform: Platform,
  seed: (platform: Platform) => Promise<void>,
  name = 'demonstration',
): Promise<void> {
  const seeded = platform.connection.collection<{ _id: string; at: Date }>('seeded');
  if (await seeded.findOne({ _id: name })) return;
  await seed(platform);
  await seeded.insertOne({ _id: name, at: platform.clock.now() });
}

export interface VentureSeed {
  readonly economy: Platform;
  readonly as: (persona: string) => { ask: AskGraph };
  readonly progress: (line: string) => void;
  /** Without it the year is entered today and the banks show nothing. */
  readonly life?: DemoLife;
}

/** The six ventures with a year of entries, closed and approved; answers the first operator's machine when it was made. */
export async function seedVentures({ economy, as, progress, life }: VentureSeed): Promise<DemoClient | null> {
  let client: DemoClient | null = null;
  await once(economy, async () => {
    progress('six joint ventures');
    life?.travel(`${CLOSED_PERIODS[0]}-02T10:00:00+08:00`);
    client = await openVentures(as);
    if (life) await openBankAccounts(as);
    const balances = new Map<string, Fen>();
    for (const period of CLOSED_PERIODS) {
      life?.travel(`${nextPeriod(period)}-05T10:00:00+08:00`);
      await settleVentures(as, period, progress);
      if (life) await settleBanks(as, life, period, balances);
    }
    life?.travel(null);
    await postOpenPeriod(as, progress);
  });
  return client;
}
