import { Skeleton } from 'antd';
import { useTexts } from '../language/text.ts';
import { kitTexts } from './texts.ts';

/** Stands where an answer will. */
export function Waiting({ rows = 6 }: { readonly rows?: number }) {
  const t = useTexts(kitTexts);
  return (
    <div role="status" aria-label={t.waiting}>
      <Skeleton active paragraph={{ rows }} />
    </div>
  );
}
