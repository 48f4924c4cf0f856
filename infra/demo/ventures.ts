/**
 * The six joint ventures: state enterprises, agreements at 10 %, a year of entries with one month of loss each, so
 * that the high-water mark shows. 2025-01 to 2025-11 are closed; December is open.
 */
import { formatMoney } from '@hh/kernel/money.ts';
import { lastDay, type Period, periodsBetween } from '@hh/kernel/period.ts';
import { floorDiv } from '@hh/kernel/rounding.ts';
import { usccFor } from '@hh/kernel/uscc.ts';
import { COUNTY, compounds, type DemoCompound } from './county.ts';
import { pick } from './random.ts';

export const CLOSED_PERIODS = periodsBetween('2025-01' as Period, '2025-11' as Period);
export const OPEN_PERIOD = '2025-12' as Period;

const trades = [
  ['MA00001A', '郯城县惠民家政服务有限公司', '家政服务'],
  ['MA00002B', '郯城县城投便利商业有限公司', '便利零售'],
  ['MA00003C', '郯城县国控养老托育有限公司', '养老托育'],
  ['MA00004D', '郯城县交投停车充电有限公司', '停车充电'],
  ['MA00005E', '郯城县供销餐饮有限公司', '社区食堂'],
  ['MA00006F', '郯城县文旅广告有限公司', '广告经营'],
] as const;

export const operators = trades.map(([serial, name, trade]) => ({
  uscc: usccFor(COUNTY, serial),
  name,
  kind: 'STATE',
  trade,
}));

const businesses = [
  'HOUSEKEEPING',
  'CONVENIENCE_STORE',
  'CARE',
  'PARKING_AND_CHARGING',
  'CANTEEN',
  'ADVERTISING',
] as const;
const names = [
  '家政服务公司',
  '24小时便利店',
  '社区养老托育中心',
  '停车充电一体站',
  '幸福食堂',
  '社区广告联营',
] as const;

/** Communities of the ventures, by their index: the first and the fourth share among all compounds of theirs, by area. */
const homes = [1, 2, 5, 3, 9, 14] as const;
const SHARED_BY_AREA = [0, 3];

export const ventures = operators.map((operator, index) => {
  const community = `${COUNTY}001${String(homes[index]).padStart(3, '0')}`;
  const own = compounds.filter(({ code }) => code.startsWith(community));
  const beneficiaries = SHARED_BY_AREA.includes(index) ? own : own.slice(0, 1);
  return {
    code: `JV-${String(index + 1).padStart(4, '0')}`,
    name: names[index] as string,
    operator: operator.uscc,
    community,
    business: businesses[index] as string,
    usesCommonParts: false,
    terms: [{ from: CLOSED_PERIODS[0] as Period, rateBp: 1_000, weights: weightsOf(beneficiaries) }],
  };
});

/** By exclusive area where there are several (Civil Code, article 283), in whole square metres. */
function weightsOf(beneficiaries: readonly DemoCompound[]) {
  return beneficiaries.map(({ code, grossAreaM2x100 }) => ({
    compound: code,
    weight: beneficiaries.length === 1 ? 1 : Math.round(grossAreaM2x100 / 100),
  }));
}

const ENTRIES_PER_PERIOD = 40;
const COST_EVERY = 4;

/** The entries of one venture in one period, in the order they were made. */
export function entriesOf(venture: number, period: Period) {
  const key = `${ventures[venture]?.code} ${period}`;
  const lossMonth = 2 + pick(`loss of ${ventures[venture]?.code}`, 0, 8);
  const isLoss = Number(period.slice(5)) === lossMonth;
  const days = Number(lastDay(period).slice(8));
  return Array.from({ length: ENTRIES_PER_PERIOD }, (_, index) => {
    const isCost = index % COST_EVERY === COST_EVERY - 1;
    const fen = BigInt(
      isCost ? 250_000 + pick(`cost ${key}`, index, 250_000) : 80_000 + pick(`revenue ${key}`, index, 160_000),
    );
    return {
      externalRef: `${period.replace('-', '')}-${String(index + 1).padStart(4, '0')}`,
      kind: isCost ? 'COST' : 'REVENUE',
      amount: formatMoney(isCost && isLoss ? floorDiv(fen * 8n, 5n) : fen),
      occurredOn: `${period}-${String((index % days) + 1).padStart(2, '0')}`,
      projectCode: `P${1 + (index % 3)}`,
      memo: isCost ? '人工与物料' : '服务收入',
    };
  });
}
