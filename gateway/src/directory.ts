/** Who is who, asked of the graph as the system: the identity of the gateway knows no service. */
import type { DemoPersona } from '@hh/gateway/sign-in.ts';
import type { AskGraph } from '@hh/service/service.ts';

const DEMO_ACCOUNT = /* GraphQL */ `
  query DemoAccount($persona: ID!) {
    demoAccount(persona: $persona) { person grants }
  }
`;

const DEMO_PERSONAS = /* GraphQL */ `
  query DemoPersonas {
    demoPersonas { persona nameZh nameEn }
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
    demoPersonas: async () => (await ask<{ demoPersonas: readonly DemoPersona[] }>(DEMO_PERSONAS, {})).demoPersonas,
    demoAccount: async (persona: string) =>
      (await ask<{ demoAccount: DemoAccount | null }>(DEMO_ACCOUNT, { persona })).demoAccount,
    authenticateClient: async (id: string, secret: string) =>
      (await ask<{ authenticateClient: ClientIdentity | null }>(AUTHENTICATE_CLIENT, { id, secret }))
        .authenticateClient,
  };
}
