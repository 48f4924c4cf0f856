/** Asks the graph as the system does, in the process of the gateway. */
import { newId } from '@hh/kernel/id.ts';
import type { Actor } from '@hh/service/actor.ts';
import { dataOf } from '@hh/service/remote-ask.ts';
import type { AskGraph } from '@hh/service/service.ts';
import type { Gateway } from './gateway.ts';

export const system: Actor = { kind: 'SYSTEM', id: 'system', grants: [] };

/** The gateway may come later than those who are given the function. Throws the first error of an answer. */
export function askAsSystem(gatewayNow: () => Gateway | null): AskGraph {
  return async <Data>(query: string, variables: Readonly<Record<string, unknown>>) => {
    const gateway = gatewayNow();
    if (!gateway) throw new Error('the gateway is not there yet');
    const context = { actor: system, language: 'zh' as const, requestId: newId() };
    return dataOf<Data>(await gateway.execute({ query, variables, context }));
  };
}
