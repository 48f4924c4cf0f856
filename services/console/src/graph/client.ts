/**
 * How pages ask the graph. Each document is sent by its hash, which the gateway knows (`documents.json`); one that it
 * does not know is sent again as text, which is how an older page asks a newer gateway. A request that got no answer is
 * sent again as it was: reading changes nothing, and each command carries the id by which a repetition is the same one.
 */
import { ApolloClient, ApolloLink, HttpLink, InMemoryCache, ServerError, type TypePolicy } from '@apollo/client';
import { SetContextLink } from '@apollo/client/link/context';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import { RetryLink } from '@apollo/client/link/retry';
import type { DocumentNode } from 'graphql';
import type { Language } from '../language/text.ts';
import { headersFor } from '../session/headers.ts';
import { documentIds } from './document-ids.ts';
import { possibleTypes } from './possible-types.ts';

declare module '@apollo/client' {
  namespace ApolloClient {
    namespace DeclareDefaultOptions {
      /** A page shows what there is where one service is away, and says what is missing. */
      interface WatchQuery {
        errorPolicy: 'all';
      }
    }
  }
}

const ATTEMPTS = 5;

/** One thing by its code, and of each place one of each part: what several questions ask of them is kept together. */
const byCode: TypePolicy = { keyFields: ({ code }) => (code ? ['code'] : false) };
const partOf: TypePolicy = { merge: true };
const typePolicies = {
  Book: byCode,
  BankAccount: byCode,
  County: byCode,
  Community: byCode,
  Compound: byCode,
  OrganizationFigures: partOf,
  VolunteersFigures: partOf,
  PropertyFigures: partOf,
  EconomyFigures: partOf,
  PublicRevenue: partOf,
  Me: partOf,
};

export function createClient(language: () => Language): ApolloClient {
  const again = new RetryLink({
    delay: { initial: 300, max: 5_000 },
    attempts: (attempt, _, error) => attempt < ATTEMPTS && isUnanswered(error),
  });
  const asWho = new SetContextLink(async ({ headers }) => ({
    headers: { ...headers, ...(await headersFor(language())) },
  }));
  const byHash = new PersistedQueryLink({ generateHash: idOf, disable: () => false });
  return new ApolloClient({
    link: ApolloLink.from([again, asWho, byHash, new HttpLink({ uri: '/graphql' })]),
    cache: new InMemoryCache({ typePolicies, possibleTypes }),
    defaultOptions: {
      watchQuery: { fetchPolicy: 'cache-and-network', errorPolicy: 'all' },
      query: { fetchPolicy: 'no-cache' },
      mutate: { fetchPolicy: 'no-cache' },
    },
  });
}

function idOf(document: DocumentNode): string {
  const operation = document.definitions.find(({ kind }) => kind === 'OperationDefinition');
  const name = operation && 'name' in operation ? operation.name?.value : undefined;
  const id = name && documentIds[name];
  if (!id) throw new Error(`${name ?? 'a document without a name'} has no id: run npm run documents`);
  return id;
}

/** The network failed, or the gateway could not get to it: nobody said no. */
function isUnanswered(error: unknown): boolean {
  return ServerError.is(error) ? error.statusCode >= 502 && error.statusCode <= 504 : error instanceof TypeError;
}
