/** The views of one page beside each other: links, so that each can be sent to somebody, and is reached by keys. */
import { Link, type To } from 'react-router';
import './views.css';

interface ViewsProps<View extends string> {
  readonly label: string;
  readonly of: readonly (readonly [view: View, name: string])[];
  readonly shown: View;
  /** Where each is; left out: which one is shown stands in the address as `view`, and `useChoice` reads it. */
  readonly to?: (view: View) => To;
}

const bySearch = (view: string): To => ({ search: `?view=${view}` });

export function Views<View extends string>({ label, of: views, shown, to = bySearch }: ViewsProps<View>) {
  return (
    <nav className="views" aria-label={label}>
      {views.map(([view, name]) => (
        <Link key={view} to={to(view)} aria-current={view === shown ? 'page' : undefined}>
          {name}
        </Link>
      ))}
    </nav>
  );
}
