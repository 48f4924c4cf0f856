import { isRefusal } from '@hh/kernel/refusal.ts';
import { type Actor, canAt, isPlace, scopesOf } from '@hh/service/actor.ts';
import { connectionOf, type PageArguments, pageOf } from '@hh/service/connection.ts';
import { load, type RequestContext } from '@hh/service/context.ts';
import { refused } from '@hh/service/refused.ts';
import type { Resolvers } from '@hh/service/service.ts';
import { authenticateClient, type ClientParts, createClient, revokeClient, rotateSecret } from './client.commands.ts';
import type { Client } from './client.store.ts';
import { registerEnterprise } from './enterprise.commands.ts';
import type { Enterprise } from './enterprise.ts';

export function createEnterpriseResolvers(parts: ClientParts): Resolvers {
  const { enterprises, clients } = parts;
  return {
    Query: {
      enterprise: (_: unknown, { uscc }: { uscc: string }, { actor }: RequestContext) =>
        enterprises.readable(actor, uscc),
      enterprises: async (_: unknown, args: PageArguments, { actor }: RequestContext) => {
        // The register is the county's: whoever works in a part of it sees none, and an empty list would say there is none.
        if (!mayReadRegister(actor)) return null;
        const page = pageOf(args);
        const rows = await enterprises.page(actor, page);
        return connectionOf(
          page,
          rows,
          ({ uscc }) => [uscc],
          () => enterprises.count(actor),
        );
      },
      authenticateClient: async (_: unknown, { id, secret }: { id: string; secret: string }) =>
        await authenticateClient(parts, id, secret),
    },
    PartnerEnterprise: {
      __resolveReference: async ({ uscc }: { uscc: string }, context: RequestContext) => {
        const enterprise = await load(context, enterprises.byCodes, uscc);
        return enterprise && { ...enterprise };
      },
      clients: async ({ uscc }: Enterprise, _: unknown, context: RequestContext) => {
        const counties = await enterprises.countiesOf(uscc);
        return canAt(context.actor, 'clients:manage', uscc, ...counties)
          ? await load(context, clients.ofEnterprises, uscc)
          : null;
      },
    },
    AuditEntry: {
      machine: ({ by, byKind }: { by: string; byKind: string }, _: unknown, context: RequestContext) =>
        byKind === 'MACHINE' ? load(context, clients.namesByIds, by) : null,
    },
    EnterpriseClient: { validSecrets: ({ secretHashes }: Client) => secretHashes.length },
    Mutation: {
      registerEnterprise: async (_: unknown, { input }: { input: Enterprise }, { actor }: RequestContext) => {
        const enterprise = actor && (await registerEnterprise(parts, actor, input));
        return isRefusal(enterprise)
          ? refused(enterprise)
          : enterprise && { __typename: 'EnterpriseRegistered', enterprise };
      },
      createClient: async (
        _: unknown,
        { input }: { input: { enterprise: string; name: string } },
        { actor }: RequestContext,
      ) => {
        const made = actor && (await createClient(parts, actor, input));
        return isRefusal(made) ? refused(made) : made && { __typename: 'ClientCreated', ...made };
      },
      rotateClientSecret: async (_: unknown, { input }: { input: { client: string } }, { actor }: RequestContext) => {
        const rotated = actor && (await rotateSecret(parts, actor, input.client));
        return isRefusal(rotated) ? refused(rotated) : rotated && { __typename: 'ClientSecretRotated', ...rotated };
      },
      revokeClient: async (_: unknown, { input }: { input: { client: string } }, { actor }: RequestContext) => {
        const client = actor && (await revokeClient(parts, actor, input.client));
        return isRefusal(client) ? refused(client) : client && { __typename: 'ClientRevoked', client };
      },
    },
  };
}

function mayReadRegister(actor: Actor | null): boolean {
  const scopes = scopesOf(actor, 'agreements:read');
  return (
    actor?.kind === 'SYSTEM' ||
    scopes.some((scope) => !isPlace(scope) || canAt(actor, 'agreements:read', scope.slice(0, 6)))
  );
}
