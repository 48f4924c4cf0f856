/** What a compound's public revenue is called: as it is today, and as it was published last, are never one word. */
import { textsOf } from '../language/text.ts';

export const revenueWords = textsOf({
  balance: (isOfToday: boolean) =>
    isOfToday ? ['当前余额（元）', 'Balance today, yuan'] : ['公示余额（元）', 'Published balance, yuan'],
  available: (isOfToday: boolean) =>
    isOfToday ? ['当前可用（元）', 'Available today, yuan'] : ['公示可用（元）', 'Published as available, yuan'],
});
