/**
 * Fills an empty database with the demonstration, through the same commands and the same graph as users do. Each step is
 * remembered in the transaction of its effect, so a seed that was killed carries on at the next start and leaves the very
 * same documents, the audit trail included.
 */

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
import { seedRegisters } from './seed-registers.ts';
import { openVentures, settleYear } from './seed-ventures.ts';

const seeder: Actor = { kind: 'SYSTEM', id: 'demonstration', grants: [] };

export interface CountySeed {
  readonly platformOf: (service: 'organization' | 'property') => Platform;
  readonly progress: (line: string) => void;
}

/** Places, people, accounts, compounds and buildings. Each database says in its own words that it is done. */
export async function seedCounty({ platformOf, progress }: CountySeed): Promise<void> {
  await once(platformOf('organization'), async ({ connection, writer }) => {
    progress(`${places.length} places, ${people.length} people`);
    const [register, persons, accountStore] = [
      createPlaceStore(connection),
      createPersonStore(connection),
      createAccountStore(connection),
    ];
    must(await registerPlaces({ writer: step(writer, 'places'), places: register }, seeder, places));
    must(await registerPeople({ writer: step(writer, 'people'), persons }, seeder, people));
    must(await openDemoAccounts({ writer: step(writer, 'accounts'), accounts: accountStore }, seeder, accounts));
  });
  await once(platformOf('property'), async ({ connection, writer }) => {
    progress(`${compounds.length} compounds with their buildings`);
    const parts = { compounds: createCompoundStore(connection), buildings: createBuildingStore(connection) };
    const drafts = compounds.map(({ buildings: _, ...compound }) => compound);
    must(await registerCompounds({ ...parts, writer: step(writer, 'compounds') }, seeder, drafts));
    for (const compound of compounds) {
      const { code } = compound;
      const own = { ...parts, writer: step(writer, `buildings ${code}`) };
      must(await registerBuildings(own, seeder, code, buildingsOf(compound)));
    }
  });
}

/** The people and every register's rows within a place, the whole county unless told. */
export async function seedAllRegisters({
  platformOf,
  progress,
  within = COUNTY,
  isSmall = false,
}: {
  readonly platformOf: (service: ServiceName) => Platform;
  readonly progress: (line: string) => void;
  readonly within?: string;
  readonly isSmall?: boolean;
}): Promise<void> {
  await seedResidents(platformOf('organization'), within, progress);
  const economy = platformOf('economy');
  await once(
    economy,
    (platform) => seedEnterprises({ ...platform, writer: step(platform.writer, 'enterprises') }, seeder),
    'demonstration enterprises',
  );
  await seedRegisters({ platformOf, progress, within, isSmall, actor: seeder });
  await once(
    economy,
    async (platform) => progress(`${await seedRevenue(platform, within)} months of companies' revenue`),
    `demonstration revenue ${within}`,
  );
  await once(
    platformOf('property'),
    async (platform) => progress(`${await seedBallots(platform, seeder, within, isSmall)} ballots`),
    `demonstration ballots ${within}`,
  );
}

const AT_ONCE = 1_000;

async function seedResidents(platform: Platform, within: string, progress: (line: string) => void): Promise<void> {
  await once(
    platform,
    async ({ connection, writer }) => {
      const persons = createPersonStore(connection);
      const residents = residentsOf(within);
      progress(`${residents.length} residents, owners and people at work`);
      for (let from = 0; from < residents.length; from += AT_ONCE) {
        const parts = { writer: step(writer, `people ${within} ${from}`), persons };
        must(await registerPeople(parts, seeder, residents.slice(from, from + AT_ONCE)));
      }
    },
    `demonstration people ${within}`,
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
}

/** The six ventures with a year of entries, closed and approved; answers the first operator's machine when it was made. */
export async function seedVentures({ economy, as, progress }: VentureSeed): Promise<DemoClient | null> {
  let client: DemoClient | null = null;
  await once(economy, async () => {
    progress('six joint ventures');
    client = await openVentures(as);
    await settleYear(as, progress);
  });
  return client;
}
