import { addDays, dateOf } from '@hh/kernel/period.ts';
import type { RegisterParts } from '@hh/service/register/commands.ts';
import { type Ask, defineRegister, type Look } from '@hh/service/register/register.ts';
import { compoundsOfBuildings } from '../building/building.store.ts';
import { calendarFrom } from '../calendar/calendar.store.ts';
import { countInto, countOut, eraseContacts, keepContact } from './effects.ts';
import { inPostNow } from './in-post.store.ts';
import { defaultPolicy, type Policy, policyFields, policyStates, type Terms } from './policy.ts';
import { receive, requestExtra, requestFields, sourceTypes } from './request.ts';
import { requestStates } from './states.ts';

const COLLECTION = 'service_requests';

export const requestPolicies = defineRegister({
  type: 'RequestPolicy',
  collection: 'request_policies',
  fields: policyFields,
  place: 'county',
  create: { mutation: 'setRequestPolicy', may: 'requests:set' },
  states: policyStates,
  unique: [{ name: 'one policy a county', fields: ['county'] }],
});

/** What the deadlines of these rows are counted by: the county's parameters, and its calendar from their earliest day. */
const terms = async (...[rows, { parts }]: Parameters<Look>): Promise<Terms> => {
  const [{ compound = '' } = {}] = rows as readonly { readonly compound?: string }[];
  const county = compound.slice(0, 6);
  const days = rows.flatMap(({ dueAt, waitingSince }) => [dueAt, waitingSince].filter((each) => each instanceof Date));
  const earliest = [addDays(parts.clock.today(), -1), ...days.map(dateOf)].toSorted()[0] as string;
  return { calendar: await calendarFrom(parts, county, earliest), policy: await policyOf(parts, county) };
};

/** Who is in the posts around these rows. */
const people = async (...[rows, { parts }]: Parameters<Look>) => ({
  inPost: await inPostNow(
    parts,
    COLLECTION,
    rows.map(({ compound }) => String(compound)),
  ),
});

/** What of this service the drafts name as their sources. */
const sourcesOf = async (...[drafts, { parts, session }]: Parameters<Look>) => {
  const ids = drafts.flatMap(({ source }) => (typeof source === 'string' ? [source] : []));
  const found = new Map<string, { readonly type: string; readonly place: string }>();
  for (const type of ids.length > 0 ? Object.values(sourceTypes) : []) {
    const rows = await parts.stores.get(type as string)?.find({ _id: { $in: ids } }, session);
    for (const { id, place } of rows ?? []) found.set(id, { type: type as string, place });
  }
  return found;
};

const ITEM = 'query($id: ID!) { consultationItem(id: $id) { consultation { compound { code } } } }';
type Item = {
  readonly consultationItem: { readonly consultation: { readonly compound: { readonly code: string } } } | null;
};

/** What comes up at a consultation is an item of property. */
const sourceElsewhere: Ask = async ({ channel, source }, _, ask) => {
  if (sourceTypes[channel as keyof typeof sourceTypes] !== 'ConsultationItem' || source === null) return null;
  const { consultationItem: item } = await ask<Item>(ITEM, { id: source });
  return item && { type: 'ConsultationItem', place: item.consultation.compound.code };
};

async function policyOf({ stores }: RegisterParts, county: string): Promise<Policy> {
  const [own] = (await stores.get(requestPolicies.type)?.find({ county })) ?? [];
  return own ? (own as unknown as Policy) : defaultPolicy;
}

export const requests = defineRegister({
  type: 'ServiceRequest',
  collection: COLLECTION,
  fields: requestFields,
  extra: requestExtra,
  place: 'compound',
  create: { mutation: 'raiseRequest', may: 'requests:raise', state: 'RECEIVED', decide: receive },
  states: requestStates,
  numbered: 'no',
  unique: [{ name: 'no', fields: ['no'] }],
  read: 'requests:read',
  readBy: ['reporter'],
  indexes: [
    { name: 'holder', key: { 'holder.person': 1, state: 1 } },
    { name: 'reporter', key: { reporter: 1, no: 1, _id: 1 } },
    { name: 'source', key: { source: 1, no: 1, _id: 1 } },
    { name: 'figures', key: { county: 1, channel: 1, place: 1, receivedAt: 1 } },
    { name: 'solved', key: { county: 1, channel: 1, place: 1, resolvedAt: 1 } },
    { name: 'reopened', key: { county: 1, reopenings: 1 } },
  ],
  order: ['no'],
  looks: Object.fromEntries([
    ...['waitForRequest', 'resumeRequest', 'approveExtension', 'resolveRequest'].map((name) => [name, terms]),
    ...['declareNotFeasible', 'adoptOpinion', 'answerOpinion'].map((name) => [name, terms]),
    ...['returnRequest', 'dispatchRequest', 'escalateRequest', 'reopenRequest'].map((name) => [name, people]),
    [
      'raiseRequest',
      async (...asked: Parameters<Look>) => ({
        ...(await terms(...asked)),
        ...(await people(...asked)),
        sources: await sourcesOf(...asked),
        buildings: await compoundsOfBuildings('building')(...asked),
      }),
    ],
  ]),
  asks: { raiseRequest: sourceElsewhere },
  effects: {
    raiseRequest: keepContact,
    mergeRequest: countInto,
    unmergeRequest: countOut,
    rateRequest: eraseContacts,
    recordCallBack: eraseContacts,
    closeUnratedRequest: eraseContacts,
  },
});
