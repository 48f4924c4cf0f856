/** `npm run reset`: deletes the data folder of the embedded mode, so that the next start begins afresh. */
import { existsSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readDotEnv } from './setup/dot-env.mjs';
import { lockOwner } from './setup/folder-lock.mjs';
import { endProcess, processesWith } from './setup/processes.mjs';
import { machineTrouble } from './setup/progress.mjs';

const STOP_MS = 10_000;
/** What only a data folder of this project holds. */
const marks = ['mongo', 'redis', 'instance.lock'];

const root = fileURLToPath(new URL('..', import.meta.url));

try {
  await reset();
} catch (error) {
  const lines = machineTrouble(error);
  if (lines === null) throw error;
  console.error(lines.join('\n'));
  process.exitCode = 1;
}

async function reset() {
  readDotEnv(root);
  const dataDir = resolve(root, process.env.DATA_DIR || '.data');
  if (!existsSync(dataDir)) return console.log(`Nothing to reset: there is no ${dataDir}. 没有可清除的数据。`);
  if (!readdirSync(dataDir).some((name) => marks.includes(name)) && readdirSync(dataDir).length > 0)
    return refuse(
      `${dataDir} does not look like a data folder of this project; nothing was deleted. 该目录不是本项目的数据目录，未作删除。`,
    );
  const folder = realpathSync(dataDir);
  const owner = lockOwner(join(folder, 'instance.lock'));
  if (owner !== null)
    return refuse(
      `An instance, pid ${owner}, uses ${dataDir}: stop it first. 请先停止正在运行的实例（进程 ${owner}）。`,
    );
  const stores = [
    ...processesWith('--dbpath', join(folder, 'mongo')),
    ...processesWith('--dir', join(folder, 'redis')),
  ];
  for (const pid of stores) await endProcess(pid, STOP_MS);
  rmSync(dataDir, { recursive: true, force: true });
  console.log(`${dataDir} is deleted; the next \`npm start\` begins afresh. 数据已清除。`);
  for (const name of ['MONGODB_URI', 'REDIS_URL'])
    if (process.env[name])
      console.log(`${name} is set: what lies on that server was left as it is. 该服务器上的数据未动。`);
}

/** @param {string} reason */
function refuse(reason) {
  console.error(reason);
  process.exitCode = 1;
}
