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

/** Which of them; what is left out does not matter. */
export interface UserAccountFilter {
  /** Who has one of these in force, each as ROLE@scope. */
  readonly anyOf?: readonly string[];
  readonly person?: string;
}

export function createUserAccountStore(connection: Connection) {
  const grants = connection.collection(accountGrants.collection);
  const byPerson = (county: string, { anyOf, ...person }: UserAccountFilter) => [
    { $match: { county, ...person, state: 'IN_FORCE' } },
    { $project: { _id: 0, person: 1, grants: [{ $concat: ['$role', '@', '$scope'] }] } },
    {
      $unionWith: {
        coll: accountsCollection.name,
        pipeline: [{ $match: { county, ...person } }, { $project: { _id: 0, person: 1, grants: 1, persona: '$_id' } }],
      },
    },
    { $group: { _id: '$person', persona: { $max: '$persona' }, grants: { $push: '$grants' } } },
    ...(anyOf ? [{ $match: { grants: { $elemMatch: { $elemMatch: { $in: [...anyOf] } } } } }] : []),
  ];
  return {
    async page(county: string, only: UserAccountFilter, page: Page): Promise<readonly UserAccount[]> {
      const { filter, sort, limit } = pageQuery(page, ['_id']);
      const rows = await grants
        .aggregate<{ _id: string; persona: string | null; grants: string[][] }>([
          ...byPerson(county, only),
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

    async count(county: string, only: UserAccountFilter): Promise<number> {
      const [found] = await grants.aggregate<{ n: number }>([...byPerson(county, only), { $count: 'n' }]).toArray();
      return found?.n ?? 0;
    },
  };
}
