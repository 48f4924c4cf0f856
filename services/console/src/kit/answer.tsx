/** The answer to a query when it is there, until then that it is coming, and else what went wrong. */
import { CombinedGraphQLErrors } from '@apollo/client';
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
      {error && !(data && isAboutRights(error)) ? <Failure error={error} again={() => to.refetch()} /> : null}
      {data ? children(data) : error ? null : <Waiting />}
    </>
  );
}

/** A part of the answer is not for the viewer: it is null there, and what stands around it says so. */
function isAboutRights(error: unknown): boolean {
  return (
    CombinedGraphQLErrors.is(error) &&
    error.errors.every(({ extensions }) => extensions?.code === 'UNAUTHENTICATED' || extensions?.code === 'FORBIDDEN')
  );
}
