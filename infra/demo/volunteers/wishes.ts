/** 420 wishes: 380 confirmed, the rest in all states; the published ones lie in the first compounds. */
import { addDays, type LocalDate } from '@hh/kernel/period.ts';
import { wishes } from '@hh/volunteers/wish/wish.store.ts';
import { compounds } from '../county.ts';
import { number, pick } from '../random.ts';
import { personOf } from '../residents.ts';
import type { RegisterDemo } from '../seed-registers.ts';
import { volunteerOf } from './system.ts';

const CONFIRMED = 380;
const OTHERS = [
  ...Array<string>(14).fill('PUBLISHED'),
  ...Array<string>(7).fill('CLAIMED'),
  ...Array<string>(6).fill('COLLECTED'),
  ...Array<string>(5).fill('IN_PROGRESS'),
  ...Array<string>(4).fill('DELIVERED'),
  ...Array<string>(4).fill('WITHDRAWN'),
];
/** How far each state is on the way, for what its transitions have set. */
const WAY = ['COLLECTED', 'PUBLISHED', 'CLAIMED', 'IN_PROGRESS', 'DELIVERED', 'CONFIRMED'];
const titles = {
  OLD: ['一副老花镜', '一台收音机', '陪同体检一次', '一床棉被'],
  CHILDREN: ['一盏护眼台灯', '一套故事书', '一个书包', '周末作业辅导'],
  YOUTH: ['一次职业规划咨询', '一张自习桌', '一副羽毛球拍'],
  WOMEN: ['一次心理疏导', '一台小缝纫机', '亲子活动名额'],
  SPECIAL_NEED: ['一辆轮椅', '一次无障碍改造', '每周代购一次'],
  NEW_EMPLOYMENT: ['一顶安全头盔', '一处歇脚点', '一次免费体检'],
} as const;
const groups = Object.keys(titles) as (keyof typeof titles)[];

const entries = Array.from({ length: CONFIRMED + OTHERS.length }, (_, index) => {
  const state = index < CONFIRMED ? 'CONFIRMED' : (OTHERS[index - CONFIRMED] as string);
  const compound = (index < CONFIRMED ? index : index - CONFIRMED) % compounds.length;
  const place = compounds[compound]?.code as string;
  const group = groups[pick('wish group', index, groups.length)] as keyof typeof titles;
  const wisher = personOf('resident', compound * 20 + pick('wisher', index, 20));
  const first = (index < CONFIRMED ? '2025-01-06' : '2025-12-19') as LocalDate;
  const publishedOn = addDays(first, index < CONFIRMED ? pick('wish published', index, 320) : index % 8);
  const [way, at] = [WAY.indexOf(state), (step: string) => WAY.indexOf(step)];
  const reached = <T>(step: string, value: T) => (way >= at(step) ? value : null);
  const code = number('wish', index);
  return {
    id: code,
    place,
    input: {
      compound: place,
      wisher,
      title: titles[group][pick('wish title', index, titles[group].length)],
      targetGroup: group,
      budget: BigInt(20 + pick('wish budget', index, 30) * 10) * 100n,
    },
    past: {
      state,
      code,
      isPublic: way >= at('PUBLISHED'),
      publishedOn: reached('PUBLISHED', publishedOn),
      claimant: reached('CLAIMED', volunteerOf(compound, pick('wish claimant', index, 20))),
      dueOn: reached('CLAIMED', addDays(publishedOn, 3 + 14)),
      doneOn: reached('DELIVERED', addDays(publishedOn, 3 + pick('wish done', index, 10))),
      photos: reached('DELIVERED', ['送达照片']),
      feedback: reached('CONFIRMED', '谢谢，很满意'),
      confirmedBy: reached('CONFIRMED', wisher),
      reason: state === 'WITHDRAWN' ? '已自行解决' : null,
    },
  };
});

export const wishDemos: readonly RegisterDemo[] = [
  { service: 'volunteers', definition: wishes, entries: () => entries },
];
