/**
 * `npm run explain -- query.graphql [operation]`: how the gateway executes an operation: its plan, and for each fetch and
 * for the shape of the answer the functions that are made once it comes again.
 */
import { existsSync, readFileSync } from 'node:fs';
import { operationFromDocument, Supergraph } from '@apollo/federation-internals';
import { prettyFormatQueryPlan, QueryPlanner } from '@apollo/query-planner';
import { explain } from '@hh/gateway/executor/explain.ts';
import { planning } from '@hh/gateway/gateway.ts';
import { createPlainForm } from '@hh/gateway/operation.ts';
import { stripSecurity } from '@hh/gateway/strip-security.ts';
import { parse, validate } from 'graphql';
import { misused, readCommand } from './command-line.ts';
import { supergraphFile } from './compose.ts';

const usage = 'npm run explain -- query.graphql [operation]';
const [file = '', operationName] = readCommand(usage, {}, 1).words;
if (!existsSync(file)) misused(usage, `There is no file ${file}.`);
const document = parse(readFileSync(file, 'utf8'));
const supergraph = Supergraph.build(stripSecurity(readFileSync(supergraphFile, 'utf8')));
const schema = supergraph.apiSchema().toGraphQLJSSchema();
const problems = validate(schema, document);
if (problems.length > 0) {
  console.error(problems.join('\n'));
  process.exit(1);
}
const plain = createPlainForm(() => new Set())(schema, document, operationName);
const operation = operationFromDocument(supergraph.apiSchema(), plain.document, operationName ? { operationName } : {});
const plan = new QueryPlanner(supergraph, planning).buildQueryPlan(operation);
console.log(prettyFormatQueryPlan(plan));
const supergraphSchema = supergraph.schema.toGraphQLJSSchema();
console.log(explain({ schema, supergraphSchema, document, operationName: operationName ?? null, plan }));
