import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Clock } from '@hh/kernel/clock.ts';
import { newId } from '@hh/kernel/id.ts';
import { isRefusal, type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { type Actor, canAt } from '@hh/service/actor.ts';
import type { Transaction, Writer } from '@hh/service/writer.ts';
import type { Client, ClientStore } from './client.store.ts';
import type { EnterpriseStore } from './enterprise.store.ts';
import { parseText } from './enterprise.ts';

export interface ClientParts {
  readonly writer: Writer;
  readonly clock: Clock;
  readonly clients: ClientStore;
  readonly enterprises: EnterpriseStore;
}

const NAME_MAX = 60;

/** Makes a client with its first secret, in clear this once. The name is the key: the same again answers the client, without secret. */
export async function createClient(
  { writer, clock, clients, enterprises }: ClientParts,
  actor: Actor,
  input: { enterprise: string; name: string },
): Promise<{ client: Client; secret: string | null } | Refusal> {
  if (actor.kind !== 'PERSON') return refuse('MACHINE_NOT_ALLOWED');
  const name = parseText(input.name, 'name', NAME_MAX);
  if (isRefusal(name)) return name;
  const county = await countyManaged(enterprises, actor, input.enterprise);
  if (isRefusal(county)) return county;
  const secret = newSecret();
  return await writer.write(async (transaction) => {
    const known = await clients.named(county, input.enterprise, name, transaction.session);
    if (known) return { client: known, secret: null };
    const client: Client = {
      id: `client-${newId()}`,
      county,
      enterprise: input.enterprise,
      name,
      secretHashes: [hashOf(secret)],
      createdAt: clock.now(),
      revokedAt: null,
    };
    await clients.insert(client, transaction.session);
    auditClient(transaction, actor, client, 'createClient');
    return { client, secret };
  });
}

/** Gives a client a further secret; the one before stays valid, older ones do not. */
export async function rotateSecret(
  { writer, clients, enterprises }: ClientParts,
  actor: Actor,
  id: string,
): Promise<{ client: Client; secret: string } | Refusal> {
  if (actor.kind !== 'PERSON') return refuse('MACHINE_NOT_ALLOWED');
  const found = await managed({ clients, enterprises }, actor, id);
  if (isRefusal(found)) return found;
  const secret = newSecret();
  return await writer.write(async (transaction) => {
    const client = await clients.find(id, transaction.session);
    if (!client || client.revokedAt) return refuse('STATE_NOT_ALLOWED', { field: 'client', state: 'REVOKED' });
    await clients.addSecret(id, hashOf(secret), transaction.session);
    auditClient(transaction, actor, client, 'rotateClientSecret');
    return { client: (await clients.find(id, transaction.session)) ?? client, secret };
  });
}

export async function revokeClient(
  { writer, clock, clients, enterprises }: ClientParts,
  actor: Actor,
  id: string,
): Promise<Client | Refusal> {
  if (actor.kind !== 'PERSON') return refuse('MACHINE_NOT_ALLOWED');
  const found = await managed({ clients, enterprises }, actor, id);
  if (isRefusal(found)) return found;
  return await writer.write(async (transaction) => {
    const isRevoked = await clients.revoke(id, clock.now(), transaction.session);
    if (isRevoked) auditClient(transaction, actor, found, 'revokeClient');
    return (await clients.find(id, transaction.session)) ?? found;
  });
}

/** What an unknown client is compared with, so that it costs the same as a known one. */
const NO_SECRET = hashOf('');

/** The client behind these credentials; null for any that are not good. Compares in constant time. */
export async function authenticateClient(
  { clients }: Pick<ClientParts, 'clients'>,
  id: string,
  secret: string,
): Promise<Client | null> {
  const client = await clients.find(id);
  const given = Buffer.from(hashOf(secret), 'hex');
  const valid = client?.secretHashes ?? [];
  const compared = [...valid, NO_SECRET].map((hash) => timingSafeEqual(Buffer.from(hash, 'hex'), given));
  return client && compared.slice(0, valid.length).includes(true) ? client : null;
}

async function managed(
  { clients, enterprises }: Pick<ClientParts, 'clients' | 'enterprises'>,
  actor: Actor,
  id: string,
): Promise<Client | Refusal> {
  const client = await clients.find(id);
  const county = client && (await countyManaged(enterprises, actor, client.enterprise));
  return client && !isRefusal(county) ? client : refuse('NOT_FOUND', { field: 'client', what: id.slice(0, 60) });
}

/** For its own people, and administrators of a county that it is registered in: that county. */
async function countyManaged(enterprises: EnterpriseStore, actor: Actor, uscc: string): Promise<string | Refusal> {
  const counties = await enterprises.countiesOf(uscc);
  const county = counties.find((each) => canAt(actor, 'clients:manage', uscc, each));
  return county ?? refuse('NOT_FOUND', { field: 'enterprise', what: uscc.slice(0, 40) });
}

function auditClient(
  { audit }: Transaction,
  actor: Actor,
  { id, county, enterprise, name }: Client,
  action: string,
): void {
  audit({
    county,
    actor,
    action,
    subject: { type: 'EnterpriseClient', id },
    after: { enterprise, name },
  });
}

function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
