/** The views of a page, as links: each has an address of its own. */
import { Link } from 'react-router';
import './reconciliation.css';

interface ViewsProps<View extends string> {
  readonly label: string;
  readonly path: string;
  /** The first is the one without a name in the address. */
  readonly views: readonly (readonly [view: View, title: string])[];
  readonly shown: View;
}

export function Views<View extends string>({ label, path, views, shown }: ViewsProps<View>) {
  return (
    <nav className="views" aria-label={label}>
      {views.map(([view, title], at) => (
        <Link
          key={view}
          to={at === 0 ? path : `${path}?view=${view}`}
          aria-current={view === shown ? 'page' : undefined}
        >
          {title}
        </Link>
      ))}
    </nav>
  );
}
