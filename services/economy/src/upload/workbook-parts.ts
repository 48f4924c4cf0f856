/**
 * What the reader of workbooks leaves out: which of the sheets are worksheets (others are charts), and which cells hold
 * an error or a formula that nobody computed. It reads those as empty, and an entry that reverses another would count as
 * one of its own.
 */
import { partOf } from './archive.ts';

const TAG_NAME = '(?:\\w+:)?';
const SHEET = new RegExp(`<${TAG_NAME}sheet\\s[^>]*>`, 'g');
const RELATIONSHIP = new RegExp(`<${TAG_NAME}Relationship\\s[^>]*>`, 'g');
/** A cell with something in it; one that closes itself has nothing. */
const CELL = new RegExp(`<${TAG_NAME}c\\s([^>]*[^/>])>(.*?)</${TAG_NAME}c>`, 'gs');
const FORMULA = new RegExp(`<${TAG_NAME}f[\\s/>]`);
const VALUE = new RegExp(`<${TAG_NAME}(?:v|is)[\\s>]`);

export interface Worksheet {
  /** Its place among all sheets, from 1. */
  readonly number: number;
  readonly part: string;
}

export function worksheetsOf(file: Buffer): readonly Worksheet[] {
  const targets = new Map(
    tagsOf(file, 'xl/_rels/workbook.xml.rels', RELATIONSHIP).flatMap(({ Id = '', Type = '', Target = '' }) =>
      Type.endsWith('/worksheet') ? [[Id, Target.startsWith('/') ? Target.slice(1) : `xl/${Target}`]] : [],
    ),
  );
  return tagsOf(file, 'xl/workbook.xml', SHEET).flatMap(({ id = '' }, index) => {
    const part = targets.get(id);
    return part === undefined ? [] : [{ number: index + 1, part }];
  });
}

/** The places of cells without a value that should have one, as `line column`, both from 0. */
export function cellsWithoutValue(file: Buffer, { part }: Worksheet): ReadonlySet<string> {
  const found = new Set<string>();
  for (const [, attributes = '', content = ''] of (partOf(file, part) ?? '').toString('latin1').matchAll(CELL)) {
    const { r = '', t } = attributesOf(attributes);
    const hasNone = t === 'e' || (FORMULA.test(content) && !VALUE.test(content));
    const [, letters = '', line = ''] = /^([A-Z]+)(\d+)$/.exec(r) ?? [];
    if (hasNone) found.add(`${Number(line) - 1} ${columnOf(letters)}`);
  }
  return found;
}

/** `A` is 0, `Z` 25, `AA` 26. */
function columnOf(letters: string): number {
  return [...letters].reduce((column, letter) => column * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

function tagsOf(file: Buffer, part: string, tag: RegExp): readonly Readonly<Record<string, string>>[] {
  return [...(partOf(file, part) ?? '').toString('utf8').matchAll(tag)].map(([text]) => attributesOf(text));
}

/** Without the prefixes of their names. */
function attributesOf(tag: string): Readonly<Record<string, string>> {
  const found = tag.matchAll(/(\w+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g);
  return Object.fromEntries([...found].map(([, name = '', double, single]) => [name, double ?? single ?? '']));
}
