import type { Clock } from '@hh/kernel/clock.ts';
import { newId } from '@hh/kernel/id.ts';
import { type LocalDate, type Period, periodOf, periodsBetween } from '@hh/kernel/period.ts';
import { parseReason } from '@hh/kernel/reason.ts';
import { isRefusal, type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { unlessAsSeen } from '@hh/kernel/seen.ts';
import { whyNot } from '@hh/kernel/state-machine.ts';
import type { Books } from '@hh/ledger/books.ts';
import { type Actor, type Capability, canAt } from '@hh/service/actor.ts';
import type { Session } from '@hh/service/mongo.ts';
import type { AskGraph } from '@hh/service/service.ts';
import type { Writer } from '@hh/service/writer.ts';
import type { TermsVersion } from '../allocation/allocation.ts';
import type { EnterpriseStore } from '../enterprise/enterprise.store.ts';
import type { PeriodStore } from '../period/period.store.ts';
import type { AgreementStore } from './agreement.store.ts';
import {
  type Agreement,
  type AgreementDraft,
  agreementStates,
  checkEnd,
  checkTermsStart,
  countyOfPlace,
  draftHash,
  isDrafted,
  parseAgreedTerms,
  parseDraft,
  type Terms,
  withActivated,
  withDraft,
} from './agreement.ts';
import { unknownCompound, whyNotElsewhere } from './beneficiaries.ts';
import { whyNotOnCommonParts } from './common-parts.ts';

export interface AgreementParts {
  readonly writer: Writer;
  readonly clock: Clock;
  readonly ask: AskGraph;
  readonly books: Books;
  readonly agreements: AgreementStore;
  readonly enterprises: EnterpriseStore;
  readonly periods: PeriodStore;
}

export interface OfAgreement {
  /** Its code. */
  readonly agreement: string;
  /** Its version when the caller looked. */
  readonly version?: number | null;
}

/**
 * The agreement of one code, for an actor who wants to do this to it. One that the actor may not even see is as if it
 * did not exist; one that is only not theirs to change is OUT_OF_SCOPE.
 */
export async function findFor(
  { agreements }: Pick<AgreementParts, 'agreements'>,
  actor: Actor,
  capability: Capability,
  code: string,
  asked?: string | null,
): Promise<Agreement | Refusal> {
  const county = await agreements.countyMeant(actor, asked);
  const agreement = county ? await agreements.byCode(county, code) : null;
  const mayAt = (word: Capability) => agreement && canAt(actor, word, agreement.community, agreement.operator);
  if (!agreement || !(mayAt(capability) || mayAt('agreements:read')))
    return refuse('NOT_FOUND', { field: 'agreement', what: code.slice(0, 40) });
  return mayAt(capability) ? agreement : refuse('OUT_OF_SCOPE', { field: 'agreement' });
}

/** The same for a check: who made what is to be checked is told that, before the rights that they lack as well. */
async function findToCheck(
  parts: AgreementParts,
  actor: Actor,
  code: string,
  isMaker: (agreement: Agreement) => boolean,
): Promise<Agreement | Refusal> {
  if (actor.kind !== 'PERSON') return refuse('MACHINE_NOT_ALLOWED');
  const drafted = await findFor(parts, actor, 'agreements:read', code);
  if (isRefusal(drafted)) return drafted;
  return isMaker(drafted)
    ? refuse('SAME_PERSON', { field: 'agreement' })
    : await findFor(parts, actor, 'agreements:activate', code);
}

function hasDrafted(agreement: Agreement, person: string): boolean {
  return agreement.createdBy === person || agreement.terms.some(({ draftedBy }) => draftedBy === person);
}

/** Drafts an agreement. The code is its key: the same draft again answers the first, another is refused. */
export async function createAgreement(
  parts: AgreementParts,
  actor: Actor,
  draft: AgreementDraft,
): Promise<Agreement | Refusal> {
  if (actor.kind !== 'PERSON') return refuse('MACHINE_NOT_ALLOWED');
  const parsed = parseDraft(draft);
  if (isRefusal(parsed)) return parsed;
  if (!canAt(actor, 'agreements:draft', parsed.community)) return refuse('OUT_OF_SCOPE', { field: 'community' });
  const county = countyOfPlace(parsed.community);
  const operator = await parts.enterprises.find(county, parsed.operator);
  if (!operator) return refuse('NOT_FOUND', { field: 'operator', what: parsed.operator });
  if (operator.kind !== 'STATE') return refuse('OPERATOR_NOT_STATE', { field: 'operator' });
  const elsewhere = await whyNotElsewhere(parts.ask, parsed);
  if (elsewhere) return elsewhere;

  return await parts.writer.write(async ({ session, audit }) => {
    const known = await parts.agreements.byCode(county, parsed.code, session);
    // Compared with what was drafted, whatever has become of the agreement since.
    if (known?.draftHash === draftHash(parsed)) return known;
    if (known) return refuse('ALREADY_EXISTS', { field: 'code', what: parsed.code });
    const agreement = newAgreement(parsed, county, actor.id, parts.clock.now());
    await parts.agreements.insert(agreement, session);
    const subject = { type: 'Agreement', id: agreement.id };
    audit({ county, actor, action: 'createAgreement', subject, after: agreement });
    return agreement;
  });
}

function newAgreement(draft: AgreementDraft, county: string, by: string, at: Date): Agreement {
  const terms = draft.terms.map((version): Terms => ({ ...version, state: 'DRAFT', draftedBy: by, activatedBy: null }));
  const [first] = draft.terms;
  if (!first) throw new Error('parsed terms are never empty');
  return {
    id: newId(),
    county,
    ...draft,
    terms,
    state: 'DRAFT',
    startsIn: first.from,
    createdBy: by,
    createdAt: at,
    ...{ activatedBy: null, activatedAt: null, endsOn: null },
    draftHash: draftHash(draft),
    version: 1,
  };
}

/** Puts a draft into force; the checker is another person than the maker, as a condition of the write. */
export async function activateAgreement(
  parts: AgreementParts,
  actor: Actor,
  { agreement: code, version }: OfAgreement,
): Promise<Agreement | Refusal> {
  const isMaker = (agreement: Agreement) => agreement.state === 'DRAFT' && hasDrafted(agreement, actor.id);
  const found = await findToCheck(parts, actor, code, isMaker);
  if (isRefusal(found)) return found;
  const notAllowed = await whyNotOnCommonParts(parts.ask, found, found.terms);
  if (notAllowed) return notAllowed;
  return await parts.writer.write(async ({ session, audit }) => {
    const agreement = await stored(parts, found.county, code, session);
    if (agreement.state === 'ACTIVE' && agreement.activatedBy === actor.id) return agreement;
    const changed = unlessAsSeen(version, agreement.version, 'version');
    if (changed) return changed;
    // Asked here, since terms amended meanwhile may begin in another month.
    const month = await parts.books.of(found.county).month(agreement.startsIn);
    if (agreement.state === 'DRAFT' && month.state === 'SEALED')
      return refuse('MONTH_SEALED', { field: 'agreement', period: agreement.startsIn });
    const isActivated = await parts.agreements.activate(agreement.id, actor.id, parts.clock.now(), session);
    if (!isActivated) {
      const refusal = whyNot(agreementStates.activateAgreement, agreement, actor.id);
      if (!refusal) throw new Error('nothing forbids the activation, and it has matched nothing');
      return refusal.at('agreement');
    }
    const change = { before: { state: 'DRAFT' }, after: { state: 'ACTIVE' }, action: 'activateAgreement' };
    audit({ county: agreement.county, actor, subject: { type: 'Agreement', id: agreement.id }, ...change });
    return await stored(parts, found.county, code, session);
  });
}

/** Drafts a further version of the terms, in the place of a draft from the same period; of a draft agreement, too. */
export async function amendTerms(
  parts: AgreementParts,
  actor: Actor,
  { agreement: code, version, terms: drafted }: OfAgreement & { readonly terms: TermsVersion },
): Promise<Agreement | Refusal> {
  if (actor.kind !== 'PERSON') return refuse('MACHINE_NOT_ALLOWED');
  const parsed = parseAgreedTerms([drafted]);
  if (isRefusal(parsed)) return parsed.at((parsed.field ?? 'terms').replace(/^terms\.0/, 'terms'));
  const [terms] = parsed;
  if (!terms) return refuse('TERMS_EMPTY', { field: 'terms' });
  const found = await findFor(parts, actor, 'agreements:draft', code);
  if (isRefusal(found)) return found;
  const unknown = await unknownCompound(parts.ask, found.county, parsed);
  const notAllowed = unknown ?? (await whyNotOnCommonParts(parts.ask, found, parsed));
  if (notAllowed) return notAllowed;
  return await changeTerms(parts, actor, found, 'amendTerms', async (agreement, session) => {
    if (isDrafted(agreement.terms, terms, actor.id)) return agreement.terms;
    const seen = unlessAsSeen(version, agreement.version, 'version');
    if (seen) return seen;
    if (agreement.state === 'ENDED') return refuse('STATE_NOT_ALLOWED', { field: 'agreement', state: 'ENDED' });
    const tooEarly = await checkStart(parts, agreement, terms.from, session);
    if (tooEarly) return tooEarly.at('terms.from');
    const changed = withDraft(agreement.terms, terms, actor.id);
    // A draft has no first period yet that anything was taken into: it begins with its first version.
    const startsIn = agreement.state === 'DRAFT' ? (changed[0]?.from ?? agreement.startsIn) : agreement.startsIn;
    await parts.agreements.setTerms(agreement.id, startsIn, changed, session);
    return changed;
  });
}

/** Puts a drafted version into force; another person than who drafted it, as a condition of the write. */
export async function activateTerms(
  parts: AgreementParts,
  actor: Actor,
  { agreement: code, version, from }: OfAgreement & { readonly from: Period },
): Promise<Agreement | Refusal> {
  const isMaker = ({ terms }: Agreement) =>
    terms.some((each) => each.from === from && each.state === 'DRAFT' && each.draftedBy === actor.id);
  const found = await findToCheck(parts, actor, code, isMaker);
  if (isRefusal(found)) return found;
  return await changeTerms(parts, actor, found, 'activateTerms', async (agreement, session) => {
    if (agreement.state !== 'ACTIVE')
      return refuse('STATE_NOT_ALLOWED', { field: 'agreement', state: agreement.state });
    const draft = agreement.terms.find((each) => each.from === from && each.state === 'DRAFT');
    const isDone = agreement.terms.some((each) => each.from === from && each.activatedBy === actor.id);
    if (!draft) return isDone ? agreement.terms : refuse('NOT_FOUND', { field: 'from', what: from });
    const seen = unlessAsSeen(version, agreement.version, 'version');
    if (seen) return seen;
    const tooEarly = await checkStart(parts, agreement, from, session);
    if (tooEarly) return tooEarly;
    const changed = withActivated(agreement.terms, draft, actor.id);
    const isActivated = await parts.agreements.activateTerms(agreement.id, draft, changed, actor.id, session);
    return isActivated ? changed : refuse('SAME_PERSON', { field: 'from' });
  });
}

async function checkStart({ periods }: AgreementParts, agreement: Agreement, from: Period, session: Session) {
  return agreement.state === 'DRAFT' ? null : checkTermsStart(from, await periods.earliestOpen(agreement, session));
}

async function changeTerms(
  parts: AgreementParts,
  actor: Actor,
  { county, code }: Agreement,
  action: string,
  change: (agreement: Agreement, session: Session) => Promise<readonly Terms[] | Refusal>,
): Promise<Agreement | Refusal> {
  return await parts.writer.write(async ({ session, audit }) => {
    const agreement = await stored(parts, county, code, session);
    const terms = await change(agreement, session);
    if (isRefusal(terms)) return terms;
    if (terms === agreement.terms) return agreement;
    const subject = { type: 'Agreement', id: agreement.id };
    audit({ county, actor, action, subject, before: { terms: agreement.terms }, after: { terms } });
    return await stored(parts, county, code, session);
  });
}

/**
 * Agrees the last day. Entries dated later are refused from now on; what is dated before may still come in, and the
 * agreement is ENDED when the period of that day closes. A loss carried forward lapses with it.
 */
export async function endAgreement(
  parts: AgreementParts,
  actor: Actor,
  { agreement: code, version, endsOn, reason }: OfAgreement & { endsOn: LocalDate; reason: string },
): Promise<Agreement | Refusal> {
  if (actor.kind !== 'PERSON') return refuse('MACHINE_NOT_ALLOWED');
  const words = parseReason(reason);
  if (isRefusal(words)) return words;
  const found = await findFor(parts, actor, 'agreements:activate', code);
  if (isRefusal(found)) return found;
  return await parts.writer.write(async ({ session, audit }) => {
    const agreement = await stored(parts, found.county, code, session);
    if (agreement.endsOn === endsOn) return agreement;
    const changed = unlessAsSeen(version, agreement.version, 'version');
    if (changed) return changed;
    const forbidden = whyNot(agreementStates.endAgreement, agreement, actor.id);
    if (forbidden) return forbidden.at('agreement');
    const lastClosed = (await parts.periods.lastClosed(agreement, session))?.period ?? null;
    const lastEntryOn = await parts.agreements.lastEntryAfter(agreement, endsOn, session);
    const refusal = checkEnd(endsOn, { lastClosed, startsIn: agreement.startsIn, lastEntryOn });
    if (refusal) return refusal;
    const touched = periodsBetween(periodOf(endsOn), periodOf(parts.clock.today()));
    await parts.periods.fence(
      agreement,
      touched.filter((period) => lastClosed === null || period > lastClosed),
      session,
    );
    await parts.agreements.setEnd(agreement.id, endsOn, session);
    if (periodOf(endsOn) === lastClosed) await parts.agreements.setState(agreement.id, 'ENDED', session);
    const after = await stored(parts, found.county, code, session);
    const { county, id, state } = agreement;
    const change = { before: { state, endsOn: agreement.endsOn }, after: { state: after.state, endsOn } };
    audit({ county, actor, action: 'endAgreement', subject: { type: 'Agreement', id }, ...change, reason: words });
    return after;
  });
}

/** An agreement is never deleted: what was found before the transaction is there inside it. */
async function stored({ agreements }: AgreementParts, county: string, code: string, session: Session) {
  const agreement = await agreements.byCode(county, code, session);
  if (!agreement) throw new Error(`the agreement ${code} of ${county} has vanished`);
  return agreement;
}
