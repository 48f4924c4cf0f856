/** Lines and items from text tables that say only what a test is about. */
import { parseMoney } from '@hh/kernel/money.ts';
import type { LocalDate, Period } from '@hh/kernel/period.ts';
import { must } from '@hh/kernel/refusal.ts';
import { parseTable } from '@hh/testing/table.ts';
import type { BankLine, OpenItem } from '../sides.ts';

/** `line | day | amount | from | memo`: amounts in yuan, a day of November 2025, from a name or `name / account`. */
export function linesOf(table: string): BankLine[] {
  return parseTable<'line' | 'day' | 'amount' | 'from' | 'memo'>(table).map(({ line, day, amount, from, memo }) => {
    const [counterparty = '', counterpartyAccount = ''] = from.split(' / ');
    const bookedOn = `2025-11-${day.padStart(2, '0')}` as LocalDate;
    const reference = `serial of ${line}`;
    return { id: line, bookedOn, amount: must(parseMoney(amount)), counterparty, counterpartyAccount, memo, reference };
  });
}

/** `item | day | amount | who | named | group`: of October where the group says `october`; BOOKED where it says `booked`. */
export function itemsOf(table: string): OpenItem[] {
  return parseTable<'item' | 'day' | 'amount' | 'who' | 'named' | 'group'>(table).map((row) => ({
    id: row.item,
    kind: row.group === 'booked' ? 'BOOKED' : 'OWED',
    date: `2025-11-${row.day.padStart(2, '0')}` as LocalDate,
    amount: must(parseMoney(row.amount)),
    counterparties: listOf(row.who),
    references: listOf(row.named),
    group: row.group === 'booked' || row.group === '' ? null : row.group,
    period: (/\b(\d{4}-\d{2})\b/.exec(row.named)?.[1] ?? '2025-11') as Period,
  }));
}

function listOf(cell: string): string[] {
  return cell.split(', ').filter((each) => each !== '');
}
