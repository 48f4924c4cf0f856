/** `node services/volunteers/src/main.ts`: this service as a process of its own. */
import { startSubgraph } from '@hh/service/start-subgraph.ts';
import { volunteers } from './volunteers.ts';

await startSubgraph(volunteers, process.env);
