/**
 * How personal data is shown to those whose work does not need it (PIPL, article 6): 张*, 欧*华, 138****5678.
 * Characters are counted as code points, since rare ones of GB 18030 are surrogate pairs.
 */

/** 1 character as is; 2: the second hidden; 3 and more: first and last stay. */
export function maskName(name: string): string {
  const characters = [...name];
  if (characters.length <= 1) return name;
  if (characters.length === 2) return `${characters[0]}*`;
  return `${characters[0]}${'*'.repeat(characters.length - 2)}${characters.at(-1)}`;
}

/** Mobile `138****1234`; landline `0539-****123`; anything else is hidden but for its last two digits. */
export function maskPhone(phone: string): string {
  if (/^1[3-9]\d{9}$/.test(phone)) return `${phone.slice(0, 3)}****${phone.slice(-4)}`;
  const landline = /^(0\d{2,3})-?\d{4,5}(\d{3})$/.exec(phone);
  if (landline) return `${landline[1]}-****${landline[2]}`;
  return `${'*'.repeat(Math.max(0, phone.length - 2))}${phone.slice(-2)}`;
}
