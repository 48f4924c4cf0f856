/** One command for each of many, one after another and each by itself: what is refused of one keeps no other. */
import type { TypedDocumentNode } from '@apollo/client';
import { useApolloClient } from '@apollo/client/react';
import { useRef, useState } from 'react';
import type { RefusalFragment } from './refused.generated.ts';
import { answerIn } from './use-command.ts';

export type Outcome = 'UNDER_WAY' | 'DONE' | RefusalFragment;

export interface Each<Row> {
  /** By the row's key; what was not begun is not there. */
  readonly outcomes: Readonly<Record<string, Outcome>>;
  /** Those that were begun, as they were then. */
  readonly rows: readonly Row[];
  readonly isRunning: boolean;
  /** What ended it before its end: what is not done can be done again. */
  readonly failure: unknown;
  run(rows: readonly Row[]): Promise<void>;
}

/** For a mutation of one field whose answer is a union with Refused. */
export function useEach<Row, Data extends { __typename: 'Mutation' }, Variables extends Record<string, unknown>>(
  document: TypedDocumentNode<Data, Variables>,
  keyOf: (row: Row) => string,
  variablesOf: (row: Row) => Variables,
): Each<Row> {
  const client = useApolloClient();
  const underWay = useRef(false);
  const [isRunning, setRunning] = useState(false);
  const [outcomes, setOutcomes] = useState<Each<Row>['outcomes']>({});
  const [rows, setRows] = useState<readonly Row[]>([]);
  const [failure, setFailure] = useState<unknown>(null);
  const tell = (key: string, outcome: Outcome) => setOutcomes((now) => ({ ...now, [key]: outcome }));

  const run = async (chosen: readonly Row[]) => {
    if (underWay.current) return;
    underWay.current = true;
    setRunning(true);
    setFailure(null);
    try {
      for (const row of chosen) {
        const key = keyOf(row);
        setRows((now) => [...now.filter((each) => keyOf(each) !== key), row]);
        tell(key, 'UNDER_WAY');
        const { data } = await client.mutate({ mutation: document, variables: variablesOf(row) } as never);
        const answer = answerIn(data as Data);
        tell(key, answer?.__typename === 'Refused' ? (answer as RefusalFragment) : 'DONE');
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
  return { outcomes, rows, isRunning, failure, run };
}
