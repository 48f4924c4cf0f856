/** The peers' programs: processes of their own with packages of their own, so that theirs and ours never mix. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Runs `peers/<name>.mjs` to its end with this as its task, which may be long; what it prints last is its answer. */
export async function runPeer<Answer>(name: string, task: object): Promise<Answer> {
  const program = fileURLToPath(new URL(`peers/${name}.mjs`, import.meta.url));
  const child = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(JSON.stringify(task));
  let printed = '';
  child.stdout.on('data', (chunk: Buffer) => {
    printed += chunk.toString();
  });
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`${name} ended with ${code}: ${printed}`);
  return JSON.parse(printed.trim().split('\n').at(-1) ?? '') as Answer;
}
