import type { ReactNode } from 'react';

interface PartProps {
  readonly title: string;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A part of the page with a heading of its own. */
export function Part({ title, className = '', children }: PartProps) {
  return (
    <section className={`public-revenue-part ${className}`}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}
