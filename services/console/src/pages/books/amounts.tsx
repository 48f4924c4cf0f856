/** Amounts as books have them: a balance without sign beside its side, nothing where nothing moved. */

import type { BalanceSide } from '../../graph/types.ts';
import { Money, signOf } from '../../kit/money.tsx';
import { say, useLanguage } from '../../language/text.ts';
import { sides } from './texts.ts';

export function Side({ of }: { readonly of: BalanceSide }) {
  const { language } = useLanguage();
  return <>{say(sides[of], language)}</>;
}

export function Balance({ of }: { readonly of: string }) {
  return <Money of={of.replace('-', '')} />;
}

export function Moved({ of }: { readonly of: string }) {
  return signOf(of) === 0 ? null : <Money of={of} />;
}

/** The columns of a table that hold amounts. */
export const amountColumn = { align: 'right' } as const;
