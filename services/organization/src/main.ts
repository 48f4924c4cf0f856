/** `node services/organization/src/main.ts`: this service as a process of its own. */
import { startSubgraph } from '@hh/service/start-subgraph.ts';
import { organization } from './organization.ts';

await startSubgraph(organization, process.env);
