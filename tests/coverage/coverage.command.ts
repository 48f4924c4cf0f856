/** `npm run coverage`: writes docs/coverage.md from the operations that show each row of the programme. */
import { writeFileSync } from 'node:fs';
import { coverageTable } from './coverage.ts';

export const coverageFile = new URL('../../docs/coverage.md', import.meta.url);

if (import.meta.main) writeFileSync(coverageFile, coverageTable());
