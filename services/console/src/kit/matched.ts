/** What tells a match of bank lines and book items from others. */
interface Matched {
  readonly lines: readonly {
    readonly line: { readonly bookedOn: string; readonly counterparty: string | null; readonly memo: string } | null;
  }[];
  readonly items: readonly { readonly voucherNumber: string }[];
}

/** Its lines at the bank, and its vouchers where there are none. */
export function whichOf({ lines, items }: Matched): string {
  const shown = lines.flatMap(({ line }) => (line ? [`${line.bookedOn} ${line.counterparty || line.memo}`] : []));
  return (shown.length > 0 ? shown : items.map(({ voucherNumber }) => voucherNumber)).join(' · ');
}
