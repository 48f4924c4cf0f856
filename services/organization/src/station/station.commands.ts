/** Who has premises: a station, or the body that property gave them to. What both asked for at once, the body has. */
import type { EventEnvelope } from '@hh/events/event.ts';
import { PremisesUsed } from '@hh/events/premises-used.ts';
import type { Clock } from '@hh/kernel/clock.ts';
import { refuse } from '@hh/kernel/refusal.ts';
import type { Connection, Session } from '@hh/service/mongo.ts';
import type { Effect } from '@hh/service/register/register.ts';
import type { RegisterStore } from '@hh/service/register/store.ts';
import { writeWithin } from '@hh/service/writer.ts';
import { createPremisesInUseStore } from './premises-in-use.store.ts';

/** Property was asked before; here it is whether it has given them away since. */
export const whereNobodyIs: Effect = async ({ premises, county }, { parts, session }) => {
  const isInUse = await createPremisesInUseStore(parts.writer.connection).open(premises, county, session);
  return isInUse ? refuse('PREMISES_IN_USE', { field: 'premises' }) : undefined;
};

/** A station that opened in them meanwhile is closed as of the day on which it opened, so that it counts on no day. */
export function leavePremises(parts: {
  readonly connection: Connection;
  readonly clock: Clock;
  readonly stations: RegisterStore;
}) {
  const { connection, clock, stations } = parts;
  const inUse = createPremisesInUseStore(connection);
  return async ({ county, payload }: EventEnvelope, session: Session): Promise<void> => {
    const { premises } = PremisesUsed.schema.parse(payload);
    await inUse.use(premises, county, session);
    const [station] = await stations.find({ county, premises, state: 'IN_FORCE' }, session);
    if (!station) return;
    const { id, state, openedOn } = station;
    const after = { state: 'CLOSED', closedOn: openedOn };
    if (!(await stations.change(station, { state }, { ...after, updatedAt: clock.now() }, session)))
      throw new Error(`ServiceStation ${id} changed inside of a transaction`);
    const actor = { kind: 'SYSTEM', id: PremisesUsed.name, grants: [] } as const;
    const subject = { type: 'ServiceStation', id };
    const row = { county, actor, action: 'closeStation', subject, before: { state }, after };
    await writeWithin(parts, session, async ({ audit }) => audit({ ...row, reason: '用房已由其他单位启用' }));
  };
}
