/** Which lines of an account somebody asks for, as conditions of the database. */
import type { LocalDate } from '@hh/kernel/period.ts';
import { type AmountRange, holding, ofAmount } from './found-by.ts';

export interface LineFilter extends AmountRange {
  readonly state?: 'UNMATCHED' | 'MATCHED' | null;
  readonly from?: LocalDate | null;
  readonly to?: LocalDate | null;
  readonly statement?: string | null;
  /** Of the likeliest suggestion; of open lines only. */
  readonly suggestedBy?: string | null;
  readonly confidenceFrom?: bigint | null;
  readonly text?: string | null;
  readonly counterparty?: string | null;
}

/** Of what is found by more than an account, a state, a statement or days. */
export function conditionsOf(filter: LineFilter): readonly object[] {
  return [
    suggested(filter),
    holding(filter.text, ['counterparty', 'memo', 'reference']),
    holding(filter.counterparty, ['counterparty']),
    ofAmount(filter, 'amount'),
  ];
}

function suggested({ suggestedBy, confidenceFrom }: LineFilter): object {
  return {
    ...(suggestedBy != null || confidenceFrom != null ? { isOpen: true, 'suggestions.0': { $exists: true } } : {}),
    ...(suggestedBy != null ? { 'suggestions.0.rule': suggestedBy } : {}),
    ...(confidenceFrom != null ? { 'suggestions.0.confidenceBp': { $gte: Number(confidenceFrom) } } : {}),
  };
}

export function between({ from, to }: { readonly from?: LocalDate | null; readonly to?: LocalDate | null }): object {
  return from || to ? { bookedOn: { ...(from && { $gte: from }), ...(to && { $lte: to }) } } : {};
}
