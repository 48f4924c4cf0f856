import type { Fen } from '@hh/kernel/money.ts';
import type { Period } from '@hh/kernel/period.ts';
import { isRefusal, type Refusal } from '@hh/kernel/refusal.ts';
import { canAt } from '@hh/service/actor.ts';
import { connectionOf, type Page, type PageArguments, pageOf } from '@hh/service/connection.ts';
import { load, type RequestContext } from '@hh/service/context.ts';
import { refused, refusedResolvers } from '@hh/service/refused.ts';
import type { Resolvers } from '@hh/service/service.ts';
import type { Agreement } from '../agreement/agreement.ts';
import type { Advance } from '../allocation/advance.ts';
import { type PeriodKey, periodKey } from './declaration.store.ts';
import { attachEvidence, declareShare, disputeEntry, resolveDispute } from './entry.commands.ts';
import type { Dispute, Entry, Evidence, RawEntry } from './entry.ts';
import type { Restatement } from './restatement.store.ts';
import { countOf, postEntries, type RowOutcome, type StatementParts } from './statement.commands.ts';
import { agreementKey, type EntryFilter, entryCursor, entryKey } from './statement.store.ts';

interface EntryArguments extends PageArguments {
  readonly filter?: (EntryFilter & { readonly withoutEvidence?: boolean | null }) | null;
}

type Count = () => Promise<number>;

export function createStatementResolvers(
  parts: StatementParts & { readonly advance: Advance; readonly costEvidenceLimit: Fen },
): Resolvers {
  const { statements, costEvidenceLimit } = parts;
  const meant = ({ withoutEvidence, ...filter }: NonNullable<EntryArguments['filter']>): EntryFilter => ({
    ...filter,
    unprovenAbove: withoutEvidence ? costEvidenceLimit : null,
  });
  const mayRead = ({ community, operator }: Agreement, { actor }: RequestContext) =>
    canAt(actor, 'entries:read', community, operator);
  const connection = async (args: PageArguments, list: (page: Page) => Promise<readonly Entry[]>, count: Count) => {
    const page = pageOf(args);
    return connectionOf(page, await list(page), entryCursor, count);
  };
  const entryOf = ({ county, agreement }: Entry, externalRef: string | null, context: RequestContext) =>
    externalRef === null ? null : load(context, statements.byKeys, entryKey({ county, agreement, externalRef }));

  return {
    Agreement: {
      entries: (agreement: Agreement, { filter, ...args }: EntryArguments, context: RequestContext) =>
        mayRead(agreement, context)
          ? connection(
              args,
              (page) => statements.page(agreement, meant(filter ?? {}), page),
              () => statements.count(agreement, meant(filter ?? {})),
            )
          : null,
      restatements: async (agreement: Agreement, _: unknown, context: RequestContext) => {
        if (!mayRead(agreement, context)) return null;
        return (await load(context, statements.restatementsOf, agreementKey(agreement))) ?? [];
      },
      declaration: (agreement: Agreement, { period }: { period: Period }, context: RequestContext) => {
        const key = periodKey({ county: agreement.county, agreement: agreement.code, period });
        return mayRead(agreement, context) ? load(context, statements.declarationsByKeys, key) : null;
      },
    },
    AgreementPeriod: {
      // A period is shown to nobody who may not read its entries.
      late: async (period: PeriodKey, _: unknown, context: RequestContext) =>
        (await load(context, statements.takenLate, periodKey(period))) ?? [],
      declaration: (period: PeriodKey, _: unknown, context: RequestContext) =>
        load(context, statements.declarationsByKeys, periodKey(period)),
    },
    Allocation: {
      entries: (allocation: AllocationOfEntries, args: PageArguments, { actor }: RequestContext) => {
        const { county, agreement, community, operator, period } = allocation;
        if (!canAt(actor, 'entries:read', community, operator)) return null;
        return connection(
          args,
          (page) => statements.entriesOf(county, agreement, period, page),
          () => statements.countEntries(county, agreement, period),
        );
      },
    },
    Restatement: { profit: ({ revenue, cost }: Restatement) => revenue - cost },
    Entry: {
      reverses: (entry: Entry, _: unknown, context: RequestContext) => entryOf(entry, entry.reverses, context),
      reversedBy: (entry: Entry, _: unknown, context: RequestContext) => entryOf(entry, entry.reversedBy, context),
      source: ({ source }: Entry) => source.kind,
      line: ({ source }: Entry) => source.line,
      upload: ({ source }: Entry) => source.id,
    },
    EntryDispute: {
      openedBy: ({ openedBy }: Dispute) => person(openedBy),
      resolvedBy: ({ resolvedBy }: Dispute) => person(resolvedBy),
    },
    EntryEvidence: { attachedBy: ({ attachedBy }: Evidence) => person(attachedBy) },
    EntryProblem: refusedResolvers,
    PostedRow: { problems: ({ problems }: RowOutcome) => problems.map((refusal) => ({ refusal })) },
    Mutation: {
      postEntries: async (_: unknown, { input }: { input: PostEntriesInput }, { actor }: RequestContext) => {
        const rows = actor && (await postEntries(parts, actor, input));
        return isRefusal(rows) ? refused(rows) : rows && postedEntries(rows);
      },
      declareShare: async (_: unknown, { input }: { input: DeclareShareInput }, { actor }: RequestContext) => {
        const declaration = actor && (await declareShare(parts, actor, input));
        return isRefusal(declaration)
          ? refused(declaration)
          : declaration && { __typename: 'ShareDeclared', declaration };
      },
      disputeEntry: async (_: unknown, { input }: { input: DisputeEntryInput }, { actor }: RequestContext) =>
        actor && answer('EntryDisputed', await disputeEntry(parts, actor, input)),
      resolveDispute: async (_: unknown, { input }: { input: ResolveDisputeInput }, { actor }: RequestContext) =>
        actor && answer('DisputeResolved', await resolveDispute(parts, actor, input)),
      attachEvidence: async (_: unknown, { input }: { input: AttachEvidenceInput }, { actor }: RequestContext) =>
        actor && answer('EvidenceAttached', await attachEvidence(parts, actor, input)),
    },
  };
}

/** What an allocation's resolver hands on. */
interface AllocationOfEntries {
  readonly county: string;
  readonly agreement: string;
  readonly community: string;
  readonly operator: string;
  readonly period: Period;
}

interface PostEntriesInput {
  readonly agreement: string;
  readonly entries: readonly RawEntry[];
}

interface DeclareShareInput {
  readonly agreement: string;
  readonly period: Period;
  readonly amount: Fen;
  readonly declarations?: number | null;
}

interface EntryInputKey {
  readonly agreement: string;
  readonly externalRef: string;
}

type DisputeInputKey = EntryInputKey & { readonly disputes?: number | null };
type DisputeEntryInput = DisputeInputKey & { readonly reason: string };
type ResolveDisputeInput = DisputeInputKey & { readonly resolution: string };
type AttachEvidenceInput = EntryInputKey & { readonly reference: string };

function answer(__typename: string, result: Entry | Refusal) {
  return isRefusal(result) ? refused(result) : { __typename, entry: result };
}

function postedEntries(rows: readonly RowOutcome[]) {
  return {
    __typename: 'PostedEntries',
    rows,
    posted: countOf(rows, 'POSTED'),
    duplicate: countOf(rows, 'DUPLICATE'),
    rejected: countOf(rows, 'REJECTED'),
  };
}

function person(id: string | null) {
  return id === null ? null : { __typename: 'Person', id };
}
