/** `node services/workflows/src/main.ts`: this service as a process of its own. */
import { startSubgraph } from '@hh/service/start-subgraph.ts';
import { workflows } from './workflows.ts';

await startSubgraph(workflows, process.env);
