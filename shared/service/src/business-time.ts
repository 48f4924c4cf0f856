/**
 * The demonstration lives on its own days: its business time begins on 2026-01-05 09:00 +08:00 when it is seeded
 * and runs on from there. The offset is kept with the data; production has none, and leases and tokens never use it.
 */
import { type Clock, offsetClock } from '@hh/kernel/clock.ts';
import { connectMongo } from './mongo.ts';

const DEMO_STARTS_AT = Date.parse('2026-01-05T09:00:00+08:00');

export async function businessClock(mongoUri: string, prefix: string, demo: boolean): Promise<Clock> {
  const connection = await connectMongo(mongoUri, `${prefix}_world`);
  try {
    const times = connection.collection<{ _id: string; offsetMs: number }>('time');
    if (demo) {
      const offsetMs = DEMO_STARTS_AT - Date.now();
      await times.updateOne({ _id: 'offset' }, { $setOnInsert: { offsetMs } }, { upsert: true });
    }
    const kept = await times.findOne({ _id: 'offset' });
    return offsetClock(kept?.offsetMs ?? 0);
  } finally {
    await connection.close();
  }
}
