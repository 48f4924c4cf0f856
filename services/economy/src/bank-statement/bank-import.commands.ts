import type { Clock } from '@hh/kernel/clock.ts';
import { isRefusal, type Refusal, refuse, shown } from '@hh/kernel/refusal.ts';
import { unlessAsSeen } from '@hh/kernel/seen.ts';
import { type Actor, canAt, countyOf } from '@hh/service/actor.ts';
import type { Writer } from '@hh/service/writer.ts';
import { clean } from '../statement/entry.ts';
import type { BankAccount } from './bank-account.store.ts';
import type { BankMappingStore, SavedMapping } from './bank-mapping.store.ts';
import { type BankMapping, headerWords, knownMapping, parseMapping, writtenMapping } from './bank-mapping.ts';

const BANK_MAX = 60;
const LAYOUTS_MAX = 20;

/** What a file of this account may be read by: what was saved for layouts of its bank, else what is known of banks. */
export async function mappingsFor(
  mappings: BankMappingStore,
  { county, bank }: BankAccount,
): Promise<readonly BankMapping[]> {
  return [...(await mappings.ofBank(county, bank)).map(({ mapping }) => mapping), knownMapping];
}

interface MappingParts {
  readonly writer: Writer;
  readonly clock: Clock;
  readonly mappings: BankMappingStore;
}

/** Saves a mapping for a layout of a bank; the same again changes nothing. */
export async function saveBankMapping(
  { writer, clock, mappings }: MappingParts,
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
    const changed = unlessAsSeen(version, before?.version ?? 0, 'version');
    if (changed) return changed;
    if (!before && (await mappings.ofBank(county, bank, session)).length >= LAYOUTS_MAX)
      return refuse('LIST_SIZE', { field: 'header', min: 1, max: LAYOUTS_MAX });
    const next = await mappings.nextVersion(county, bank, mapping.header, session);
    const saved = { county, bank, mapping, savedBy: actor.id, savedAt: clock.now(), version: next };
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

/** Takes back what is saved for a layout, as the caller saw it; a file that is being read goes on by what it began with. */
export async function removeBankMapping(
  { writer, mappings }: MappingParts,
  actor: Actor,
  { bank, header, version }: { readonly bank: string; readonly header?: readonly string[] | null; version: number },
): Promise<SavedMapping | Refusal> {
  if (actor.kind !== 'PERSON') return refuse('MACHINE_NOT_ALLOWED');
  const county = countyOf(actor);
  if (!county || !canAt(actor, 'bank-statements:import', county)) return refuse('OUT_OF_SCOPE', { field: 'bank' });
  const words = headerWords(header ?? []);
  return await writer.write(async ({ session, audit }) => {
    const saved = await mappings.find(county, bank, words, session);
    if (!saved) return refuse('NOT_FOUND', { field: 'header', what: shown([bank, ...words].join(' ')) });
    const changed = unlessAsSeen(version, saved.version, 'version');
    if (changed) return changed;
    await mappings.remove(saved, session);
    const before = writtenMapping(saved.mapping);
    audit({ county, actor, action: 'removeBankMapping', subject: { type: 'BankMapping', id: bank }, before });
    return saved;
  });
}

function isSame(one: BankMapping, other: BankMapping): boolean {
  return JSON.stringify(writtenMapping(one)) === JSON.stringify(writtenMapping(other));
}
