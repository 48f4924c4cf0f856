import { useQuery } from '@apollo/client/react';
import { useEffect, useState } from 'react';
import { BankLineDetailDocument } from './line.generated.ts';
import type { LineDetail } from './line-panel.tsx';

/** Whoever runs through the list by the arrow keys does not ask for every line on the way. */
const RESTS_MS = 120;

export function useLineDetail(account: string, line: string | null) {
  const [rested, setRested] = useState(line);
  useEffect(() => {
    const timer = setTimeout(() => setRested(line), RESTS_MS);
    return () => clearTimeout(timer);
  }, [line]);
  const asked = useQuery(BankLineDetailDocument, {
    variables: { account, line: rested ?? '' },
    skip: rested === null,
    fetchPolicy: 'network-only',
  });
  const found = asked.data?.bankAccount?.line ?? null;
  const detail: LineDetail | null = found !== null && found.id === line ? found : null;
  return { detail, error: asked.error ?? null, refetch: asked.refetch };
}
