/**
 * A command to the graph: run once however often it is clicked, answered by what was done or by a refusal. After what
 * was done, and after a refusal because somebody else was quicker, what is open asks anew; what was typed stays.
 */
import type { TypedDocumentNode } from '@apollo/client';
import { useApolloClient } from '@apollo/client/react';
import { useRef, useState } from 'react';
import type { RefusalFragment } from './refused.generated.ts';
import { sayShownAnew } from './shown-anew.tsx';

type Answer = { readonly __typename: string } | null;
export type Done<Data> = Exclude<Data[Exclude<keyof Data, '__typename'>], null | RefusalFragment>;

/** What came of trying, where it was not done. */
export interface Tried {
  readonly refusal: RefusalFragment | null;
  readonly failure: unknown;
}

export interface Command<Data, Variables> extends Tried {
  /** Null where it was refused or failed; the reason stands beside. */
  run(variables: Variables): Promise<Done<Data> | null>;
  readonly isRunning: boolean;
  forget(): void;
}

/** For a mutation of one field whose answer is a union with Refused. */
export function useCommand<Data extends { __typename: 'Mutation' }, Variables extends Record<string, unknown>>(
  document: TypedDocumentNode<Data, Variables>,
): Command<Data, Variables> {
  const client = useApolloClient();
  const underWay = useRef(false);
  const [isRunning, setRunning] = useState(false);
  const [refusal, setRefusal] = useState<RefusalFragment | null>(null);
  const [failure, setFailure] = useState<unknown>(null);

  const forget = () => {
    setRefusal(null);
    setFailure(null);
  };
  const run = async (variables: Variables) => {
    if (underWay.current) return null;
    underWay.current = true;
    setRunning(true);
    forget();
    sayShownAnew(null);
    try {
      const { data } = await client.mutate({ mutation: document, variables } as never);
      const answer = answerIn(data as Data);
      const refused = answer?.__typename === 'Refused' ? (answer as RefusalFragment) : null;
      setRefusal(refused);
      if (refused && isAboutWhatIsShown(refused)) sayShownAnew(refused.message);
      if (!refused || isAboutWhatIsShown(refused)) await client.refetchQueries({ include: 'active' });
      return refused ? null : (answer as Done<Data>);
    } catch (error) {
      setFailure(error);
      return null;
    } finally {
      underWay.current = false;
      setRunning(false);
    }
  };
  return { run, isRunning, refusal, failure, forget };
}

/** It was decided on something that is so no longer. */
export function isAboutWhatIsShown({ refusal }: RefusalFragment): boolean {
  return refusal === 'CHANGED_MEANWHILE' || refusal === 'STATE_NOT_ALLOWED' || refusal === 'ALREADY_MATCHED';
}

/** The one field that was asked for. */
export function answerIn(data: Record<string, unknown>): Answer {
  const [answer] = Object.entries(data).flatMap(([field, value]) => (field === '__typename' ? [] : [value as Answer]));
  return answer ?? null;
}

/** The id by which the repetition of a command is the same one: until it is done it stays, the next has another. */
export function useCommandId(): { readonly id: string; renew(): void } {
  const [id, setId] = useState(newCommandId);
  return { id, renew: () => setId(newCommandId()) };
}

/** `crypto.randomUUID` is only there over TLS and on the same machine. */
export function newCommandId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
