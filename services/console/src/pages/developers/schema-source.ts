/** The schema as the graph tells of itself: the one request here that is sent as text, since its answer is no page's data. */
import { buildClientSchema, type GraphQLSchema, getIntrospectionQuery } from 'graphql';
import { useEffect, useState } from 'react';

export interface Asked {
  readonly data: GraphQLSchema | undefined;
  readonly error: unknown;
  refetch(): void;
}

export function useSchema(): Asked {
  const [data, setData] = useState<GraphQLSchema>();
  const [error, setError] = useState<unknown>(null);
  const [times, setTimes] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, and once more when somebody asks for it
  useEffect(() => {
    setError(null);
    askSchema().then(setData, setError);
  }, [times]);
  return { data, error, refetch: () => setTimes((count) => count + 1) };
}

/** Asked once for all who look while the page stays open. */
let asked: Promise<GraphQLSchema> | null = null;

function askSchema(): Promise<GraphQLSchema> {
  asked ??= introspect().catch((error: unknown) => {
    asked = null;
    throw error;
  });
  return asked;
}

async function introspect(): Promise<GraphQLSchema> {
  const answer = await fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ query: getIntrospectionQuery() }),
  });
  const { data, errors } = await answer.json();
  if (errors) throw new Error(errors[0].message);
  return buildClientSchema(data);
}
