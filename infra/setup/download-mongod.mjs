/** Downloads mongod through mongodb-memory-server-core into the folder given; says at once when there is no route. */
import { get } from 'node:https';
import dry from 'mongodb-memory-server-core/lib/util/DryMongoBinary.js';
import binaries from 'mongodb-memory-server-core/lib/util/MongoBinary.js';
import urls from 'mongodb-memory-server-core/lib/util/MongoBinaryDownloadUrl.js';

const ROUTE_MS = 5_000;

const options = await dry.DryMongoBinary.generateOptions({ downloadDir: String(process.argv[2]) });
const address = await new urls.MongoBinaryDownloadUrl(options).getDownloadUrl();
const usesProxy = Boolean(process.env.HTTPS_PROXY || process.env.https_proxy);
try {
  if (!usesProxy) await answers(address);
  console.log(
    `mongod: ${await binaries.MongoBinary.getPath({ downloadDir: String(process.argv[2]), checkMD5: true })}`,
  );
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

/** @param {string} url */
function answers(url) {
  return new Promise((resolve, reject) => {
    const request = get(url, { method: 'HEAD' }, (response) => {
      response.resume();
      if ((response.statusCode ?? 500) < 400) resolve(undefined);
      else reject(new Error(`${url} answers ${response.statusCode}`));
    });
    request.setTimeout(ROUTE_MS, () => request.destroy(new Error(`no answer from ${new URL(url).host} within 5 s`)));
    request.once('error', reject);
    request.end();
  });
}
