/** Numbers that people can say: the rows of a register counted through each day, `20260105-0001`. */
import type { Transaction } from '../writer.ts';
import type { RegisterParts } from './commands.ts';
import type { Register } from './register.ts';

/** The next ones of today; a transaction that is given up takes none. */
export async function nextNumbers(
  { writer, clock }: RegisterParts,
  { type }: Register,
  count: number,
  { session }: Transaction,
): Promise<string[]> {
  if (count === 0) return [];
  const day = clock.today().replaceAll('-', '');
  const counter = await writer.connection
    .collection<{ _id: string; last: number }>('numbers')
    .findOneAndUpdate(
      { _id: `${type} ${day}` },
      { $inc: { last: count } },
      { upsert: true, returnDocument: 'after', session },
    );
  const last = counter?.last ?? count;
  return Array.from({ length: count }, (_, index) => `${day}-${String(last - count + index + 1).padStart(4, '0')}`);
}
