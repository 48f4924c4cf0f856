/** `npm run demo-files`: writes the files of banks to try, as they follow from the demonstration. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { laterFiles } from './demo/later-files.ts';

const folder = new URL('./demo/files/', import.meta.url);
mkdirSync(folder, { recursive: true });
for (const { name, content } of await laterFiles()) {
  writeFileSync(new URL(encodeURIComponent(name), folder), content);
  console.log(`  ${name}`);
}
