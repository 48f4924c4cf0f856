/** The months that a list is asked for in an address: one, or as far as another. */
import { parsePeriod } from '@hh/kernel/period.ts';
import { isRefusal, type Language, type Refusal, refuse } from '@hh/kernel/refusal.ts';
import type { MonthRange } from './balance.ts';

export function monthRangeOf(query: { readonly period?: unknown; readonly through?: unknown }): MonthRange | Refusal {
  if (query.period === undefined)
    return refuse('PARAMETER_MISSING', { field: 'period', name: 'period', example: '2025-11' });
  const period = parsePeriod(query.period);
  if (isRefusal(period)) return period.at('period');
  const through = query.through === undefined ? period : parsePeriod(query.through);
  if (isRefusal(through)) return through.at('through');
  return through < period ? refuse('ENDS_BEFORE_START', { field: 'through' }) : { period, through };
}

/** As a list is named after it. */
export function shownRange({ period, through }: MonthRange, language: Language): string {
  return period === through ? period : `${period}${language === 'zh' ? '至' : ' to '}${through}`;
}
