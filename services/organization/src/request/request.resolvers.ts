/** What the graph shows of a request beside its fields: who holds it, how it was rated, what was done with it. */
import type { Clock } from '@hh/kernel/clock.ts';
import { load, type RequestContext } from '@hh/service/context.ts';
import { type Registered, type Registers, referenceById } from '@hh/service/register/registers.ts';
import type { Resolvers } from '@hh/service/service.ts';
import type { personFinder, phoneReader } from '../person/person.resolvers.ts';
import type { RequestContactStore } from './contact.store.ts';
import type { Holder } from './holder.ts';
import { requestPolicies, requests } from './request.store.ts';
import { isOverdue, openStates, sourceTypes } from './request.ts';

type Sourced = { readonly channel: keyof typeof sourceTypes; readonly source: string | null };
type Find = (key: string, context: RequestContext) => Promise<object | null>;

const open = { $in: [...openStates] };

export const serviceRequests: readonly Registered[] = [
  [requestPolicies, { below: { County: 'requestPolicies' } }],
  [
    requests,
    {
      root: 'serviceRequest',
      hidden: ['source'],
      below: {
        County: 'requests',
        Street: 'requests',
        Community: 'requests',
        Compound: 'requests',
        Person: { field: 'requests', by: 'reporter' },
        PressConference: { field: 'requests', by: 'source' },
        DutyShift: { field: 'requests', by: 'source' },
        BuildingVisit: { field: 'requests', by: 'source' },
        ConsultationItem: { field: 'requests', by: 'source' },
      },
      filters: {
        open: (isOpen) => ({ state: isOpen ? open : { $nin: [...openStates] } }),
        dueBefore: (instant) => ({ state: open, dueAt: { $lt: instant } }),
        heldBy: (role) => ({ 'holder.role': role }),
      },
    },
  ],
];

/** The posts in Chinese, as they are written after the name of their place. */
const POSTS = {
  GRID_WORKER: '网格员',
  BUILDING_CHIEF: '楼栋长',
  SOCIAL_WORKER: '社工',
  BRANCH_SECRETARY: '小区党支部书记',
  COMMUNITY_SECRETARY: '社区党总支书记',
  STREET_OFFICER: '街道党建办',
  COUNTY_OFFICER: '县委社会工作部',
} as const;

export function createRequestResolvers(parts: {
  readonly made: Pick<Registers, 'stores'>;
  readonly clock: Clock;
  readonly findPerson: ReturnType<typeof personFinder>;
  readonly readPhone: ReturnType<typeof phoneReader>;
  readonly contacts: RequestContactStore;
  readonly findPlace: Find;
}): Resolvers {
  const { made, clock, findPerson, findPlace, readPhone, contacts } = parts;
  const person = (key: string | null, context: RequestContext) => (key === null ? null : findPerson(key, context));
  return {
    ServiceRequest: {
      overdue: (request: Parameters<typeof isOverdue>[0]) => isOverdue(request, clock.now()),
      rating: ({
        ratings,
        repliedAt,
      }: {
        ratings: readonly { at: Date; answered: boolean }[];
        repliedAt: Date | null;
      }) => ratings.findLast(({ at, answered }) => answered && repliedAt !== null && at >= repliedAt) ?? null,
      source: async ({ channel, source }: Sourced, _: unknown, context: RequestContext) => {
        const type = source === null ? undefined : sourceTypes[channel];
        const own = type && made.stores.get(type);
        if (!own) return type ? { __typename: type, id: source } : null;
        const row = await load(context, own.byIds, source as string);
        return row && { __typename: type, ...row };
      },
      contactPhone: async ({ id }: { id: string }, args: { purpose: string }, context: RequestContext) => {
        const contact = await load(context, contacts.byIds, id);
        return contact && (await readPhone({ ...contact, id: `contact-${id}` }, args, context));
      },
      reopenedCount: ({ reopenings }: { reopenings: readonly Date[] }) => reopenings.length,
    },
    RequestSource: { __resolveType: ({ __typename }: { __typename: string }) => __typename },
    ConsultationItem: referenceById('ConsultationItem'),
    RequestHolder: {
      name: async ({ role, place }: Holder, _: unknown, context: RequestContext) => {
        const within = (await findPlace(place.slice(0, 12), context)) as { readonly name: string } | null;
        return `${within?.name ?? ''}${POSTS[role]}`;
      },
      person: (holder: Holder, _: unknown, context: RequestContext) => person(holder.person, context),
    },
    RequestStep: {
      by: ({ by }: { by: string }, _: unknown, context: RequestContext) => person(by, context),
    },
  };
}
