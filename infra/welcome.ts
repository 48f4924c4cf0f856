/** What `npm start` prints when everything answers: one address, the people of the demonstration, a first query. */
import type { DemoPersona } from '@hh/gateway/sign-in.ts';

/** The machine client of the demonstration; its secret is only known at the start that made it. */
export interface DemoClient {
  readonly id: string;
  readonly secret: string | null;
}

export function welcome(options: {
  base: string;
  /** None where nobody signs in by name. */
  personas: readonly DemoPersona[];
  client: DemoClient | null;
}): string {
  const { base, personas } = options;
  const lines = ['', `Happy Homes 幸福家园 is ready: ${base}/ (the graph: ${base}/graphql)`, ''];
  if (personas.length > 0) {
    const width = Math.max(...personas.map(({ persona }) => persona.length));
    lines.push('The demonstration people 演示人员:');
    lines.push(...personas.map(({ persona, nameZh, nameEn }) => `  ${persona.padEnd(width)}  ${nameZh} ${nameEn}`), '');
  }
  if (options.client?.secret) {
    lines.push('A machine of the operator of JV-0001 (shown this once) 运营企业客户端（仅显示一次）:');
    lines.push(`  client_id ${options.client.id}  client_secret ${options.client.secret}`, '');
  }
  lines.push(
    'A first query, to paste into a shell:',
    personas.length > 0 ? auditorsQuery(base) : publicQuery(base),
    '',
  );
  return lines.join('\n');
}

function publicQuery(base: string): string {
  return `  curl -s ${base}/graphql -H 'content-type: application/json' -d '{"query": "{ __schema { queryType { fields { name } } } }"}'`;
}

function auditorsQuery(base: string): string {
  return [
    `  TOKEN=$(curl -s ${base}/auth/demo -H 'content-type: application/json' -d '{"persona": "auditor"}' | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')`,
    `  curl -s ${base}/graphql -H "authorization: Bearer $TOKEN" -H 'content-type: application/json' \\`,
    `    -d '{"query": "{ agreement(code: \\"JV-0001\\") { name allocation(period: \\"2025-11\\") { state pool poolInWords lines { amount compound { name } } } } }"}'`,
  ].join('\n');
}
