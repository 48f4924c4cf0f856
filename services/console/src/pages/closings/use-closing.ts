/** Closes month after month, each by itself: what is refused of one keeps no other. */
import { useApolloClient } from '@apollo/client/react';
import { useRef, useState } from 'react';
import type { RefusalFragment } from '../../kit/refused.generated.ts';
import { CloseOneOfManyDocument, type ClosingsQuery } from './closings.generated.ts';

export type Row = NonNullable<ClosingsQuery['agreements']>['edges'][number]['node'];
type Outcome = 'UNDER_WAY' | 'DONE' | RefusalFragment;

export interface Closing {
  /** By the agreement's code; what was not begun is not there. */
  readonly outcomes: Readonly<Record<string, Outcome>>;
  readonly isRunning: boolean;
  /** What ended it before its end: what is not done can be closed again. */
  readonly failure: unknown;
  close(rows: readonly Row[]): Promise<void>;
}

export function useClosing(): Closing {
  const client = useApolloClient();
  const underWay = useRef(false);
  const [isRunning, setRunning] = useState(false);
  const [outcomes, setOutcomes] = useState<Closing['outcomes']>({});
  const [failure, setFailure] = useState<unknown>(null);
  const tell = (code: string, outcome: Outcome) => setOutcomes((now) => ({ ...now, [code]: outcome }));

  const close = async (rows: readonly Row[]) => {
    if (underWay.current) return;
    underWay.current = true;
    setRunning(true);
    setFailure(null);
    try {
      for (const { code, month } of rows) {
        if (!month) continue;
        tell(code, 'UNDER_WAY');
        const input = { agreement: code, period: month.period, closings: month.closings };
        const { data } = await client.mutate({ mutation: CloseOneOfManyDocument, variables: { input } });
        const answer = data?.closePeriod;
        tell(code, answer?.__typename === 'Refused' ? answer : 'DONE');
      }
      await client.refetchQueries({ include: 'active' });
    } catch (error) {
      setFailure(error);
      setOutcomes((now) => Object.fromEntries(Object.entries(now).filter(([, each]) => each !== 'UNDER_WAY')));
    } finally {
      underWay.current = false;
      setRunning(false);
    }
  };
  return { outcomes, isRunning, failure, close };
}
