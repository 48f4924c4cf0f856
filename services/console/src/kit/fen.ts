/** Amounts added and compared in the browser: as whole fen in a BigInt, never as a number. */
export function fenOf(amount: string): bigint {
  const [whole = '0', decimals = ''] = amount.replace('-', '').split('.');
  const fen = BigInt(whole) * 100n + BigInt(decimals.padEnd(2, '0'));
  return amount.startsWith('-') ? -fen : fen;
}

export function amountOf(fen: bigint): string {
  const digits = (fen < 0n ? -fen : fen).toString().padStart(3, '0');
  return `${fen < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

export function sumOf(amounts: readonly string[]): string {
  return amountOf(amounts.reduce((sum, amount) => sum + fenOf(amount), 0n));
}

export function difference(amount: string, from: string): string {
  return amountOf(fenOf(amount) - fenOf(from));
}

/** How long a bar is: nothing is computed from it, and what is read stands beside it in words. */
export function lengthOf(amount: string): number {
  return Number(amount);
}
