import { textsOf } from '../language/text.ts';

/** Said beside the shares of months, where somebody may multiply. */
export const shareWords = textsOf({
  rounded: [
    '亏损先由以后的利润弥补；分成按累计额取整到分，单月可能与“利润×比例”相差一分。',
    'Later profit first makes up for a loss; the share is rounded on the running total, so a month may differ by a fen from profit × rate.',
  ],
});
