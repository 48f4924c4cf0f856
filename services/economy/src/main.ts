/** `node services/economy/src/main.ts`: this service as a process of its own. */
import { startSubgraph } from '@hh/service/start-subgraph.ts';
import { economy } from './economy.ts';

await startSubgraph(economy, process.env);
