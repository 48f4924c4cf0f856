/**
 * `npm run documents`: writes what the console's .graphql files stand for. Beside each of them its types and documents,
 * and for all of them the ids by which they are sent and the manifest by which the gateway knows them.
 */
import { writeGeneratedDocuments } from './console/documents.ts';

const { files, documents } = await writeGeneratedDocuments();
console.log(`${documents} documents, ${files} files written`);
