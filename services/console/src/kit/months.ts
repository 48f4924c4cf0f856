/** Months as the graph writes them, `2025-11`: a step back and forth, and those up to one. */
export function monthOf(day: string): string {
  return day.slice(0, 7);
}

export function monthBeside(month: string, steps: number): string {
  const at = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + steps;
  return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`;
}

/** The last one is `month`. */
export function monthsUpTo(month: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => monthBeside(month, index - count + 1));
}

export function isMonth(text: string | null): text is string {
  return text !== null && /^\d{4}-(?:0[1-9]|1[0-2])$/.test(text);
}
