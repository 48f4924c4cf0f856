/** What `npm start` prints when everything answers: one address, the people of the demonstration, a first query. */
import type { AskGraph } from '@hh/service/service.ts';

interface Persona {
  readonly persona: string;
  readonly nameZh: string;
  readonly nameEn: string;
}

/** The machine client of the demonstration; its secret is only known at the start that made it. */
export interface DemoClient {
  readonly id: string;
  readonly secret: string | null;
}

export async function welcome(options: {
  base: string;
  ask: AskGraph;
  demo: boolean;
  client: DemoClient | null;
}): Promise<string> {
  const lines = ['', `Happy Homes 幸福家园 is ready: ${options.base}/graphql`, ''];
  if (options.demo) {
    const { demoPersonas } = await options.ask<{ demoPersonas: readonly Persona[] }>(
      '{ demoPersonas { persona nameZh nameEn } }',
      {},
    );
    const width = Math.max(...demoPersonas.map(({ persona }) => persona.length));
    lines.push('The demonstration people 演示人员:');
    lines.push(
      ...demoPersonas.map(({ persona, nameZh, nameEn }) => `  ${persona.padEnd(width)}  ${nameZh} ${nameEn}`),
      '',
    );
  }
  if (options.client?.secret) {
    lines.push('A machine of the operator of JV-0001 (shown this once) 运营企业客户端（仅显示一次）:');
    lines.push(`  client_id ${options.client.id}  client_secret ${options.client.secret}`, '');
  }
  lines.push('A first query, to paste into a shell:', firstQuery(options.base), '');
  return lines.join('\n');
}

function firstQuery(base: string): string {
  return [
    `  TOKEN=$(curl -s ${base}/auth/demo -H 'content-type: application/json' -d '{"persona": "auditor"}' | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')`,
    `  curl -s ${base}/graphql -H "authorization: Bearer $TOKEN" -H 'content-type: application/json' \\`,
    `    -d '{"query": "{ agreement(code: \\"JV-0001\\") { name allocation(period: \\"2025-11\\") { state pool poolInWords lines { amount compound { name } } } } }"}'`,
  ].join('\n');
}
