/**
 * 6,528 requests: 2,389 of press conferences, all solved; 2,400 of building visits, 2,310 solved; 1,136 of Secretary's Day,
 * 604 solved; 600 of the hotline, all called back: 92 % accepted in time, 88 % solved, 95 % satisfied;
 * three that carry on an item of a consultation. Eight of those of visits are merged into another one.
 */
import { addDays, dateOf, type LocalDate } from '@hh/kernel/period.ts';
import { above, type Category, type InPost, levelOf, postAt, routeOf } from '@hh/organization/request/holder.ts';
import { daysAfter, deadlines, defaultPolicy } from '@hh/organization/request/policy.ts';
import { requestPolicies, requests } from '@hh/organization/request/request.store.ts';
import { COUNTY, communities, compounds } from '../county.ts';
import { escalatedItems } from '../property/consultations.ts';
import { number, pick, spread } from '../random.ts';
import { personOf } from '../residents.ts';
import type { DemoEntry, RegisterDemo } from '../seed-registers.ts';
import { demoCalendar } from './calendar.ts';
import { at, conferenceId, held, saturdays, shiftId, visited, visitId } from './occasions.ts';

/** The numbers of those who give no name belong to nobody. */
const FIRST_NUMBER = 19_899_990_000;
const LAST_INSTANT = at('2025-12-31' as LocalDate, '18:00');
const titles: Readonly<Record<Category, readonly string[]>> = {
  GOVERNANCE: ['楼道堆放杂物', '车位划线不清', '宠物不牵绳', '公共区域晾晒'],
  LIVELIHOOD: ['路灯不亮', '下水道堵塞', '快递柜太少', '希望增设健身器材'],
  NEIGHBOURS: ['楼上漏水', '夜间噪声扰民', '装修时间过早', '共用墙面纠纷'],
  PROPERTY_SERVICE: ['保洁不及时', '门禁损坏', '电梯维修慢', '绿化缺管护'],
  SAFETY: ['消防通道被占', '飞线充电', '外墙砖松动', '护栏缺失'],
  OTHER: ['咨询养老补贴', '希望开展文体活动', '办证流程咨询', '建议增设公示栏'],
};
const anything: readonly Category[] = ['GOVERNANCE', 'LIVELIHOOD', 'NEIGHBOURS', 'PROPERTY_SERVICE', 'SAFETY', 'OTHER'];

type Outcome = 'SOLVED' | 'OPINION' | 'MERGED' | (typeof openOnes)[number];
/** How the requests that are not finished stand. */
const openOnes = ['RECEIVED', 'ACCEPTED', 'IN_PROGRESS', 'WAITING', 'ESCALATED', 'RETURNED', 'REOPENED'] as const;

interface Plan {
  readonly channel: string;
  readonly compound: number;
  readonly category: Category;
  readonly receivedAt: Date;
  readonly outcome: Outcome;
  readonly source?: string;
  /** What was answered when it was called back; nobody was called where it is left out. */
  readonly rating?: { readonly isSolved: boolean; readonly isSatisfied: boolean };
  readonly isLate?: boolean;
  /** Who called gave no name, and a number that is kept while the request is open. */
  readonly isNameless?: boolean;
}

const gridOffset = offsets(spread(93, communities.length));
const socialOffset = offsets(spread(618, communities.length));

function offsets(counts: readonly number[]): readonly number[] {
  let sum = 0;
  return counts.map((count) => {
    sum += count;
    return sum - count;
  });
}

/** Who is in a post of a compound. */
function personIn(role: string, compound: number, index: number): string | null {
  const community = communities.indexOf(compounds[compound]?.code.slice(0, 12) ?? '');
  if (role === 'GRID_WORKER') return personOf('grid-worker', (gridOffset[community] as number) + (index % 3));
  if (role === 'SOCIAL_WORKER') return personOf('social-worker', (socialOffset[community] as number) + (index % 22));
  if (role === 'BRANCH_SECRETARY') return personOf('secretary', compound);
  return role === 'COMMUNITY_SECRETARY' ? personOf('community-secretary', community) : null;
}

const requestId = (index: number) => number('request', index, 5);

function entryOf(plan: Plan, index: number, { [index + 1]: next }: readonly Plan[]): DemoEntry {
  const { channel, compound, category, receivedAt, outcome } = plan;
  const { code } = compounds[compound] as (typeof compounds)[number];
  const urgency = category === 'SAFETY' ? 'URGENT' : pick('request urgency', index, 8) === 0 ? 'COMPLEX' : 'NORMAL';
  const role = routeOf(category);
  const inPost: InPost = (post) => personIn(post, compound, index);
  const first = postAt(role, code, inPost);
  const level = levelOf(role);
  const { acceptBy, dueAt } = deadlines({ policy: defaultPolicy, calendar: demoCalendar }, urgency, receivedAt);
  const acceptedAt = plan.isLate
    ? later(acceptBy, 3)
    : later(receivedAt, 1 + pick('request accepted', index, 5) * (urgency === 'URGENT' ? 0.1 : 1));
  const solvedAt = later(acceptedAt, 4 + pick('request hours', index, urgency === 'URGENT' ? 18 : 90));
  const isAccepted = !['RECEIVED', 'RETURNED', 'MERGED'].includes(outcome);
  const isFinished = outcome === 'SOLVED' || outcome === 'OPINION';
  const steps: [Date, string, string][] = [[receivedAt, 'raiseRequest', 'RECEIVED']];
  if (isAccepted) steps.push([acceptedAt, 'acceptRequest', 'ACCEPTED']);
  const isBegun = isAccepted && outcome !== 'ACCEPTED' && outcome !== 'OPINION';
  if (isBegun) steps.push([later(acceptedAt, 1), 'startRequest', 'IN_PROGRESS']);
  const past: Record<string, unknown> = {
    state: outcome,
    no: `${dateOf(receivedAt).replaceAll('-', '')}-${String(index + 1).padStart(4, '0')}`,
    createdAt: receivedAt,
    createdBy: first.person,
    urgency,
    level,
    holder: first,
    receivedAt,
    acceptBy,
    dueAt,
    acceptedAt: isAccepted ? acceptedAt : null,
  };
  const replied = () => ({
    reply: '已办理并当面答复，感谢您的反映。',
    repliedAt: solvedAt,
    repliedBy: first.person,
    reopenBy: daysAfter(solvedAt, defaultPolicy.reopenDays),
    closeAt: daysAfter(solvedAt, defaultPolicy.closeDays),
  });
  if (isFinished) {
    const answer = outcome === 'SOLVED' ? 'RESOLVED' : index % 2 === 0 ? 'ADOPTED' : 'ANSWERED';
    const action = { RESOLVED: 'resolveRequest', ADOPTED: 'adoptOpinion', ANSWERED: 'answerOpinion' }[answer];
    steps.push([solvedAt, action, answer]);
    Object.assign(past, replied(), { state: answer, ...(outcome === 'SOLVED' ? { resolvedAt: solvedAt } : {}) });
    const closedAt = plan.rating ? later(solvedAt, 26) : daysAfter(solvedAt, defaultPolicy.closeDays);
    if (closedAt <= LAST_INSTANT) {
      steps.push([closedAt, plan.rating ? 'recordCallBack' : 'closeUnratedRequest', 'CLOSED']);
      Object.assign(past, { state: 'CLOSED', closedAt });
      if (plan.rating) past.ratings = [ratingOf(plan.rating, closedAt, personIn('SOCIAL_WORKER', compound, index))];
    }
  }
  if (outcome === 'WAITING') {
    steps.push([later(acceptedAt, 20), 'waitForRequest', 'WAITING']);
    Object.assign(past, {
      waits: 1,
      waitingFor: index % 2 === 0 ? 'RESIDENT' : 'THIRD_PARTY',
      waitingSince: later(acceptedAt, 20),
      waitingUntil: daysAfter(acceptedAt, 14),
      reason: '等待配合',
    });
  }
  if (outcome === 'ESCALATED' || outcome === 'RETURNED') {
    const up = above(level, code, inPost);
    const [action, when] = outcome === 'ESCALATED' ? ['escalateRequest', 24] : ['returnRequest', 1];
    steps.push([later(outcome === 'ESCALATED' ? acceptedAt : receivedAt, when as number), action as string, outcome]);
    const sent = outcome === 'ESCALATED' ? { isHandedOn: true } : { isReturned: true };
    Object.assign(past, { holder: up, level: levelOf(up.role), reason: '超出本级职责', ...sent });
  }
  if (outcome === 'REOPENED') {
    steps.push([solvedAt, 'resolveRequest', 'RESOLVED'], [later(solvedAt, 48), 'reopenRequest', 'REOPENED']);
    const overseer = above(level, code, inPost);
    Object.assign(past, { overseer, reopenings: [later(solvedAt, 48)], reason: '问题仍未解决' });
  }
  // What is merged into another one comes right after it.
  if (outcome === 'MERGED') {
    steps.push([later(receivedAt, 0.5), 'mergeRequest', 'MERGED']);
    past.mergedInto = requestId(index - 1);
  }
  const affected = (of: number) => 1 + pick('request affected', of, 12);
  const isTarget = next?.outcome === 'MERGED';
  if (isTarget) steps.splice(1, 0, [later(receivedAt, 0.5), 'mergeRequest', 'RECEIVED']);
  const title = titles[category][pick('request title', index, 4)] as string;
  // What the first compound has just received is from the resident among the personas.
  const nth = compound === 0 && outcome === 'RECEIVED' ? 0 : compound * 20 + pick('request reporter', index, 20);
  const reporter = plan.isNameless ? null : personOf('resident', nth);
  const by = (step: number) => (step === 0 && reporter) || (first.person as string);
  return {
    id: requestId(index),
    place: code,
    input: {
      channel,
      kind: outcome === 'OPINION' ? 'OPINION' : 'PROBLEM',
      category,
      urgency,
      compound: code,
      reporter,
      title,
      description: `${title}，请予以处理。`,
      affectedCount: affected(index) + (isTarget ? affected(index + 1) : 0),
      source: plan.source,
      contact: plan.isNameless && past.state !== 'CLOSED' ? String(FIRST_NUMBER + index) : undefined,
    },
    past: {
      ...past,
      timeline: steps.map(([when, action, state], step) => ({ at: when, by: by(step), action, state, note: null })),
    },
  };
}

function later(from: Date, hours: number): Date {
  return new Date(from.getTime() + hours * 3_600_000);
}

function ratingOf({ isSolved, isSatisfied }: NonNullable<Plan['rating']>, when: Date, by: string | null) {
  const satisfaction = isSatisfied ? 'SATISFIED' : 'DISSATISFIED';
  return { at: when, by, answered: true, contacted: true, resolved: isSolved, satisfaction };
}

function fromConferences(): Plan[] {
  const categories = [
    ...Array(1_100).fill('GOVERNANCE'),
    ...Array(900).fill('LIVELIHOOD'),
    ...Array(389).fill('NEIGHBOURS'),
  ];
  const counts = spread(2_389, held.length);
  let index = 0;
  return held.flatMap(({ compound, heldOn }, conference) =>
    Array.from({ length: counts[conference] as number }, (): Plan => {
      const category = categories[(index * 1_009) % categories.length] as Category;
      index += 1;
      return {
        channel: 'PRESS_CONFERENCE',
        compound,
        category,
        receivedAt: at(heldOn, '15:30'),
        outcome: 'SOLVED',
        source: conferenceId(conference),
      };
    }),
  );
}

function fromVisits(): Plan[] {
  const [solved, open] = [spread(2_310, compounds.length), spread(90, compounds.length)];
  return compounds.flatMap((_, compound) =>
    Array.from({ length: (solved[compound] as number) + (open[compound] as number) }, (__, issue): Plan => {
      const isSolved = issue < (solved[compound] as number);
      const visit = compound * 10 + (isSolved ? issue % 10 : 9);
      const { heldOn } = visited[visit] as (typeof visited)[number];
      const nth = issue - (solved[compound] as number) + compound;
      // Of every fourth compound with two that are open, the second is the same matter.
      const isMerged = issue === (solved[compound] as number) + 1 && compound % 4 === 0;
      return {
        channel: 'BUILDING_VISIT',
        compound,
        category: anything[pick(`visit category ${compound}`, issue, anything.length)] as Category,
        receivedAt: at(heldOn, '10:00'),
        outcome: isSolved ? 'SOLVED' : isMerged ? 'MERGED' : (openOnes[nth % openOnes.length] as Outcome),
        source: visitId(visit),
      };
    }),
  );
}

/** The last opinion of a compound has been accepted and waits for an answer; in every twentieth one nobody gave a name. */
function fromSecretaryDays(): Plan[] {
  const [opinions, solved] = [spread(1_136, compounds.length), spread(604, compounds.length)];
  return compounds.flatMap((_, compound) => {
    const count = opinions[compound] as number;
    return Array.from({ length: count }, (__, opinion): Plan => {
      const week = opinion * 2 + pick(`opinion week ${compound}`, opinion, 2) + (opinion === count - 1 ? 10 : 0);
      const isSolved = opinion < (solved[compound] as number);
      return {
        channel: 'SECRETARY_DAY',
        compound,
        category: anything[pick(`opinion category ${compound}`, opinion, anything.length)] as Category,
        receivedAt: at(saturdays[week] as LocalDate, '09:30'),
        outcome: isSolved ? 'SOLVED' : opinion === count - 1 ? 'ACCEPTED' : 'OPINION',
        isNameless: opinion === count - 1 && compound % 20 === 0,
        source: shiftId(compound, week),
      };
    });
  });
}

/** From July 2024 on, every twentieth caller without a name; of each hundred 8 are accepted late, 12 are not solved as the resident says, 5 are not content. */
function fromHotline(): Plan[] {
  return Array.from({ length: 600 }, (_, call): Plan => {
    const day = addDays('2024-07-01' as LocalDate, Math.floor((call * 520) / 600));
    return {
      channel: 'HOTLINE_12345',
      compound: call % compounds.length,
      category: anything[pick('hotline category', call, anything.length)] as Category,
      receivedAt: at(day, '14:20'),
      outcome: 'SOLVED',
      rating: { isSolved: call % 25 >= 3, isSatisfied: call % 20 !== 0 },
      isLate: call % 25 < 2,
      isNameless: call % 20 === 0,
    };
  });
}

/** An item of a consultation that needs more than the compound goes on as a request. */
function fromConsultations(): Plan[] {
  return escalatedItems.map(({ id, compound, raisedOn }) => ({
    channel: 'CONSULTATION',
    compound,
    category: 'PROPERTY_SERVICE',
    receivedAt: at(raisedOn, '16:00'),
    outcome: 'ESCALATED',
    source: id,
  }));
}

const policies = () => [{ id: 'request-policy-1', place: COUNTY, input: { county: COUNTY, ...defaultPolicy } }];

export const serviceRequests: readonly RegisterDemo[] = [
  { service: 'organization', definition: requestPolicies, entries: policies },
  {
    service: 'organization',
    definition: requests,
    entries: () =>
      [...fromHotline(), ...fromConferences(), ...fromVisits(), ...fromSecretaryDays(), ...fromConsultations()].map(
        entryOf,
      ),
  },
];
