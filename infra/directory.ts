/** Who is who, asked of the graph as the system: the identity of the gateway knows no service. */
import type { AskGraph } from '@hh/service/service.ts';

const DEMO_ACCOUNT = /* GraphQL */ `
  query DemoAccount($persona: ID!) {
    demoAccount(persona: $persona) { person grants }
  }
`;

const AUTHENTICATE_CLIENT = /* GraphQL */ `
  query AuthenticateClient($id: ID!, $secret: String!) {
    authenticateClient(id: $id, secret: $secret) { id enterprise }
  }
`;

export interface DemoAccount {
  readonly person: string;
  readonly grants: readonly string[];
}

export interface ClientIdentity {
  readonly id: string;
  readonly enterprise: string;
}

export function directoryOf(ask: AskGraph) {
  return {
    demoAccount: async (persona: string) =>
      (await ask<{ demoAccount: DemoAccount | null }>(DEMO_ACCOUNT, { persona })).demoAccount,
    authenticateClient: async (id: string, secret: string) =>
      (await ask<{ authenticateClient: ClientIdentity | null }>(AUTHENTICATE_CLIENT, { id, secret }))
        .authenticateClient,
  };
}
