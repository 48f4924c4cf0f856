import { isRefusal, type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { parseShape, reference } from '@hh/kernel/shape.ts';
import { type Actor, canAt } from '@hh/service/actor.ts';
import { enterRows, type RegisterParts } from '@hh/service/register/commands.ts';
import type { Effect, Row } from '@hh/service/register/register.ts';
import { createPersonStore, type PersonStore } from '../person/person.store.ts';
import type { Person } from '../person/person.ts';
import { personalDataRequests } from './personal-data.store.ts';
import { detailFields, type PersonDetails, whyNotKept } from './personal-data.ts';

type Input = Readonly<Record<string, unknown>>;

/** Asks for what is kept of oneself; the same key answers the first. */
export async function askForOwn(
  parts: RegisterParts,
  persons: PersonStore,
  actor: Actor,
  kind: string,
  { clientMutationId, text }: Input,
): Promise<Row | Refusal> {
  const key = reference('key').parse(clientMutationId);
  if (isRefusal(key)) return key.at('clientMutationId');
  const person = actor.kind === 'PERSON' ? (await persons.byIds([actor.id])).get(actor.id) : undefined;
  if (!person) return refuse('MACHINE_NOT_ALLOWED');
  const input = { person: person.id, place: person.place, kind, text };
  const ids = await parts.writer.write(
    async (transaction) => await enterRows(parts, personalDataRequests, actor, [{ input }], transaction),
    { key: `requestPersonalData ${actor.id} ${key}`, request: JSON.stringify(input) },
  );
  if (isRefusal(ids)) return ids.field?.startsWith('0.') ? ids.at(ids.field.slice(2)) : ids;
  return (await parts.stores.get(personalDataRequests.type)?.get(ids[0] as string)) as Row;
}

/** Keeps the details of a person. The trail says which were changed, and never what they are. */
export async function recordDetails(
  { writer, clock }: RegisterParts,
  persons: PersonStore,
  actor: Actor,
  { person: id, ...input }: Input,
): Promise<Person | Refusal> {
  const details = parseShape(detailFields, input);
  if (isRefusal(details)) return details;
  const why = whyNotKept(details as PersonDetails, clock.today());
  if (why) return why;
  const person = (await persons.byIds([String(id)])).get(String(id));
  if (!person) return refuse('NOT_FOUND', { field: 'person', what: 'Person' });
  if (!canAt(actor, 'people:keep', person.place)) return refuse('OUT_OF_SCOPE', { field: 'person' });
  return await writer.write(async ({ session, audit }) => {
    await persons.keepDetails(person.id, details as PersonDetails, session);
    const fields = Object.entries(details).flatMap(([field, value]) => (value === null ? [] : [field]));
    const subject = { type: 'Person', id: person.id };
    audit({ county: person.county, actor, action: 'recordPersonDetails', subject, after: { fields } });
    return { ...person, details: details as PersonDetails };
  });
}

/** What rests on consent goes when its erasure is granted; name and telephone stay while rows refer to the person. */
export const eraseDetails: Effect = async ({ kind, person, county }, { session, audit, actor, parts }) => {
  if (kind !== 'ERASURE') return undefined;
  await createPersonStore(parts.writer.connection).keepDetails(person, null, session);
  audit({ county, actor, action: 'erasePersonDetails', subject: { type: 'Person', id: person } });
  return undefined;
};
