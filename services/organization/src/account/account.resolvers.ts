import type { Clock } from '@hh/kernel/clock.ts';
import { isRefusal } from '@hh/kernel/refusal.ts';
import { canAt, formatGrant, parseGrant, rolesOf } from '@hh/service/actor.ts';
import { badInput, connectionOf, type PageArguments, pageOf } from '@hh/service/connection.ts';
import { load, type RequestContext } from '@hh/service/context.ts';
import type { Connection } from '@hh/service/mongo.ts';
import type { Registered, Registers } from '@hh/service/register/registers.ts';
import type { Resolvers } from '@hh/service/service.ts';
import type { PersonStore } from '../person/person.store.ts';
import { type Person, parseWhole } from '../person/person.ts';
import type { AccountStore, DemoAccount } from './account.store.ts';
import { accountGrants, grantsInForce } from './grant.store.ts';
import { heldBy } from './grant-candidate.store.ts';
import { createUserAccountStore, type UserAccount } from './user-account.store.ts';

type BreakAssignee = Pick<UserAccount, 'person' | 'grants'>;

export const account: readonly Registered[] = [
  [accountGrants, { below: { County: 'accountGrants', Person: { field: 'accountGrants', by: 'person' } } }],
];

interface GrantCandidate {
  readonly person: Person;
  readonly scope: string;
  readonly posts: readonly string[];
  readonly appointments: readonly string[];
}

/** More of one name are told apart by a smaller place. */
const CANDIDATES_MAX = 10;

export function createAccountResolvers(parts: {
  readonly connection: Connection;
  readonly clock: Clock;
  readonly persons: PersonStore;
  readonly accounts: AccountStore;
  readonly made: Pick<Registers, 'own' | 'store'>;
}): Resolvers {
  const { connection, clock, persons, accounts, made } = parts;
  const { own, store } = made;
  const users = createUserAccountStore(connection);
  const types: Readonly<Record<number, string>> = { 6: 'County', 9: 'Street', 12: 'Community', 14: 'Compound' };
  /** Places of this service are found; a compound is another's, by its code alone. */
  const placeOfScope = async ({ scope }: { scope: string }, _: unknown, context: RequestContext) => {
    const __typename = /^\d+$/.test(scope) && types[scope.length];
    if (!__typename) return null;
    const find = own[__typename];
    const found = find ? await find(scope, context) : { code: scope };
    return found && { __typename, ...found };
  };
  const inForce = grantsInForce(store(accountGrants));
  return {
    Query: {
      demoAccount: (_: unknown, { persona }: { persona: string }) => accounts.byPersona(persona),
      demoPersonas: () => accounts.all(),
    },
    County: {
      grantCandidates: async (
        { code }: { code: string },
        asked: Parameters<typeof parseWhole>[1],
        { actor, requestId }: RequestContext,
      ): Promise<readonly GrantCandidate[] | null> => {
        if (!actor || !canAt(actor, 'accounts:manage', code)) return null;
        const whole = parseWhole(code, asked);
        if (isRefusal(whole)) throw badInput(whole);
        const found = await persons.whole(code, whole, CANDIDATES_MAX);
        // Whose a number is, is told by it as well as it is read: the record is stored before that.
        const record = {
          county: code,
          field: 'phone',
          by: actor.id,
          purpose: '查找授权对象',
          requestId,
          at: clock.now(),
        };
        if ('phone' in whole) for (const { id } of found) await persons.recordAccess({ ...record, person: id });
        const held = await heldBy(
          connection,
          found.map(({ id }) => id),
        );
        return found.map((person) => ({
          person,
          scope: person.place,
          posts: held.posts.get(person.id) ?? [],
          appointments: held.appointments.get(person.id) ?? [],
        }));
      },
      accounts: async ({ code }: { code: string }, args: PageArguments, { actor }: RequestContext) => {
        if (!canAt(actor, 'accounts:manage', code)) return null;
        const page = pageOf(args);
        const found = await users.page(code, {}, page);
        return connectionOf(
          page,
          found,
          ({ person }) => [person],
          () => users.count(code, {}),
        );
      },
      breakAssignees: async (
        { code }: { code: string },
        { person: wanted, ...args }: PageArguments & { readonly person?: string | null },
        { actor }: RequestContext,
      ) => {
        if (!canAt(actor, 'breaks:work', code)) return null;
        const page = pageOf(args);
        const anyOf = rolesOf('breaks:work').map((role) => formatGrant({ role, scope: code }));
        const only = { anyOf, ...(wanted != null && { person: wanted }) };
        const found = await users.page(code, only, page);
        const rows = found.map(({ person, grants }) => ({
          person,
          grants: grants.filter((each) => anyOf.includes(each)),
        }));
        return connectionOf(
          page,
          rows,
          ({ person }) => [person],
          () => users.count(code, only),
        );
      },
    },
    GrantCandidate: { place: placeOfScope },
    AccountGrant: { place: placeOfScope },
    Grant: { place: placeOfScope },
    Place: { __resolveType: ({ __typename }: { __typename: string }) => __typename },
    BreakAssignee: {
      person: ({ person }: BreakAssignee, _: unknown, context: RequestContext) => own.Person?.(person, context),
      roles: ({ grants }: BreakAssignee) => grants.flatMap((grant) => parseGrant(grant)?.role ?? []),
    },
    UserAccount: {
      person: ({ person }: UserAccount, _: unknown, context: RequestContext) => own.Person?.(person, context),
      grants: ({ grants }: UserAccount) => grants.flatMap((grant) => parseGrant(grant) ?? []),
    },
    DemoAccount: {
      // A persona signs in with what it is, and with what an administrator has given it since.
      grants: async ({ person, grants }: DemoAccount, _: unknown, context: RequestContext) => [
        ...new Set([...grants, ...((await load(context, inForce, person)) ?? [])]),
      ],
    },
  };
}
