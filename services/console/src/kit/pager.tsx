/**
 * The way to the pages of a list before and after the one that is seen; nothing where there are none. A way that has come
 * to its end keeps the focus of whoever went it by keys, and so is not `disabled`.
 */
import { useTexts } from '../language/text.ts';
import type { ListPage, PageInfo } from './list-page.ts';
import './plain-button.css';
import { kitTexts } from './texts.ts';

export function Pager({ of, page }: { readonly of: PageInfo; readonly page: ListPage }) {
  const t = useTexts(kitTexts);
  if (!of.hasPreviousPage && !of.hasNextPage) return null;
  const ways = [
    { way: t.previous, isThere: of.hasPreviousPage, turn: page.previous },
    { way: t.next, isThere: of.hasNextPage, turn: page.next },
  ];
  return (
    <span className="plain-buttons">
      {ways.map(({ way, isThere, turn }) => (
        <button
          key={way}
          type="button"
          className="plain-button small"
          aria-disabled={!isThere}
          onClick={() => isThere && turn(of)}
        >
          {way}
        </button>
      ))}
    </span>
  );
}
