/**
 * What a service in a process of its own answers over HTTP: its subgraph, the events of other services, its routes,
 * health. A subgraph is asked by gateways; a stranger who reaches it meets the same rights.
 */
import express, { type Express, type Request, type Response } from 'express';
import { GraphQLError, type GraphQLSchema, Kind, parse, validate } from 'graphql';
import { z } from 'zod';
import { failure } from './failure.ts';
import { TRACE_FORMAT, TRACE_HEADER } from './field-times.ts';
import { fail, lastResort, notFound } from './http-failure.ts';
import { languageOf, logRequest, nameRequest, notesOf, setActor } from './http-request.ts';
import { watchRequest } from './http-telemetry.ts';
import { LeastRecent } from './least-recent.ts';
import type { Log } from './log.ts';
import { type OpenService, receiveEvent } from './open-service.ts';
import type { ExecuteSubgraph } from './subgraph-executor.ts';
import type { Telemetry } from './telemetry.ts';
import type { Identify } from './tokens.ts';

export interface ServiceHttpOptions {
  readonly service: OpenService;
  readonly schema: GraphQLSchema;
  readonly execute: ExecuteSubgraph;
  readonly identify: Identify;
  readonly isReady: () => boolean | Promise<boolean>;
  readonly log: Log;
  readonly telemetry: Telemetry;
}

/** A gateway may ask for the entities of a whole page at once. */
const LARGEST_OPERATION = '32mb';
const MAX_TOKENS = 100_000;
/** Of the texts that were looked at already. */
const KNOWN_CHARACTERS = 4_000_000;

export function createServiceHttp(options: ServiceHttpOptions): Express {
  const { service, identify, log } = options;
  const app = express().disable('x-powered-by');
  app.use(nameRequest, watchRequest(options.telemetry), logRequest(log));
  app.get('/health/live', (_, response) => void response.json({ status: 'live' }));
  app.get('/health/ready', async (_, response) => {
    const isReady = await options.isReady();
    response.status(isReady ? 200 : 503).json({ status: isReady ? 'ready' : 'not ready' });
  });
  const json = express.json({ limit: LARGEST_OPERATION });
  app.post('/graphql', json, answerOperations(options));
  app.post('/internal/events', json, async (request, response) => {
    const actor = await identify(request.headers.authorization);
    if (actor?.kind !== 'SYSTEM') return fail(response, 403, 'FORBIDDEN');
    const event = eventSchema.safeParse(request.body);
    if (!event.success) return fail(response, 400, 'BAD_USER_INPUT');
    await receiveEvent(service, event.data);
    response.status(204).end();
  });
  if (service.running.routes) app.use(service.running.routes);
  app.use(notFound);
  app.use(lastResort(log));
  return app;
}

const operationSchema = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
});

const eventSchema = z.object({
  id: z.string().min(1),
  name: z.string(),
  county: z.string(),
  payload: z.unknown(),
  at: z.coerce.date(),
});

function answerOperations({ schema, execute, identify }: ServiceHttpOptions) {
  const problemsOf = createValidator(schema);
  return async (request: Request, response: Response): Promise<void> => {
    const actor = await identify(request.headers.authorization);
    setActor(response, actor);
    const operation = operationSchema.safeParse(request.body);
    if (!operation.success) return fail(response, 400, 'BAD_USER_INPUT');
    const { query, variables, operationName } = operation.data;
    const problems = problemsOf(query);
    if (problems.length > 0) {
      response.status(400).json({ errors: problems });
      return;
    }
    const { requestId } = notesOf(response);
    const asked = { query, ...(variables ? { variables } : {}), ...(operationName ? { operationName } : {}) };
    // Times tell what there is: a process of the system may have them, and nobody else.
    const isTimed = actor?.kind === 'SYSTEM' && request.headers[TRACE_HEADER] === TRACE_FORMAT;
    const answer = await execute({ ...asked, isTimed }, { actor, language: languageOf(response), requestId });
    // Not by `json`, which makes a tag of it: nobody asks a subgraph for what it answered before.
    response.type('json').end(JSON.stringify(answer));
  };
}

/** What is wrong with an operation; looked at once for each text. */
function createValidator(schema: GraphQLSchema): (query: string) => readonly GraphQLError[] {
  const known = new LeastRecent<string, readonly GraphQLError[]>(KNOWN_CHARACTERS, (query) => query.length);
  return (query) => known.get(query) ?? known.set(query, look(schema, query));
}

function look(schema: GraphQLSchema, query: string): readonly GraphQLError[] {
  try {
    const document = parse(query, { maxTokens: MAX_TOKENS });
    const operations = document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION);
    if (operations.length !== 1) return [failure('BAD_USER_INPUT', 'One operation at a time 每次一个操作')];
    const found = validate(schema, document);
    return found.map(({ message }) => failure('GRAPHQL_VALIDATION_FAILED', message));
  } catch (error) {
    if (error instanceof GraphQLError) return [failure('GRAPHQL_PARSE_FAILED', error.message)];
    throw error;
  }
}
