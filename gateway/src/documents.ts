/** The parsed documents that are kept, bounded by what they hold as JSON: a large one takes as much as hundreds of small ones. */
import type { ApolloServerOptions } from '@apollo/server';
import { LeastRecent } from '@hh/service/least-recent.ts';

type DocumentStore = NonNullable<ApolloServerOptions<never>['documentStore']>;
type Document = NonNullable<Awaited<ReturnType<DocumentStore['get']>>>;

const KEPT_CHARACTERS = 8_000_000;

export function createDocumentStore(): DocumentStore {
  const kept = new LeastRecent<string, Document>(KEPT_CHARACTERS, (_, document) => JSON.stringify(document).length);
  return {
    get: async (key) => kept.get(key),
    set: async (key, document) => void kept.set(key, document),
    delete: async () => {
      throw new Error('documents are never deleted one by one');
    },
  };
}
