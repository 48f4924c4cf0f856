import type { Clock } from '@hh/kernel/clock.ts';
import type { Period } from '@hh/kernel/period.ts';
import { load, type RequestContext } from '@hh/service/context.ts';
import type { Connection } from '@hh/service/mongo.ts';
import type { Resolvers } from '@hh/service/service.ts';
import { type Asked, createRateStore } from './request-rates.store.ts';
import { bulletinOf, noCounts, type Rate, rateBp, ratesOf, scoreBp } from './request-rates.ts';

interface Arguments {
  readonly month: Period;
  readonly channel?: string | null;
  readonly level?: keyof typeof DIGITS | null;
}
type Place = { readonly code: string };

const DIGITS = { STREET: 9, COMMUNITY: 12, COMPOUND: 14 } as const;

export function createRateResolvers(options: {
  readonly connection: Connection;
  readonly clock: Clock;
  readonly findPlace: (code: string, context: RequestContext) => Promise<object | null>;
}): Resolvers {
  const { connection, clock, findPlace } = options;
  const counts = createRateStore(connection, () => clock.now());
  const unitsOf = async (
    by: Asked['by'],
    { code }: Place,
    { month, channel = null }: Arguments,
    context: RequestContext,
  ) => (await load(context, counts, JSON.stringify({ place: code, month, channel, by } satisfies Asked))) ?? [];

  const requestRates = async (place: Place, args: Arguments, context: RequestContext) => {
    const [found] = await unitsOf('PLACE', place, args, context);
    return { month: args.month, counts: found?.counts ?? noCounts };
  };
  const requestRatesByPost = async (place: Place, args: Arguments, context: RequestContext) => {
    const units = await unitsOf('POST', place, args, context);
    return units.map(({ unit, counts }) => ({ role: unit, rates: { month: args.month, counts } }));
  };
  /** The places right below, unless told. */
  const requestBulletin = async (place: Place, args: Arguments, context: RequestContext) => {
    const below = Object.values(DIGITS).find((digits) => digits > place.code.length) as number;
    const digits = args.level ? Math.max(DIGITS[args.level], below) : below;
    const units = await unitsOf(digits, place, args, context);
    return units.map(({ unit, counts }) => ({ code: unit, ...bulletinOf(counts) }));
  };

  type Shown = { readonly counts: typeof noCounts };
  const above = { requestRates, requestRatesByPost, requestBulletin };
  return {
    County: above,
    Street: above,
    Community: above,
    Compound: { requestRates, requestRatesByPost },
    RequestRates: {
      response: (rates: Shown) => ratesOf(rates.counts).response,
      resolution: (rates: Shown) => ratesOf(rates.counts).resolution,
      satisfaction: (rates: Shown) => ratesOf(rates.counts).satisfaction,
      unanswered: (rates: Shown) => ratesOf(rates.counts).unanswered,
      scoreBp: (rates: Shown) => scoreBp(rates.counts),
    },
    RequestRate: { bp: (rate: Rate) => rateBp(rate) },
    RequestBulletinLine: {
      name: async ({ code }: Place, _: unknown, context: RequestContext) =>
        ((await findPlace(code, context)) as { readonly name: string } | null)?.name ?? null,
      compound: ({ code }: Place) => (code.length === DIGITS.COMPOUND ? { __typename: 'Compound', code } : null),
    },
  };
}
