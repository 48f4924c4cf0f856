/** Who may sign in, and as what: the personas of the demonstration, and whoever an administrator has given a role. */
import { type Page, pageQuery } from '@hh/service/connection.ts';
import type { Connection } from '@hh/service/mongo.ts';
import { accountsCollection } from './account.store.ts';
import { accountGrants } from './grant.store.ts';

export interface UserAccount {
  /** The person's id. */
  readonly person: string;
  readonly persona: string | null;
  /** In force, each as ROLE@scope. */
  readonly grants: readonly string[];
}

export function createUserAccountStore(connection: Connection) {
  const grants = connection.collection(accountGrants.collection);
  const byPerson = (county: string) => [
    { $match: { county, state: 'IN_FORCE' } },
    { $project: { _id: 0, person: 1, grants: [{ $concat: ['$role', '@', '$scope'] }] } },
    {
      $unionWith: {
        coll: accountsCollection.name,
        pipeline: [{ $match: { county } }, { $project: { _id: 0, person: 1, grants: 1, persona: '$_id' } }],
      },
    },
    { $group: { _id: '$person', persona: { $max: '$persona' }, grants: { $push: '$grants' } } },
  ];
  return {
    async page(county: string, page: Page): Promise<readonly UserAccount[]> {
      const { filter, sort, limit } = pageQuery(page, ['_id']);
      const rows = await grants
        .aggregate<{ _id: string; persona: string | null; grants: string[][] }>([
          ...byPerson(county),
          { $match: filter },
          { $sort: sort },
          { $limit: limit },
        ])
        .toArray();
      return rows.map(({ _id, persona, grants }) => ({
        person: _id,
        persona,
        grants: [...new Set(grants.flat())].toSorted(),
      }));
    },

    async count(county: string): Promise<number> {
      const [found] = await grants.aggregate<{ n: number }>([...byPerson(county), { $count: 'n' }]).toArray();
      return found?.n ?? 0;
    },
  };
}
