import type { Clock } from '@hh/kernel/clock.ts';
import { isRefusal, type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { unlessAsSeen } from '@hh/kernel/seen.ts';
import { type Actor, canAt, countyOf } from '@hh/service/actor.ts';
import type { Writer } from '@hh/service/writer.ts';
import { clean } from '../statement/entry.ts';
import type { BankAccount } from './bank-account.store.ts';
import type { BankMappingStore, SavedMapping } from './bank-mapping.store.ts';
import { type BankMapping, knownMapping, parseMapping, writtenMapping } from './bank-mapping.ts';

const BANK_MAX = 60;
const LAYOUTS_MAX = 20;

/** What a file of this account may be read by: what was saved for layouts of its bank, else what is known of banks. */
export async function mappingsFor(
  mappings: BankMappingStore,
  { county, bank }: BankAccount,
): Promise<readonly BankMapping[]> {
  return [...(await mappings.ofBank(county, bank)).map(({ mapping }) => mapping), knownMapping];
}

/** Saves a mapping for a layout of a bank; the same again changes nothing. */
export async function saveBankMapping(
  { writer, clock, mappings }: { readonly writer: Writer; readonly clock: Clock; readonly mappings: BankMappingStore },
  actor: Actor,
  { bank: given, version, ...written }: { readonly bank: string; readonly version?: number | null },
): Promise<SavedMapping | Refusal> {
  if (actor.kind !== 'PERSON') return refuse('MACHINE_NOT_ALLOWED');
  const county = countyOf(actor);
  if (!county || !canAt(actor, 'bank-statements:import', county)) return refuse('OUT_OF_SCOPE', { field: 'bank' });
  const bank = clean(given);
  if (bank === null) return refuse('VALUE_MISSING', { field: 'bank' });
  if ([...bank].length > BANK_MAX) return refuse('VALUE_TOO_LONG', { field: 'bank', max: BANK_MAX });
  const mapping = parseMapping(written);
  if (isRefusal(mapping)) return mapping;
  return await writer.write(async ({ session, audit }) => {
    const before = await mappings.find(county, bank, mapping.header, session);
    if (before && isSame(before.mapping, mapping)) return before;
    const last = before?.version ?? 0;
    const changed = unlessAsSeen(version, last, 'version');
    if (changed) return changed;
    if (!before && (await mappings.ofBank(county, bank, session)).length >= LAYOUTS_MAX)
      return refuse('LIST_SIZE', { field: 'header', min: 1, max: LAYOUTS_MAX });
    const saved = { county, bank, mapping, savedBy: actor.id, savedAt: clock.now(), version: last + 1 };
    await mappings.save(saved, session);
    audit({
      county,
      actor,
      action: 'saveBankMapping',
      subject: { type: 'BankMapping', id: bank },
      ...(before && { before: writtenMapping(before.mapping) }),
      after: writtenMapping(mapping),
    });
    return saved;
  });
}

function isSame(one: BankMapping, other: BankMapping): boolean {
  return JSON.stringify(writtenMapping(one)) === JSON.stringify(writtenMapping(other));
}
