/** What is kept of every account's number: its last four signs, which tell another account's file. */
export const NUMBER_END = 4;

export function endOf(number: string): string {
  return number.replaceAll(/\s/g, '').slice(-NUMBER_END);
}
