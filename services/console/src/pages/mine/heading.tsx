/** Of what was opened within the page: it takes the keyboard where what was pressed is gone. */
import { type ReactNode, useEffect, useRef } from 'react';
import { useLocation } from 'react-router';

export function Heading({ children }: { readonly children: ReactNode }) {
  const element = useRef<HTMLHeadingElement>(null);
  const { key } = useLocation();
  useEffect(() => {
    // A page that has just been loaded begins before its first link.
    if (key !== 'default' && document.activeElement === document.body) element.current?.focus();
  }, [key]);
  return (
    <h2 ref={element} tabIndex={-1}>
      {children}
    </h2>
  );
}
