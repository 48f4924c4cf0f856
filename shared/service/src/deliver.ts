/** Hands events to services in processes of their own: their 204 is the acknowledgement, anything else is none. */
import type { Deliver } from './relay.ts';
import { type Remote, Unavailable } from './remote.ts';
import type { SystemTokens } from './system-token.ts';

export function createRemoteDelivery(remoteOf: (service: string) => Remote, tokens: SystemTokens): Deliver {
  return async (service, event) => {
    const answer = await remoteOf(service).post({
      path: '/internal/events',
      headers: { 'content-type': 'application/json', authorization: await tokens.authorization() },
      body: JSON.stringify(event),
      // The receiver remembers what it has.
      isRepeatable: true,
    });
    if (answer.status !== 204) throw new Unavailable(`${service} answers ${answer.status} to ${event.name}`);
  };
}
