/**
 * Pinyin initials 拼音首字母: `hkjy` for 和康家园. The collation of the platform orders Chinese characters by pinyin; the
 * first character of each letter in it tells where a character stands. Of 6,763 characters of GB 2312 six are read
 * otherwise by dictionaries. Surnames that are read otherwise than the word are named below.
 */
const order = new Intl.Collator('zh-u-co-pinyin');
const FIRST: readonly (readonly [character: string, letter: string])[] = [
  ...'阿a八b嚓c哒d妸e发f旮g哈h讥j咔k垃l妈m拏n噢o妑p七q呥r仨s他t穵w夕x丫y帀z',
].flatMap((character, index, all) => (index % 2 === 0 ? [[character, all[index + 1] as string] as const] : []));
const SURNAMES: ReadonlyMap<string, string> = new Map(
  [...'单s曾z解x仇q查z区o盖g尉y朴p翟z'].flatMap((character, index, all) =>
    index % 2 === 0 ? [[character, all[index + 1] as string] as const] : [],
  ),
);

const known = new Map<string, string>();

/** The initial of each Chinese character, letters and digits as they are in lowercase, nothing of anything else. */
export function initialsOf(text: string): string {
  return [...text.normalize('NFC')].map(initialOf).join('');
}

/** The same of a person's name, which may begin with a surname that is read otherwise. */
export function initialsOfName(name: string): string {
  const [first = '', ...rest] = [...name.normalize('NFC')];
  return `${SURNAMES.get(first) ?? initialOf(first)}${rest.map(initialOf).join('')}`;
}

function initialOf(character: string): string {
  const found = known.get(character) ?? readInitial(character);
  known.set(character, found);
  return found;
}

function readInitial(character: string): string {
  if (/[a-z0-9]/i.test(character)) return character.toLowerCase();
  // Rare characters have no reading in the collation, and no initial.
  if (!/[\u4e00-\u9fff]/.test(character)) return '';
  return FIRST.findLast(([first]) => order.compare(first, character) <= 0)?.[1] ?? '';
}

/** What is looked for: words, and where they are letters alone, initials. */
export interface Wanted {
  readonly words: string;
  readonly initials: string | null;
}

const LONGEST = 40;

/** Trimmed and composed; null where there is nothing to look for, or more than any name has. */
export function wantedBy(text: string): Wanted | null {
  const words = text.trim().normalize('NFC');
  if (words === '' || [...words].length > LONGEST) return null;
  return { words, initials: /^[a-z0-9]+$/i.test(words) ? words.toLowerCase() : null };
}

/** Does a name have the words in it, or begin anywhere with the initials? */
export function isWanted({ words, initials }: Wanted, name: string): boolean {
  return name.includes(words) || (initials !== null && initialsOf(name).includes(initials));
}
