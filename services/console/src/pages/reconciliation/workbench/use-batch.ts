/** A batch that goes on by itself: looked at until it is over, then what is open asks anew. */
import { useApolloClient, useQuery } from '@apollo/client/react';
import { useEffect } from 'react';
import { BatchProgressDocument, type BatchProgressQuery } from './commands.generated.ts';

export type Batch = NonNullable<BatchProgressQuery['matchBatch']>;

const LOOK_MS = 400;

export function useBatch(id: string | null): { readonly batch: Batch | null; readonly failure: unknown } {
  const client = useApolloClient();
  const asked = useQuery(BatchProgressDocument, {
    variables: { id: id ?? '' },
    skip: id === null,
    fetchPolicy: 'network-only',
  });
  const batch = asked.data?.matchBatch?.id === id ? (asked.data?.matchBatch ?? null) : null;
  const isRunning = id !== null && (batch === null || batch.state === 'RUNNING');
  const { startPolling, stopPolling } = asked;
  useEffect(() => {
    if (!isRunning) return;
    startPolling(LOOK_MS);
    return () => {
      stopPolling();
      void client.refetchQueries({ include: 'active' });
    };
  }, [isRunning, startPolling, stopPolling, client]);
  return { batch, failure: asked.error ?? null };
}
