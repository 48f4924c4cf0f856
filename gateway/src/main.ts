/**
 * `npm run gateway`: the gateway as a process of its own, in front of subgraphs over HTTP; with `--supergraph FILE` in
 * front of any other graph.
 */
import { parseArgs } from 'node:util';
import { startForeign } from './start-foreign.ts';
import { startGateway } from './start-gateway.ts';

const { values } = parseArgs({ options: { supergraph: { type: 'string' }, port: { type: 'string' } } });
if (values.supergraph) await startForeign({ SUPERGRAPH: values.supergraph, ...process.env, ...portOf(values.port) });
else await startGateway({ ...process.env, ...portOf(values.port) });

function portOf(port: string | undefined) {
  return port === undefined ? {} : { PORT: port };
}
