/** How people look for a line of the bank or an item of the book: by words that stand in it, and by an amount whichever way it went. */
import type { Fen } from '@hh/kernel/money.ts';
import { failure } from '@hh/service/failure.ts';

const TEXT_MAX = 100;

export interface AmountRange {
  /** In fen; the sign does not matter. */
  readonly amountFrom?: Fen | null;
  readonly amountTo?: Fen | null;
}

/** One of the fields has the words somewhere, in capitals or not. Throws BAD_USER_INPUT where they are longer than any. */
export function holding(text: string | null | undefined, fields: readonly string[]): object {
  const words = text?.trim() ?? '';
  if (words === '') return {};
  if (words.length > TEXT_MAX)
    throw failure('BAD_USER_INPUT', `At most ${TEXT_MAX} characters to look for 检索词最多 ${TEXT_MAX} 个字`);
  const has = { $regex: RegExp.escape(words), $options: 'i' };
  return { $or: fields.map((field) => ({ [field]: has })) };
}

export function ofAmount({ amountFrom, amountTo }: AmountRange, field: string): object {
  if (amountFrom == null && amountTo == null) return {};
  const [from, to] = [absolute(amountFrom ?? 0n), amountTo == null ? null : absolute(amountTo)];
  return {
    $or: [
      { [field]: { $gte: from, ...(to !== null && { $lte: to }) } },
      { [field]: { $lte: -from, ...(to !== null && { $gte: -to }) } },
    ],
  };
}

function absolute(amount: Fen): Fen {
  return amount < 0n ? -amount : amount;
}
