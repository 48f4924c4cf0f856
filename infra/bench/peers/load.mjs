/**
 * autocannon on some requests, each connection beginning at another one: how many answers in a second, within how many
 * milliseconds 95 of 100 came, and what all of them cost here.
 */
import { text } from 'node:stream/consumers';
import autocannon from 'autocannon';

const task = JSON.parse(await text(process.stdin));
const times = [];
let clients = 0;

const instance = autocannon({
  url: task.url,
  method: 'POST',
  headers: task.headers,
  setupClient: (client) => {
    const from = (clients++ * 7) % task.bodies.length;
    client.setRequests([...task.bodies.slice(from), ...task.bodies.slice(0, from)].map((body) => ({ body })));
  },
  connections: task.connections,
  ...(task.amount ? { amount: task.amount } : { duration: task.seconds }),
  timeout: 30,
});
instance.on('response', (_client, _status, _bytes, milliseconds) => times.push(milliseconds));
const { non2xx, errors, timeouts, duration } = await instance;
if (non2xx + errors + timeouts > 0) throw new Error(`${non2xx} refusals, ${errors} errors, ${timeouts} too late`);
times.sort((one, other) => one - other);
const { user, system } = process.cpuUsage();
console.log(
  JSON.stringify({
    perSecond: times.length / duration,
    p95: times[Math.floor(times.length * 0.95)] ?? null,
    answers: times.length,
    ownCpuMs: (user + system) / 1_000,
  }),
);
