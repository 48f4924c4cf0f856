/** The answer to a query when it is there, until then that it is coming, and else what went wrong. */
import type { ReactNode } from 'react';
import { Failure } from './failure.tsx';
import { Waiting } from './waiting.tsx';

interface Asked<Data> {
  readonly data?: Data | undefined;
  readonly error?: unknown;
  refetch(): unknown;
}

export function Answer<Data>({ to, children }: { to: Asked<Data>; children: (data: Data) => ReactNode }) {
  const { data, error } = to;
  return (
    <>
      {error ? <Failure error={error} again={() => to.refetch()} /> : null}
      {data ? children(data) : error ? null : <Waiting />}
    </>
  );
}
