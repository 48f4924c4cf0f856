/**
 * medici, in sessions: each journal in a transaction of its own, as its documentation has it. Its connection asks for
 * what ours asks for, majority and journaled. It prints one line, what it did in a second.
 */

import { randomInt } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { Book, initModels, mongoTransaction } from 'medici';
import mongoose from 'mongoose';

const task = JSON.parse(await text(process.stdin));
await mongoose.connect(task.uri, {
  dbName: task.database,
  maxPoolSize: 100,
  writeConcern: { w: 'majority', journal: true },
  readConcern: { level: 'majority' },
});
await initModels();
const accountOf = (/** @type {number} */ number) => `1221:${number}`;

/** Calls of some clients, each one after another, for so many seconds. */
async function perSecond(work) {
  let done = 0;
  const until = performance.now() + task.seconds * 1000;
  const client = async () => {
    while (performance.now() < until) {
      await work();
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: task.clients }, client));
  return done / task.seconds;
}

async function post(book) {
  const from = randomInt(task.accounts);
  const about = { agreement: 'JV-0001', period: '2025-01' };
  const amount = 100 + randomInt(100_000);
  const entry = book
    .entry('profit share', new Date('2025-01-31'))
    .debit(accountOf(from), amount, about)
    .credit(accountOf((from + 1) % task.accounts), amount, about);
  await mongoTransaction((session) => entry.commit({ session }));
}

/** The lines as `commit` would have written them, in bulk. */
async function fill(name) {
  const lines = mongoose.connection.collection('medici_transactions');
  for (let from = 0; from < task.journals; from += 10_000) {
    const documents = Array.from({ length: Math.min(10_000, task.journals - from) }, (_, at) => {
      const number = from + at;
      const account = number % task.accounts;
      const day = new Date(Date.UTC(2023, number % 24, 1 + (number % 28)));
      const shared = {
        _journal: new mongoose.Types.ObjectId(),
        book: name,
        datetime: day,
        timestamp: new Date(),
        memo: 'profit share',
      };
      const line = (code, debit, credit) => ({
        ...shared,
        account_path: accountOf(code).split(':'),
        accounts: accountOf(code),
        debit,
        credit,
        meta: { agreement: 'JV-0001', period: '2025-01' },
      });
      return [line(account, 100, 0), line((account + 1) % task.accounts, 0, 100)];
    }).flat();
    await lines.insertMany(documents);
  }
}

const reads = {
  snapshots: (book) => book.balance({ account: accountOf(randomInt(task.accounts)) }),
  full: (book) => book.balance({ account: accountOf(randomInt(task.accounts)) }),
  asOf: (book) => book.balance({ account: accountOf(randomInt(task.accounts)), end_date: new Date('2024-06-15') }),
};

let answer = {};
if (task.kind === 'post') {
  const book = new Book('bench');
  answer = { perSecond: await perSecond(() => post(book)) };
} else if (task.kind === 'fill') {
  await fill('bench');
} else {
  const book = new Book('bench', task.read === 'snapshots' ? {} : { balanceSnapshotSec: 0 });
  if (task.read === 'snapshots')
    for (let number = 0; number < task.accounts; number += 1) await book.balance({ account: accountOf(number) });
  answer = { perSecond: await perSecond(() => reads[task.read](book)) };
}
await mongoose.disconnect();
console.log(JSON.stringify(answer));
