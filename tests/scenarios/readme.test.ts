/** The README says what is true: its shell blocks run as they stand, and answer what stands below them. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createWholeProgram, type WholeProgram } from '../program.ts';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
const blocks = [...readme.matchAll(/```sh\n([\s\S]*?)```(?:\s*```json\n([\s\S]*?)```)?/g)].map(
  ([, shell = '', answer]) => ({ shell, answer }),
);

let program: WholeProgram;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hh-readme-'));
  program = await createWholeProgram();
  await program.start();
});

afterAll(async () => {
  await program?.stop();
  program?.remove();
  rmSync(folder, { recursive: true, force: true });
});

async function run(shell: string): Promise<string> {
  const here = shell.replaceAll('http://127.0.0.1:4000', program.base);
  const { stdout } = await promisify(execFile)('bash', ['-e', '-o', 'pipefail', '-c', here], { cwd: folder });
  return stdout;
}

test('it has blocks to run, and is no wall', () => {
  expect(blocks.length).toBeGreaterThanOrEqual(2);
  expect(readme.split('\n').length).toBeLessThanOrEqual(150);
});

test('asking why a compound received what it received is answered as printed', async () => {
  const [asking] = blocks.filter(({ answer }) => answer);
  expect(JSON.parse(await run(asking?.shell ?? ''))).toEqual(JSON.parse(asking?.answer ?? ''));
});

test('posting a file is answered with where to look for its rows', async () => {
  const [posting] = blocks.filter(({ shell }) => shell.includes('/statements'));
  expect(JSON.parse(await run(posting?.shell ?? ''))).toMatchObject({
    id: expect.any(String),
    status: expect.any(String),
    report: expect.any(String),
  });
});

test('what it prints when it is ready names the address, the people and a first query that works', async () => {
  const printed = program.output();
  expect(printed).toContain(`${program.base}/graphql`);
  expect(printed).toContain('finance-checker');
  const block = printed.slice(printed.indexOf('TOKEN=')).split('\n').slice(0, 3).join('\n');
  expect(JSON.parse(await run(block))).toMatchObject({ data: { agreement: { allocation: { state: 'RECONCILED' } } } });
});
