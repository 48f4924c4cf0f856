/** @apollo/server as its documentation has it, on a port, without what nobody here asks for. */
import {
  ApolloServer,
  type ApolloServerOptionsWithGateway,
  type ApolloServerOptionsWithSchema,
  type BaseContext,
} from '@apollo/server';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import { expressMiddleware } from '@as-integrations/express5';
import express from 'express';

type Answering<Context extends BaseContext> =
  | Pick<ApolloServerOptionsWithGateway<Context>, 'gateway'>
  | Pick<ApolloServerOptionsWithSchema<Context>, 'schema'>;

export async function servePlainly<Context extends BaseContext>(
  answering: Answering<Context>,
  port: number,
  context: (asked: { req: express.Request }) => Promise<Context>,
): Promise<void> {
  const server = new ApolloServer<Context>({
    ...answering,
    includeStacktraceInErrorResponses: false,
    csrfPrevention: false,
    plugins: [ApolloServerPluginLandingPageDisabled()],
  });
  await server.start();
  const app = express().use('/graphql', express.json(), expressMiddleware(server, { context }));
  app.listen(port, '127.0.0.1');
}
