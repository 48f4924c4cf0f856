/** `npm run gateway`: the gateway as a process of its own, in front of subgraphs over HTTP. */
import { startGateway } from './start-gateway.ts';

await startGateway(process.env);
