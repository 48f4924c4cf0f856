/**
 * Sixty votes: nine elections that put a branch secretary on the owners' committee, and fifty-one of all nine matters in
 * every state. Six miss the quorum; some stand on the boundary of article 278 by the number of owners. Of those that were
 * counted the roll and the ballots are there, and the tally is taken of them.
 */
import { addDays, type LocalDate } from '@hh/kernel/period.ts';
import type { Ballot } from '@hh/property/ballot/ballot.store.ts';
import { personsOf, rollOf } from '@hh/property/vote/roll.ts';
import { type Choice, type RollLine, tallyOf } from '@hh/property/vote/tally.ts';
import { assemblies, votes as voteRegister } from '@hh/property/vote/vote.store.ts';
import { classOf, type Matter, matters } from '@hh/property/vote/vote.ts';
import { communities, compounds } from '../county.ts';
import { noticed, noticeOf } from '../noticed.ts';
import { number, pick } from '../random.ts';
import { accountOf, personOf } from '../residents.ts';
import type { RegisterDemo } from '../seed-registers.ts';
import { directorOf, ELECTED_SECRETARIES } from './committees.ts';
import { dwellingsOf } from './dwellings.ts';

const VOTES = 60;
const COUNTED = ['TALLIED', 'CONFIRMED', 'ANNOUNCED', 'FILED', 'INVALID'];

const titles: Readonly<Record<Matter, string>> = {
  M1: '修订业主大会议事规则',
  M2: '修订小区管理规约',
  M3: '选举业主委员会',
  M4: '选聘物业服务企业',
  M5: '使用维修资金更换电梯',
  M6: '筹集建筑物维修资金',
  M7: '改建地下车库出入口',
  M8: '利用共有部分设置便民经营点',
  M9: '使用公共收益改造健身场地',
};

/** Who takes part and who is in favour, in numbers of owners out of all; `by` their area, greatest or least first. */
interface Turnout {
  readonly taking: (owners: number) => number;
  readonly inFavour: (taking: number) => number;
  readonly by?: 'GREATEST' | 'LEAST';
}

const perMille = (of: number, least: number, index: number, range: number) =>
  (of * (least + pick('turnout', index, range))) / 1_000;
/** Most of the owners, and of them most are in favour: in each vote another part. */
const most = (index: number): Turnout => ({
  taking: (owners) => 4 * Math.ceil(perMille(owners, 180, index, 40)),
  inFavour: (taking) => Math.ceil(perMille(taking, 820, index, 130)),
});
const split = (index: number): Turnout => ({
  ...most(index),
  inFavour: (taking) => Math.floor(perMille(taking, 370, index, 110)),
});
const few = (index: number) => ({ taking: (owners: number) => Math.floor(perMille(owners, 380, index, 200)) });
const twoThirds = (owners: number) => Math.ceil((owners * 2) / 3);

interface Kind {
  readonly state: string;
  readonly matter?: Matter;
  /** What differs from the usual. */
  readonly turnout?: Partial<Turnout>;
}

/** Those that are like no other, in their order after the elections. */
const special: readonly Kind[] = [
  // One owner less than two thirds, of however much area; and two thirds of the owners with too little of it.
  { state: 'INVALID', turnout: { taking: (owners) => twoThirds(owners) - 1, by: 'GREATEST' } },
  { state: 'INVALID', turnout: { taking: twoThirds, by: 'LEAST' } },
  ...[0, 1, 2, 3].map((index) => ({ state: 'INVALID', turnout: few(index) })),
  // Half of those who take part is not more than half; three quarters is three quarters, and one less is not.
  { state: 'ANNOUNCED', matter: 'M9', turnout: { inFavour: (taking) => taking / 2, by: 'GREATEST' } },
  { state: 'ANNOUNCED', matter: 'M8', turnout: { inFavour: (taking) => (taking * 3) / 4, by: 'GREATEST' } },
  {
    state: 'ANNOUNCED',
    matter: 'M8',
    turnout: { inFavour: (taking) => (taking * 3) / 4 - 1, by: 'GREATEST' },
  },
  { state: 'ANNOUNCED', matter: 'M4', turnout: { taking: twoThirds, by: 'GREATEST' } },
  ...['DRAFT', 'NOTICED', 'OPEN', 'CLOSED', 'TALLIED', 'CONFIRMED', 'CANCELLED'].map((state) => ({ state })),
];

function kindOf(index: number) {
  const { state, matter, turnout }: Kind =
    index < ELECTED_SECRETARIES
      ? { state: 'FILED', matter: 'M3', turnout: {} }
      : (special[index - ELECTED_SECRETARIES] ?? { state: 'ANNOUNCED' });
  const usual = !turnout && index % 5 === 4 ? split : most;
  return {
    state,
    matter: matter ?? (matters[index % matters.length] as Matter),
    turnout: { ...usual(index), ...turnout },
  };
}

/** The vote that ballots are taken in. */
const OPEN = ELECTED_SECRETARIES + special.findIndex(({ state }) => state === 'OPEN');

/**
 * The first compound elects no secretary: what would be decided in the compound after the elections is decided there. So is
 * what is open, for its owner among the personas; in return the last vote of the first compound is held where that would be.
 */
function homeOf(index: number): number {
  if (index === OPEN) return 0;
  if (index === compounds.length) return OPEN;
  return index <= ELECTED_SECRETARIES ? (index + 1) % (ELECTED_SECRETARIES + 1) : index % compounds.length;
}

export interface DemoVote {
  readonly id: string;
  readonly compound: string;
  readonly opensAt: Date;
  /** None before it opened. */
  readonly lines: readonly RollLine[];
  readonly ballots: readonly Ballot[];
  readonly input: Readonly<Record<string, unknown>>;
  readonly past: Readonly<Record<string, unknown>>;
}

const LAST_DAYS: Readonly<Record<string, LocalDate>> = {
  DRAFT: '2025-12-31' as LocalDate,
  NOTICED: '2025-12-30' as LocalDate,
  OPEN: '2025-12-12' as LocalDate,
  CLOSED: '2025-11-30' as LocalDate,
};
const at = (day: LocalDate, time: string) => new Date(`${day}T${time}:00+08:00`);

/** All of a vote but its roll and its ballots. */
function planOf(index: number) {
  const { state, matter, turnout } = kindOf(index);
  const home = homeOf(index);
  const compound = (compounds[home] as (typeof compounds)[number]).code;
  const id = number('vote', index);
  const noticedOn = LAST_DAYS[state] ?? addDays('2024-07-01' as LocalDate, index * 8);
  const [opensOn, closesOn] = [addDays(noticedOn, 16), addDays(noticedOn, 30)];
  const [opensAt, closesAt] = [at(opensOn, '09:00'), at(closesOn, '18:00')];
  const organiser = index < ELECTED_SECRETARIES ? accountOf('street-officer') : directorOf(home);
  const isNoticed = state !== 'DRAFT' && state !== 'CANCELLED';
  const isConfirmed = ['CONFIRMED', 'ANNOUNCED', 'FILED'].includes(state);
  const isAnnounced = ['ANNOUNCED', 'FILED'].includes(state);
  const past = {
    ...{ state, createdBy: organiser, createdAt: at(addDays(noticedOn, -3), '09:00') },
    ...(isNoticed ? { ...noticed('VOTE', id, noticedOn), noticedBy: organiser, opensAt, closesAt } : {}),
    ...(isConfirmed ? { confirmedBy: confirmerOf(compound), confirmedOn: addDays(closesOn, 1) } : {}),
    ...(isAnnounced ? { resultNotice: noticeOf(`${id}-result`), announcedOn: addDays(closesOn, 2) } : {}),
    ...(state === 'FILED' ? { filedOn: addDays(closesOn, 12) } : {}),
    ...(state === 'CANCELLED' ? { reason: '表决文本有误' } : {}),
  };
  return { id, index, compound, home, state, matter, turnout, opensAt, organiser, title: titles[matter], past };
}

export const votePlans = Array.from({ length: VOTES }, (_, index) => planOf(index));

function aVote(plan: (typeof votePlans)[number], isSmall: boolean): DemoVote {
  const { id, index, compound, home, state, matter, turnout, opensAt, organiser, title } = plan;
  const wasOpen = COUNTED.includes(state) || state === 'OPEN' || state === 'CLOSED';
  const lines = wasOpen ? rollOf(dwellingsOf(home, isSmall).map((each) => ({ ...each, representative: null }))) : [];
  const voters = index === OPEN ? lines.filter(({ ownerKey }) => !isPersona(ownerKey)) : lines;
  const ballots = wasOpen ? ballotsOf({ id, compound, opensAt, organiser }, voters, turnout) : [];
  const tally = COUNTED.includes(state) ? tallyOf(classOf(matter), lines, ballots) : null;
  return {
    ...{ id, compound, opensAt, lines, ballots },
    input: {
      compound,
      ...(index < assembled.length ? { assembly: number('assembly', index) } : {}),
      ...{ matter, title, text: `${title}，全文见公示栏。`, channel: 'BOTH' },
      ...(matter === 'M8' ? { ownersBp: 1_000 } : {}),
    },
    past: { ...plan.past, papers: ballots.length, tally },
  };
}

/** The owner among the personas has yet to vote. */
function isPersona(ownerKey: string): boolean {
  return personsOf(ownerKey).includes(accountOf('owner'));
}

function confirmerOf(compound: string): string {
  return personOf('community-secretary', communities.indexOf(compound.slice(0, 12)));
}

interface Of {
  readonly id: string;
  readonly compound: string;
  readonly opensAt: Date;
  readonly organiser: string;
}

/** The developer and every third owner vote on paper, the others online; one paper does not count. */
function ballotsOf(vote: Of, lines: readonly RollLine[], { taking, inFavour, by }: Turnout): readonly Ballot[] {
  const areas = new Map<string, number>();
  for (const { ownerKey, areaM2x100 } of lines) areas.set(ownerKey, (areas.get(ownerKey) ?? 0) + areaM2x100);
  const owners = [...areas].toSorted(([, a], [, b]) => (by === 'GREATEST' ? b - a : by === 'LEAST' ? a - b : 0));
  const count = taking(owners.length);
  const favour = inFavour(count);
  return owners.slice(0, count + 1).map(([ownerKey], index): Ballot => {
    const [castBy = null] = personsOf(ownerKey);
    const isInvalid = index === count;
    const isPaper = castBy === null || isInvalid || index % 3 === 0;
    const choice: Choice = index < favour ? 'FOR' : index % 2 === 0 ? 'AGAINST' : 'ABSTAIN';
    return {
      id: `${vote.id}-${String(index + 1).padStart(4, '0')}`,
      county: vote.compound.slice(0, 6),
      place: vote.compound,
      vote: vote.id,
      ...{ ownerKey, seq: 1, choice, castBy, proxyOf: null },
      channel: isPaper ? 'PAPER' : 'ONLINE',
      receivedAt: new Date(vote.opensAt.getTime() + (1 + (index % 150)) * 3_600_000),
      recordedBy: isPaper ? vote.organiser : null,
      evidence: isPaper ? `选票 ${index + 1}` : null,
      invalidBecause: isInvalid ? '未签名' : null,
    };
  });
}

const made = new Map<boolean, readonly DemoVote[]>();

export function votesOf(isSmall = false): readonly DemoVote[] {
  const all = made.get(isSmall) ?? votePlans.map((plan) => aVote(plan, isSmall));
  made.set(isSmall, all);
  return all;
}

/** The assemblies in which the nine were elected, and that of the first compound. */
const assembled = Array.from({ length: ELECTED_SECRETARIES + 1 }, (_, index) => {
  const place = (compounds[homeOf(index)] as (typeof compounds)[number]).code;
  const heldOn = addDays('2024-07-31' as LocalDate, index * 8);
  const input = { compound: place, kind: 'REGULAR', form: 'WRITTEN', heldOn, agenda: titles[kindOf(index).matter] };
  return { id: number('assembly', index), place, input };
});

export const voteDemos: readonly RegisterDemo[] = [
  { service: 'property', definition: assemblies, entries: () => assembled },
  {
    service: 'property',
    definition: voteRegister,
    entries: (isSmall) =>
      votesOf(isSmall).map(({ id, compound, input, past }) => ({ id, place: compound, input, past })),
  },
];
