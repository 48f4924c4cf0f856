/** The reference after this one where it ends in digits: they are counted up, and keep their zeros in front. */
export function nextReference(reference: string): string {
  const [, before = '', digits = ''] = reference.match(/^(.*?)(\d+)$/) ?? [];
  if (digits === '') return '';
  return before + String(BigInt(digits) + 1n).padStart(digits.length, '0');
}
