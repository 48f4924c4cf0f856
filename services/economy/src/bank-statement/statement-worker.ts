/** The thread in which a file of a bank is read: see `statement-thread.ts`. */
import { workerData } from 'node:worker_threads';
import { tell, tellEnd } from '../upload/in-thread.ts';
import type { ThreadData } from './statement-thread.ts';
import { tellFile } from './tell-file.ts';

tellEnd(await tellFile(workerData as ThreadData, tell));
