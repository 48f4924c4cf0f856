/** How the gateway fetches an operation: in which order from which service, and what is asked of each. */
import { operationFromDocument, Supergraph } from '@apollo/federation-internals';
import { prettyFormatQueryPlan, QueryPlanner } from '@apollo/query-planner';
import { parse, separateOperations } from 'graphql';
import { stripSecurity } from './strip-security.ts';

/** Answers for a document the plans of its operations in readable text, one below the other. */
export function createPlanner(supergraphSdl: string): (text: string) => string {
  const supergraph = Supergraph.build(stripSecurity(supergraphSdl));
  const planner = new QueryPlanner(supergraph);
  return (text) =>
    Object.entries(separateOperations(parse(text)))
      .map(([name, document]) => {
        const operation = operationFromDocument(supergraph.apiSchema(), document);
        return `# ${name}\n${prettyFormatQueryPlan(planner.buildQueryPlan(operation))}\n`;
      })
      .join('\n');
}
