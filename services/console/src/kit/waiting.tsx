import { useTexts } from '../language/text.ts';
import { kitTexts } from './texts.ts';
import './waiting.css';

/** Stands where an answer will. */
export function Waiting({ rows = 6 }: { readonly rows?: number }) {
  const t = useTexts(kitTexts);
  return (
    <div className="waiting" role="status" aria-label={t.waiting} style={{ height: rows * 32 }}>
      <span />
    </div>
  );
}
