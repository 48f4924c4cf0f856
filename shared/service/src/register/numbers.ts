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
  const counter = await counters(writer).findOneAndUpdate(
    { _id: `${type} ${day}` },
    { $inc: { last: count } },
    { upsert: true, returnDocument: 'after', session },
  );
  const last = counter?.last ?? count;
  return Array.from({ length: count }, (_, index) => `${day}-${String(last - count + index + 1).padStart(4, '0')}`);
}

/** Numbers that rows bring along, such as those of an earlier system: what is counted later goes on after them. */
export async function passNumbers(
  { writer }: RegisterParts,
  { type }: Register,
  numbers: readonly string[],
  { session }: Transaction,
): Promise<void> {
  const days = Map.groupBy(
    numbers.filter((number) => NUMBER.test(number)),
    (number) => number.slice(0, 8),
  );
  if (days.size === 0) return;
  await counters(writer).bulkWrite(
    [...days].map(([day, own]) => ({
      updateOne: {
        filter: { _id: `${type} ${day}` },
        update: { $max: { last: Math.max(...own.map((number) => Number(number.slice(9)))) } },
        upsert: true,
      },
    })),
    { session },
  );
}

const NUMBER = /^\d{8}-\d{4,}$/;

function counters({ connection }: RegisterParts['writer']) {
  return connection.collection<{ _id: string; last: number }>('numbers');
}
