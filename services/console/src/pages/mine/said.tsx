/** What was done, above what is shown then. It takes the keyboard: the button that was pressed may be gone with it. */
import { useEffect, useRef } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { Notice } from '../../kit/notice.tsx';

export function Said() {
  const { state, key } = useLocation();
  const element = useRef<HTMLDivElement>(null);
  const said = (state as { said?: string } | null)?.said;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each that is said
  useEffect(() => element.current?.focus(), [key]);
  return said ? <Notice ref={element} type="success" title={said} role="status" tabIndex={-1} /> : null;
}

/** Says it beside another address of the page, or the same; going on from there, it is said no longer. */
export function useSay() {
  const navigate = useNavigate();
  const { search } = useLocation();
  return (said: string, to = search) => navigate({ search: to }, { replace: to === search, state: { said } });
}
