/** Runs in MongoDB. The driver writes under its lease's fence; everybody's write names the revision that it read. */
import type { Refusal } from '@hh/kernel/refusal.ts';
import { isRefusal, refuse } from '@hh/kernel/refusal.ts';
import { type Page, pageQuery } from '@hh/service/connection.ts';
import { failure } from '@hh/service/failure.ts';
import { dropLease, givenBack, keepLease, type Taken, takeLease } from '@hh/service/lease.ts';
import type { Collection, CollectionSpec, Connection, Session } from '@hh/service/mongo.ts';
import type { AnyWorkflow } from '../engine/definition.ts';
import type { Hold, RunStore } from '../engine/drive.ts';
import { changeable, FORM, type RunDocument, toDocument, toRun } from './run.document.ts';
import { type Run, type RunState, runStates, stepStates } from './run.ts';

const EPOCH = new Date(0);
/** Parked by a release that had no code for them. */
const ORPHANED = { 'parked.because': 'VERSION_GONE' } as const;
const ANYWHERE = { county: { $gt: '' } };

export const runsCollection: CollectionSpec = {
  name: 'runs',
  indexes: [
    {
      name: 'due',
      key: { county: 1, nextRunAt: 1 },
      // Only runs that go on by themselves: the index stays as small as the work.
      partialFilterExpression: { nextRunAt: { $gt: EPOCH } },
    },
    { name: 'state', key: { county: 1, state: 1, _id: 1 } },
    { name: 'orphaned', key: { county: 1 }, partialFilterExpression: ORPHANED },
    { name: 'definition', key: { county: 1, definition: 1, state: 1, _id: 1 } },
  ],
  schema: {
    bsonType: 'object',
    required: ['_id', 'county', 'definition', 'version', 'state', 'steps', 'signals', 'actions', 'revision'],
    properties: {
      _id: { bsonType: 'string' },
      county: { bsonType: 'string', pattern: '^[0-9]{6}$' },
      definition: { bsonType: 'string' },
      version: { bsonType: 'int', minimum: 1 },
      state: { enum: runStates },
      nextRunAt: { bsonType: ['date', 'null'] },
      revision: { bsonType: 'int' },
      form: { bsonType: 'int' },
      stepNames: { bsonType: 'array', minItems: 1, items: { bsonType: 'string' } },
      steps: {
        bsonType: 'array',
        items: {
          bsonType: 'object',
          required: ['name'],
          properties: { name: { bsonType: 'string' }, state: { enum: stepStates }, attempts: { bsonType: 'int' } },
        },
      },
    },
  },
};

/** Which runs a list is about: the rows its reader may see, and what the reader asked for. */
interface RunFilter {
  readonly visible: object;
  readonly state?: string;
  readonly definition?: string;
  readonly isOpen?: boolean;
}

export interface MongoRunStore extends RunStore {
  /** Inserts a run in the transaction of the event that starts it; one that is there already stays as it is. */
  insert(run: Run, session: Session): Promise<void>;
  byIds(ids: readonly string[], session?: Session): Promise<ReadonlyMap<string, Run>>;
  /** Changes a run in a transaction that its driver and others see as a whole or not at all. */
  changeIn(session: Session, id: string, to: (run: Run) => Run | Refusal): Promise<Run | Refusal>;
  list(filter: RunFilter, page: Page): Promise<Run[]>;
  count(filter: RunFilter): Promise<number>;
  /** The ids of runs that go on by now, that nobody holds and that there is code for here, the longest waiting first. */
  due(now: Date, limit: number): Promise<string[]>;
  isAnyDue(now: Date): Promise<boolean>;
  /** Of which versions runs are due that there is no code for here, and how many. */
  unknown(now: Date, timeoutMs: number): Promise<readonly UnknownVersion[]>;
  /** Since when the run that has been due longest is due. */
  oldestDue(now: Date, timeoutMs: number): Promise<Date | null>;
  /** How many wait for a person. */
  countParked(timeoutMs: number): Promise<number>;
}

export interface UnknownVersion {
  readonly definition: string;
  readonly version: number;
  readonly runs: number;
}

export function createRunStore(options: {
  connection: Connection;
  holder: string;
  leaseMs: number;
  /** What there is code for here; other runs are never taken. */
  workflows: readonly AnyWorkflow[];
}): MongoRunStore {
  const { connection, holder, leaseMs } = options;
  const known = knownBy(options.workflows);
  const runs: Collection<RunDocument> = connection.collection<RunDocument>('runs');
  const dueBy = (now: Date) => ({ ...ANYWHERE, nextRunAt: { $gt: EPOCH, $lte: now } });

  return {
    insert: async (run, session) => {
      const { _id, ...fields } = toDocument(run);
      await runs.updateOne({ _id }, { $setOnInsert: fields }, { upsert: true, session });
    },
    take: async (id) => {
      const lease = await takeLease<RunDocument>(connection, 'runs', id, holder, leaseMs, known);
      return lease && holdOf(connection, runs, id, lease, leaseMs);
    },
    byIds: async (ids, session) => {
      const found = await runs.find({ _id: { $in: [...ids] } }, session ? { session } : {}).toArray();
      return new Map(found.map((document) => [document._id, toRun(document)]));
    },
    changeIn: async (session, id, to) => {
      const found = await runs.findOne({ _id: id }, { session });
      if (!found) return refuse('NOT_FOUND', { what: id });
      // Writing it back would spoil what a later release keeps in it; its own replicas are asked the next time.
      if ((found.form ?? FORM) > FORM) throw failure('SUBGRAPH_UNAVAILABLE');
      const run = toRun(found);
      const changed = to(run);
      if (isRefusal(changed) || changed === run) return changed;
      await runs.updateOne({ _id: id }, { $set: changeable(changed, found), $inc: { revision: 1 } }, { session });
      return { ...changed, revision: changed.revision + 1 };
    },
    list: async (filter, page) => {
      const query = pageQuery(page, ['_id']);
      const where = { $and: [whereOf(filter), query.filter] };
      const found = await runs.find(where).sort(query.sort).limit(query.limit).toArray();
      return found.map(toRun);
    },
    count: (filter) => runs.countDocuments(whereOf(filter)),
    due: async (now, limit) => {
      const free = { $expr: { $lte: [{ $ifNull: ['$lease.until', EPOCH] }, '$$NOW'] } };
      const idsOf = async (where: object) => {
        const found = runs.find({ ...where, ...free, ...known }, { projection: { _id: 1 } });
        return (await found.sort({ nextRunAt: 1 }).limit(limit).toArray()).map(({ _id }) => _id);
      };
      return (await Promise.all([idsOf(dueBy(now)), idsOf({ ...ANYWHERE, ...ORPHANED })])).flat().slice(0, limit);
    },
    unknown: async (now, maxTimeMS) => {
      const where = { ...dueBy(now), $nor: [known] };
      const groups = [
        { $match: where },
        { $group: { _id: { definition: '$definition', version: '$version' }, runs: { $sum: 1 } } },
      ];
      const found = await runs
        .aggregate<{ _id: Omit<UnknownVersion, 'runs'>; runs: number }>(groups, { maxTimeMS })
        .toArray();
      return found.map(({ _id, runs: count }) => ({ ..._id, runs: count }));
    },
    oldestDue: async (now, timeoutMs) => {
      const found = runs.find(dueBy(now), { projection: { nextRunAt: 1 } });
      return (await found.sort({ nextRunAt: 1 }).limit(1).maxTimeMS(timeoutMs).next())?.nextRunAt ?? null;
    },
    countParked: (maxTimeMS) => runs.countDocuments({ ...ANYWHERE, state: 'PARKED' }, { maxTimeMS }),
    isAnyDue: async (now) => {
      const places = [dueBy(now), { ...ANYWHERE, ...ORPHANED }];
      const found = places.map((where) => runs.findOne({ ...where, ...known }, { projection: { _id: 1 } }));
      return (await Promise.all(found)).some((run) => run !== null);
    },
  };
}

/** Runs that began with a version that there is code for, and that are stored in a form that is read here. */
function knownBy(workflows: readonly AnyWorkflow[]): object {
  return {
    form: { $not: { $gt: FORM } },
    $or: workflows.map(({ name, version, steps }) => {
      const names = steps.map((step) => step.name);
      return { definition: name, version, $expr: { $eq: [{ $ifNull: ['$stepNames', '$steps.name'] }, names] } };
    }),
  };
}

function holdOf(
  connection: Connection,
  runs: Collection<RunDocument>,
  id: string,
  lease: Taken<RunDocument>,
  leaseMs: number,
): Hold {
  return {
    taken: toRun(lease.document),
    isFirst: lease.token === 1,
    read: async () => {
      const found = await runs.findOne({ _id: id, ...lease.fence });
      return found && toRun(found);
    },
    save: async (run, then) => {
      const mine = { _id: id, revision: run.revision, ...lease.fence };
      const set = { ...changeable(run, lease.document), ...(then === 'LET_GO' ? givenBack : {}) };
      const saved = await runs.updateOne(mine, { $set: set, $inc: { revision: 1 } });
      return saved.matchedCount === 1 ? { ...run, revision: run.revision + 1 } : null;
    },
    keep: () => keepLease(connection, 'runs', id, lease, leaseMs),
    release: () => dropLease(connection, 'runs', id, lease),
  };
}

const ended: readonly RunState[] = ['DONE', 'UNDONE'];

function whereOf({ visible, state, definition, isOpen }: RunFilter): object {
  const asked = [
    ...(state ? [{ state }] : []),
    ...(definition ? [{ definition }] : []),
    ...(isOpen === undefined ? [] : [{ state: { [isOpen ? '$nin' : '$in']: ended } }]),
  ];
  return { $and: [visible, ...asked] };
}
