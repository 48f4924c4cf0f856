/** 58 service stations, each in the premises kept for it; 24,200.00 each in two payments; all meet the standard, seven at the second time. */
import { addDays, type LocalDate } from '@hh/kernel/period.ts';
import {
  stationAssessments,
  stationInvestments,
  stations as stationRegister,
} from '@hh/organization/station/station.store.ts';
import { compounds } from '../county.ts';
import { stationPremises } from '../property/premises.ts';
import { number, pick } from '../random.ts';
import { accountOf } from '../residents.ts';
import type { RegisterDemo } from '../seed-registers.ts';

const PAYMENTS = [1_452_000n, 968_000n] as const;
const STANDARD = '郯城县小区党群服务站建设标准（2024年版）';
const items = ['标识规范', '面积达标', '制度上墙', '专人值守', '服务事项公开', '议事场所'] as const;
const failedFirst = (compound: number) => compound % 8 === 3;

const opened = compounds.map(({ code, name }, index) => {
  const { id, handedOverOn } = stationPremises(index);
  return {
    id: number('station', index),
    place: code,
    input: {
      compound: code,
      name: `${name}党群服务站`,
      premises: id,
      dedicated: true,
      openedOn: addDays(handedOverOn, 3 + pick('station opened', index, 10)),
    },
  };
});

const paid = opened.flatMap(({ id, place, input }, index) =>
  PAYMENTS.map((amount, payment) => ({
    id: number('station-investment', index * PAYMENTS.length + payment),
    place,
    input: {
      station: id,
      amount,
      paidOn: addDays(input.openedOn, payment === 0 ? -2 : 7),
      source: payment === 0 ? 'COUNTY' : 'STREET',
    },
  })),
);

const assessed = opened.flatMap(({ id, place, input }, index) => {
  const assessment = (assessedOn: LocalDate, isFirst: boolean) => {
    const missing = isFirst && failedFirst(index) ? pick('station item', index, items.length) : -1;
    return {
      id: `assessment-${id}-${isFirst ? 1 : 2}`,
      place,
      input: {
        station: id,
        standard: STANDARD,
        assessedOn,
        items: items.map((item, position) => ({ item, met: position !== missing })),
      },
      past: { passed: missing < 0, assessedBy: accountOf('street-officer') },
    };
  };
  const first = assessment(addDays(input.openedOn, 5), true);
  return failedFirst(index) ? [first, assessment(addDays(input.openedOn, 14), false)] : [first];
});

export const stations: readonly RegisterDemo[] = [
  { service: 'organization', definition: stationRegister, entries: () => opened },
  { service: 'organization', definition: stationInvestments, entries: () => paid },
  { service: 'organization', definition: stationAssessments, entries: () => assessed },
];
