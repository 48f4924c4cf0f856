/** What a run is about, for those who may know; else its number, to tell it by. */
import { Typography } from 'antd';
import type { RunRowFragment } from './operations.generated.ts';

export function Subject({ of: { id, allocation } }: { readonly of: Pick<RunRowFragment, 'id' | 'allocation'> }) {
  if (allocation?.agreement)
    return (
      <>
        {allocation.agreement.code} {allocation.agreement.name} · {allocation.period}
      </>
    );
  return <Typography.Text copyable={{ text: id }}>…{id.slice(-8)}</Typography.Text>;
}
