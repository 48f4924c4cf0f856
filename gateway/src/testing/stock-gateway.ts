/** @apollo/gateway as shipped, with its own HTTP to the addresses in the supergraph: what ours is held against. */
import '../telemetry.ts';
import { ApolloGateway } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';

export interface StockGateway {
  ask(query: string): Promise<{ readonly data?: unknown; readonly errors?: readonly unknown[] }>;
  stop(): Promise<void>;
}

export async function startStockGateway(supergraphSdl: string): Promise<StockGateway> {
  const ignore = () => undefined;
  const logger = { debug: ignore, info: ignore, warn: ignore, error: ignore };
  const server = new ApolloServer({ gateway: new ApolloGateway({ supergraphSdl, logger }), logger });
  await server.start();
  return {
    ask: async (query) => {
      const { body } = await server.executeOperation({ query });
      if (body.kind !== 'single') throw new Error('an incremental answer was not asked for');
      return JSON.parse(JSON.stringify(body.singleResult));
    },
    stop: () => server.stop(),
  };
}
