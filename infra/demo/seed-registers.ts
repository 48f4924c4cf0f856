/**
 * The rows of all registers of the demonstration, entered by the same commands as by users: a thousand in a transaction,
 * each thousand once, whatever becomes of the process that seeds.
 */
import { isRefusal } from '@hh/kernel/refusal.ts';
import type { Actor } from '@hh/service/actor.ts';
import { type Entry, enterAll, type RegisterParts } from '@hh/service/register/commands.ts';
import type { Register } from '@hh/service/register/register.ts';
import { registerParts } from '@hh/service/register/registers.ts';
import type { Platform, ServiceName } from '@hh/service/service.ts';
import { definitions } from '../services.ts';
import { COUNTY } from './county.ts';
import { companyDemos } from './economy/companies.ts';
import { enterpriseDemos } from './economy/enterprises.ts';
import { talentDemos } from './economy/talents.ts';
import { appointments } from './organization/appointments.ts';
import { calendar } from './organization/calendar.ts';
import { careers } from './organization/careers.ts';
import { flags } from './organization/flags.ts';
import { grids } from './organization/grids.ts';
import { initiatives } from './organization/initiatives.ts';
import { notices } from './organization/notices.ts';
import { joint, occasions } from './organization/occasions.ts';
import { parameters } from './organization/parameters.ts';
import { party } from './organization/party.ts';
import { personalData } from './organization/personal-data.ts';
import { posts } from './organization/posts.ts';
import { redPartners } from './organization/red-partners.ts';
import { serviceRequests } from './organization/requests.ts';
import { stations } from './organization/stations.ts';
import { committeeDemos } from './property/committees.ts';
import { consultationDemos } from './property/consultations.ts';
import { dwellings } from './property/dwellings.ts';
import { premisesDemos } from './property/premises.ts';
import { propertyCompanyDemos } from './property/property-companies.ts';
import { rectification } from './property/rectification.ts';
import { spendingDemos } from './property/spendings.ts';
import { voteDemos } from './property/votes.ts';
import type { DemoStreet } from './streets.ts';
import { volunteerDemos } from './volunteers/volunteers.ts';

export interface DemoEntry extends Entry {
  readonly id: string;
  /** Where it lies; a part of the county can be seeded alone. */
  readonly place: string;
}

/** One register's rows. In the list below, what is referred to comes before what refers to it. */
export interface RegisterDemo {
  readonly service: ServiceName;
  readonly definition: Register;
  /** A small demonstration has a tenth of the dwellings, and all the rest. */
  readonly entries: (isSmall?: boolean) => readonly DemoEntry[];
}

export const registerDemos: readonly RegisterDemo[] = [
  // organization
  ...party,
  ...appointments,
  ...posts,
  ...grids,
  ...initiatives,
  ...flags,
  ...careers,
  ...calendar,
  ...parameters,
  ...occasions,
  ...serviceRequests,
  ...notices,
  ...personalData,
  // property
  ...dwellings,
  ...voteDemos,
  ...propertyCompanyDemos,
  ...premisesDemos,
  // organization, in what property has
  ...stations,
  ...redPartners,
  ...joint,
  // property again
  ...committeeDemos,
  ...spendingDemos,
  ...consultationDemos,
  ...rectification,
  ...volunteerDemos,
  ...companyDemos,
  ...enterpriseDemos,
  ...talentDemos,
];

const AT_ONCE = 1_000;

/** Enters what lies within a place, which in tests is one compound of the county. */
export async function seedRegisters(options: {
  readonly platformOf: (service: ServiceName) => Platform;
  readonly actor: Actor;
  readonly within: string;
  readonly isSmall: boolean;
  readonly streets: readonly DemoStreet[];
  readonly progress: (line: string) => void;
}): Promise<void> {
  for (const demo of registerDemos) {
    const { service, definition } = demo;
    const platform = options.platformOf(service);
    const registers = definitions.find(({ name }) => name === service)?.registers ?? [];
    const parts = registerParts(platform, registers);
    const seeded = platform.connection.collection<{ _id: string; at: Date }>('seeded');
    for (const street of options.streets) {
      const name = `demonstration ${definition.collection} ${options.within}${street.mark}`;
      if (await seeded.findOne({ _id: name })) continue;
      const count = await seedRegister(parts, demo, street, name, options);
      await seeded.insertOne({ _id: name, at: platform.clock.now() });
      options.progress(`${count} ${definition.collection.replaceAll('_', ' ')}`);
    }
  }
}

async function seedRegister(
  parts: RegisterParts,
  { definition, entries }: RegisterDemo,
  { isFirst, rewrite }: DemoStreet,
  name: string,
  { actor, within, isSmall }: Pick<Parameters<typeof seedRegisters>[0], 'actor' | 'within' | 'isSmall'>,
): Promise<number> {
  const wanted = entries(isSmall).filter(
    ({ place }) => (place.startsWith(within) || within.startsWith(place)) && (isFirst || place !== COUNTY),
  );
  for (let from = 0; from < wanted.length; from += AT_ONCE) {
    const once = `${name} ${from}`;
    const entered = await enterAll(parts, definition, actor, rewrite(wanted.slice(from, from + AT_ONCE)), once);
    if (isRefusal(entered)) throw new Error(`${once} is refused: ${entered.code} at ${entered.field}`);
  }
  return wanted.length;
}
