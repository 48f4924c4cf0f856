/**
 * What figures are called, and how the programme prints them: 4300余户 beside the 4312 that are counted. A printed number is
 * data, compared with what is counted and never counted with. Source: the programme as its county has published it.
 */
import type { LocalDate } from '@hh/kernel/period.ts';
import { languageOf, type RequestContext, type Told } from './context.ts';

export type InBoth = { readonly zh: string; readonly en: string };

interface Published {
  readonly value: string;
  readonly comparator: 'EXACT' | 'MORE_THAN';
  readonly text: InBoth;
}

interface FigureWords {
  readonly name: InBoth;
  /** Left out where the programme prints no number. */
  readonly published?: Published;
  /** What it says and where that comes from: what is computed has no rows to say it. */
  readonly about?: InBoth;
}

/** By the figure's key; `FigureWordsOf<typeof table>` lacks none of a table's, and nothing that is to be explained. */
export type FigureWordsOf<Table> = {
  readonly [Key in keyof Table]: 'compute' extends keyof Table[Key]
    ? FigureWords & { readonly about: InBoth }
    : FigureWords;
};

/** Whose programme it is: of another county nothing is printed. */
export const PUBLISHED_FOR = '371322';

export function called(zh: string, en: string, published?: Published): FigureWords {
  return { name: { zh, en }, ...(published ? { published } : {}) };
}

/** What it says and where that comes from. */
export function explained(words: FigureWords, zh: string, en: string) {
  return { ...words, about: { zh, en } };
}

/** Printed as the number that it is. */
export function exactly(value: string, zh: string, en = grouped(value)): Published {
  return { value, comparator: 'EXACT', text: { zh, en } };
}

/** Printed as a round number that there are more of: 余, 多. */
export function moreThan(value: string, zh: string, en = `${grouped(value)}+`): Published {
  return { value, comparator: 'MORE_THAN', text: { zh, en } };
}

/** Of the type Figure, what is in words. */
export function wordResolvers(words: Readonly<Record<string, FigureWords>>) {
  return {
    name: ({ key }: Named, told: Told, context: RequestContext) => words[key]?.name[languageOf(told, context)],
    about: ({ key }: Named, told: Told, context: RequestContext) =>
      words[key]?.about?.[languageOf(told, context)] ?? null,
    published: ({ key, place }: Named) => (place === PUBLISHED_FOR ? (words[key]?.published ?? null) : null),
  };
}

interface Named {
  readonly key: string;
  readonly place: string;
  readonly asOf: LocalDate;
}

export const publishedFigure = {
  text: ({ text }: Published, told: Told, context: RequestContext) => text[languageOf(told, context)],
};

export interface TitledRow {
  readonly title: string | null;
  /** What that is called, where it is a word of the graph's own. */
  readonly titles?: Readonly<Record<string, InBoth>> | undefined;
}

/** Of the type FigureRow, what is in words. */
export const figureRow = {
  title: ({ title, titles }: TitledRow, told: Told, context: RequestContext) =>
    (title && titles?.[title]?.[languageOf(told, context)]) ?? title,
};

function grouped(value: string): string {
  return value.replaceAll(/\B(?=(\d{3})+$)/g, ',');
}
