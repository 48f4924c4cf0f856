/** `node services/property/src/main.ts`: this service as a process of its own. */
import { startSubgraph } from '@hh/service/start-subgraph.ts';
import { property } from './property.ts';

await startSubgraph(property, process.env);
