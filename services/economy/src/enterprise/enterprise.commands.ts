import { isRefusal, type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { type Actor, canAt, countyOf } from '@hh/service/actor.ts';
import type { Writer } from '@hh/service/writer.ts';
import type { EnterpriseStore } from './enterprise.store.ts';
import { type Enterprise, parseEnterprise } from './enterprise.ts';

/** Enters an enterprise into the county's register. The code is the key: the same again answers the first. */
export async function registerEnterprise(
  { writer, enterprises }: { writer: Writer; enterprises: EnterpriseStore },
  actor: Actor,
  draft: Enterprise,
): Promise<Enterprise | Refusal> {
  if (actor.kind !== 'PERSON') return refuse('MACHINE_NOT_ALLOWED');
  const enterprise = parseEnterprise(draft);
  if (isRefusal(enterprise)) return enterprise;
  const county = countyOf(actor);
  if (!county || !canAt(actor, 'agreements:draft', county)) return refuse('OUT_OF_SCOPE', { field: 'uscc' });
  return await writer.write(async ({ session, audit }) => {
    const known = await enterprises.find(county, enterprise.uscc, session);
    if (known)
      return isSame(known, enterprise) ? known : refuse('ALREADY_EXISTS', { field: 'uscc', what: enterprise.uscc });
    await enterprises.insert(county, enterprise, session);
    audit({
      county,
      actor,
      action: 'registerEnterprise',
      subject: { type: 'PartnerEnterprise', id: enterprise.uscc },
      after: enterprise,
    });
    return enterprise;
  });
}

/** Enters the enterprises of a new county, all or none. */
export async function registerEnterprises(
  { writer, enterprises }: { writer: Writer; enterprises: EnterpriseStore },
  actor: Actor,
  county: string,
  drafts: readonly Enterprise[],
): Promise<number | Refusal> {
  const parsed: Enterprise[] = [];
  for (const [index, draft] of drafts.entries()) {
    const enterprise = parseEnterprise(draft);
    if (isRefusal(enterprise)) return enterprise.at(`${index}.${enterprise.field}`);
    parsed.push(enterprise);
  }
  return await writer.write(async ({ session, audit }) => {
    for (const enterprise of parsed) await enterprises.insert(county, enterprise, session);
    const subject = { type: 'County', id: county };
    audit({ county, actor, action: 'registerEnterprises', subject, after: { enterprises: parsed.length } });
    return parsed.length;
  });
}

function isSame(a: Enterprise, b: Enterprise): boolean {
  return a.name === b.name && a.kind === b.kind && a.trade === b.trade;
}
