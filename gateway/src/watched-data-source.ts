/** The way to a subgraph, a function call or HTTP, as metrics and traces see it. */
import type { GraphQLDataSource } from '@apollo/gateway';
import { reach } from '@hh/service/failpoint.ts';
import type { Telemetry } from '@hh/service/telemetry.ts';

export function watchDataSource(subgraph: string, source: GraphQLDataSource, telemetry: Telemetry): GraphQLDataSource {
  const { metrics, tracing } = telemetry;
  const about = { kind: 'CLIENT', attributes: { 'hh.subgraph': subgraph } } as const;
  return {
    process: (options) =>
      tracing.span(`fetch ${subgraph}`, about, async (span) => {
        const ended = metrics.fetches.startTimer({ subgraph });
        let outcome = 'failed';
        try {
          reach('gateway.fetches', subgraph);
          const answer = await source.process(options);
          reach('gateway.fetched', subgraph);
          outcome = answer.errors ? 'errors' : 'ok';
          return answer;
        } finally {
          ended({ outcome });
          if (outcome !== 'ok') span.failed(outcome);
        }
      }),
  };
}
