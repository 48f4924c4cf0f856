/** Why the graph refused what was asked of it, in its own words. */
import { Alert } from 'antd';
import type { RefusalFragment } from './refused.generated.ts';

export function Refusal({ of }: { readonly of: RefusalFragment | null }) {
  return of ? <Alert type="warning" showIcon title={of.message} data-refusal={of.refusal} /> : null;
}
