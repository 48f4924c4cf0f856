/**
 * Amounts as the graph writes them, decimal strings in yuan; they never become numbers. Thousands are grouped by a comma
 * that the style sheet draws, so what is copied is the amount itself.
 */
import './money.css';

export function Money({ of, sign = false }: { readonly of: string | null; readonly sign?: boolean }) {
  if (of === null) return <span className="money">—</span>;
  const [whole = '', decimals = '00'] = of.replace('-', '').split('.');
  const mark = of.startsWith('-') ? '-' : sign ? '+' : '';
  return (
    <span className={mark === '-' ? 'money negative' : 'money'}>
      {mark}
      <Thousands of={whole} />.{decimals}
    </span>
  );
}

/** A whole number, grouped in the same way. */
export function Count({ of }: { readonly of: string | number }) {
  return (
    <span className="money">
      <Thousands of={String(of)} />
    </span>
  );
}

function Thousands({ of }: { readonly of: string }) {
  const groups = of.replaceAll(/\B(?=(\d{3})+$)/g, ' ').split(' ');
  return groups.map((group, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: groups of digits have nothing but their place
    <span key={at} className={at < groups.length - 1 ? 'thousand' : undefined}>
      {group}
    </span>
  ));
}

/** For texts, where no style sheet reaches: 1,234.50. */
export function moneyText(amount: string): string {
  const [whole = '', decimals = '00'] = amount.split('.');
  return `${countText(whole)}.${decimals}`;
}

/** A whole number likewise: 1,234. */
export function countText(count: string | number): string {
  return String(count).replaceAll(/\B(?=(\d{3})+$)/g, ',');
}

/** Whether it is more than nothing, less, or nothing at all. */
export function signOf(amount: string): -1 | 0 | 1 {
  if (!/[1-9]/.test(amount)) return 0;
  return amount.startsWith('-') ? -1 : 1;
}
