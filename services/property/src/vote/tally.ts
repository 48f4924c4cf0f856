/**
 * The tally of an owners' vote, in whole numbers. Both measures count each time, area and owners. Quorum: two thirds of
 * both, "以上" includes the number. Of those who take part: more than half for matters of the simple class ("过半数" does
 * not include it), three quarters for the qualified class. Abstaining takes part, silence does not.
 * Source: Civil Code, articles 278 and 1259; domain, 2.3.
 */
export type VoteClass = 'SIMPLE' | 'QUALIFIED';
export type Choice = 'FOR' | 'AGAINST' | 'ABSTAIN';

/** Area in hundredths of a square metre, and a number of owners. */
export interface Measure {
  readonly area: bigint;
  readonly owners: bigint;
}

export function hasQuorum(all: Measure, taking: Measure): boolean {
  return 3n * taking.area >= 2n * all.area && 3n * taking.owners >= 2n * all.owners;
}

export function isCarried(voteClass: VoteClass, taking: Measure, inFavour: Measure): boolean {
  return voteClass === 'SIMPLE'
    ? 2n * inFavour.area > taking.area && 2n * inFavour.owners > taking.owners
    : 4n * inFavour.area >= 3n * taking.area && 4n * inFavour.owners >= 3n * taking.owners;
}

export interface RollLine {
  readonly dwelling: string;
  readonly areaM2x100: number;
  readonly ownerKey: string;
  /** Who alone casts for the owners, where they have named somebody. */
  readonly representative: string | null;
}

export interface Paper {
  readonly ownerKey: string;
  /** Counts the papers of one owner. */
  readonly seq: number;
  readonly receivedAt: Date;
  readonly choice: Choice;
  /** Why it does not count, if so. */
  readonly invalidBecause: string | null;
}

/** Measures by what they are of. Numbers, since a county has less than 2^53 hundredths of a square metre. */
export interface Tally {
  readonly areaM2x100: number;
  readonly owners: number;
  readonly participatingAreaM2x100: number;
  readonly participatingOwners: number;
  readonly forAreaM2x100: number;
  readonly forOwners: number;
  readonly againstAreaM2x100: number;
  readonly againstOwners: number;
  readonly abstainAreaM2x100: number;
  readonly abstainOwners: number;
  readonly invalidPapers: number;
  readonly hasQuorum: boolean;
  readonly isCarried: boolean;
}

/** Of each owner the latest valid paper counts. A paper from outside the roll is a defect, and throws. */
export function tallyOf(voteClass: VoteClass, roll: readonly RollLine[], papers: readonly Paper[]): Tally {
  const areas = new Map<string, bigint>();
  for (const { ownerKey, areaM2x100 } of roll) areas.set(ownerKey, (areas.get(ownerKey) ?? 0n) + BigInt(areaM2x100));
  const counted = new Map<string, Paper>();
  for (const paper of papers) {
    if (!areas.has(paper.ownerKey)) throw new Error('a ballot from outside the roll');
    const other = counted.get(paper.ownerKey);
    if (paper.invalidBecause === null && (!other || isLater(paper, other))) counted.set(paper.ownerKey, paper);
  }
  const measure = (owners: readonly string[]): Measure => ({
    area: owners.reduce((sum, owner) => sum + (areas.get(owner) ?? 0n), 0n),
    owners: BigInt(owners.length),
  });
  const choosing = (choice: Choice) =>
    measure([...counted.values()].flatMap((paper) => (paper.choice === choice ? [paper.ownerKey] : [])));
  const [all, taking] = [measure([...areas.keys()]), measure([...counted.keys()])];
  const [inFavour, against, abstaining] = [choosing('FOR'), choosing('AGAINST'), choosing('ABSTAIN')];
  const quorum = hasQuorum(all, taking);
  return {
    areaM2x100: Number(all.area),
    owners: Number(all.owners),
    participatingAreaM2x100: Number(taking.area),
    participatingOwners: Number(taking.owners),
    forAreaM2x100: Number(inFavour.area),
    forOwners: Number(inFavour.owners),
    againstAreaM2x100: Number(against.area),
    againstOwners: Number(against.owners),
    abstainAreaM2x100: Number(abstaining.area),
    abstainOwners: Number(abstaining.owners),
    invalidPapers: papers.filter(({ invalidBecause }) => invalidBecause !== null).length,
    hasQuorum: quorum,
    isCarried: quorum && isCarried(voteClass, taking, inFavour),
  };
}

function isLater(a: Paper, b: Paper): boolean {
  const [first, second] = [a.receivedAt.getTime(), b.receivedAt.getTime()];
  return first === second ? a.seq > b.seq : first > second;
}
