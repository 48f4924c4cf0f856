/** Why the graph refused what was asked of it, in its own words. */
import { Notice } from './notice.tsx';
import type { RefusalFragment } from './refused.generated.ts';

export function Refusal({ of }: { readonly of: RefusalFragment | null }) {
  return of ? <Notice type="warning" title={of.message} data-refusal={of.refusal} /> : null;
}
