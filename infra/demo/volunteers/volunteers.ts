/** All that volunteers have in the demonstration; what is referred to comes before what refers to it. */
import type { RegisterDemo } from '../seed-registers.ts';
import { activityDemos } from './activities.ts';
import { serviceDemos } from './services.ts';
import { volunteerSystem } from './system.ts';
import { wishDemos } from './wishes.ts';

export const volunteerDemos: readonly RegisterDemo[] = [
  ...volunteerSystem,
  ...activityDemos,
  ...wishDemos,
  ...serviceDemos,
];
