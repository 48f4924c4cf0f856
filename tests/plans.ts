/** How MongoDB finds what an operation asks for: every command of it explained. */
import type { AskedCommand } from '../infra/asked-commands.ts';
import { type Embedded, platformOf } from '../infra/embedded.ts';

/** `service collection: command`, of each command that reads a whole collection. */
export async function collectionScans(embedded: Embedded, commands: readonly AskedCommand[]): Promise<string[]> {
  const found: string[] = [];
  for (const asked of commands) {
    const { service, name } = asked;
    for (const command of explainable(asked)) {
      const { connection } = platformOf(embedded, service);
      const database = connection.getClient().db(connection.name);
      const plan: unknown = await database.command({ explain: command, verbosity: 'executionStats' });
      const scanned = scansIn(plan, String(Object.values(command)[0]));
      found.push(...scanned.map((each) => `${service} ${each}: ${name} ${JSON.stringify(command).slice(0, 300)}`));
    }
  }
  return [...new Set(found)];
}

const READS = ['find', 'aggregate', 'count', 'distinct', 'findAndModify'];

/** What it reads, as `explain` takes it: writes one by one, and nothing of what only inserts or goes on. */
function explainable({ name, command }: AskedCommand): readonly object[] {
  const { startTransaction: _, autocommit: __, readConcern: ___, writeConcern: ____, ...rest } = command;
  const unions = unionsOf(rest.pipeline);
  // Each part is planned as it would be alone; all in one, `explain` of MongoDB 6.0.5 ends the server.
  if (unions) return unions.map(({ coll, pipeline }) => ({ aggregate: coll, pipeline, cursor: {} }));
  if (READS.includes(name)) return [rest];
  const each = name === 'update' ? 'updates' : name === 'delete' ? 'deletes' : null;
  return each === null ? [] : (rest[each] as readonly object[]).map((one) => ({ ...rest, [each]: [one] }));
}

interface Union {
  readonly coll: string;
  readonly pipeline: readonly object[];
}

/** What a pipeline is put together of, where it is nothing else. */
function unionsOf(pipeline: unknown): readonly Union[] | null {
  const [first, ...rest] = (pipeline ?? []) as readonly {
    readonly $documents?: unknown;
    readonly $unionWith?: Union;
  }[];
  const unions = rest.flatMap(({ $unionWith }) => $unionWith ?? []);
  return first?.$documents && unions.length > 0 && unions.length === rest.length ? unions : null;
}

/** A plan stage says COLLSCAN, a `$lookup` how many times it has read all of what it looks in. */
function scansIn(plan: unknown, collection: string): string[] {
  if (Array.isArray(plan)) return plan.flatMap((each) => scansIn(each, collection));
  if (typeof plan !== 'object' || plan === null) return [];
  const { stage, $lookup, $unionWith, collectionScans, namespace } = plan as Readonly<Record<string, unknown>>;
  const at = coll($lookup, 'from') ?? coll($unionWith, 'coll') ?? String(namespace ?? '').split('.')[1] ?? '';
  const here = at || collection;
  const own = stage === 'COLLSCAN' || Number(collectionScans ?? 0) > 0 ? [here] : [];
  return [...own, ...Object.values(plan).flatMap((each) => scansIn(each, here))];
}

function coll(stage: unknown, key: string): string | undefined {
  const name = (stage as Readonly<Record<string, unknown>> | undefined)?.[key];
  return typeof name === 'string' ? name : undefined;
}
