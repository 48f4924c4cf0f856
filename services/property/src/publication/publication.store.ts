import type { Fen } from '@hh/kernel/money.ts';
import type { Period } from '@hh/kernel/period.ts';
import type { Connection } from '@hh/service/mongo.ts';
import { defineRegister, type Look } from '@hh/service/register/register.ts';
import { countyCode } from '../compound/compound.ts';
import { monthKey, prepare, publicationExtra, publicationFields, publicationStates } from './publication.ts';

/** Those that count now, of the months that are drafted. */
const current: Look = async (drafts, { parts, session }) => {
  const compounds = drafts.map(({ compound }) => String(compound));
  const rows = await parts.stores
    .get('Publication')
    ?.find({ county: countyCode(compounds[0] ?? ''), compound: { $in: compounds }, isCurrent: true }, session);
  return new Map(rows?.map(({ id, compound, period }) => [monthKey({ compound, period }), id]));
};

export const publications = defineRegister({
  type: 'Publication',
  collection: 'publications',
  fields: publicationFields,
  extra: publicationExtra,
  place: 'compound',
  create: { mutation: 'preparePublication', may: 'publications:prepare', state: 'PREPARED', decide: prepare },
  states: publicationStates,
  looks: { preparePublication: current },
  unique: [
    { name: 'one preparation', fields: ['compound', 'period'], where: { state: 'PREPARED' } },
    {
      name: 'one current publication',
      fields: ['compound', 'period'],
      where: { isCurrent: true },
      yields: { to: 'CORRECTED', with: ({ id }) => ({ isCurrent: false, correctedBy: id }) },
    },
  ],
  indexes: [{ name: 'compound', key: { compound: 1, period: 1, _id: 1 } }],
  read: 'books:read',
  open: { isPublic: true },
  order: ['period'],
});

/** A month as it is published: what everybody may know of a compound's balance. */
export interface PublishedMonth {
  readonly period: Period;
  readonly closingBalance: Fen;
  readonly availableAtBank: Fen;
}

interface MonthRow {
  readonly _id: string;
  readonly compound: string;
  readonly period: Period;
  readonly content: Pick<PublishedMonth, 'closingBalance' | 'availableAtBank'>;
}

export type PublishedStore = ReturnType<typeof createPublishedStore>;

export function createPublishedStore(connection: Connection) {
  const rows = connection.collection<MonthRow>(publications.collection);
  return {
    /** For loaders: the published months of compounds, the oldest first. */
    ofCompounds: async (codes: readonly string[]): Promise<ReadonlyMap<string, readonly PublishedMonth[]>> => {
      const counties = [...new Set(codes.map(countyCode))];
      const projection = { compound: 1, period: 1, 'content.closingBalance': 1, 'content.availableAtBank': 1 };
      const found = await rows
        .find({ county: { $in: counties }, compound: { $in: [...codes] }, isCurrent: true }, { projection })
        .sort({ period: 1 })
        .toArray();
      const months = found.map(({ compound, period, content }) => ({ compound, period, ...content }));
      return Map.groupBy(months, ({ compound }) => compound);
    },

    /** The months of a county that are in this state, as `monthKey` writes them, and which publication each is of. */
    months: async (county: string, where: { isCurrent: true } | { state: 'PREPARED' }) => {
      const found = await rows.find({ county, ...where }, { projection: { compound: 1, period: 1 } }).toArray();
      return new Map(found.map((row) => [monthKey(row), row._id]));
    },
  };
}
