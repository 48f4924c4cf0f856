/** The views of one page beside each other: links, so that each can be sent to somebody, and is reached by keys. */
import { Link } from 'react-router';
import './views.css';

interface ViewsProps<View extends string> {
  readonly label: string;
  readonly of: readonly (readonly [view: View, name: string])[];
  readonly shown: View;
}

/** Which one is shown stands in the address as `view`; `useChoice` reads it. */
export function Views<View extends string>({ label, of: views, shown }: ViewsProps<View>) {
  return (
    <nav className="views" aria-label={label}>
      {views.map(([view, name]) => (
        <Link key={view} to={{ search: `?view=${view}` }} aria-current={view === shown ? 'page' : undefined}>
          {name}
        </Link>
      ))}
    </nav>
  );
}
