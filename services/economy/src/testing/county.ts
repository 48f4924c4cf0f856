/** A small county for tests: its people, an enterprise, four compounds, and the stores of the economy on a database of its own. */
import { manualClock } from '@hh/kernel/clock.ts';
import type { Fen } from '@hh/kernel/money.ts';
import type { Period } from '@hh/kernel/period.ts';
import { must } from '@hh/kernel/refusal.ts';
import { usccFor } from '@hh/kernel/uscc.ts';
import { createBooks } from '@hh/ledger/books.ts';
import { ledgerCollections } from '@hh/ledger/ledger.ts';
import { type Actor, parseGrant } from '@hh/service/actor.ts';
import type { OutboxRow } from '@hh/service/relay.ts';
import type { AskGraph } from '@hh/service/service.ts';
import { createTestStore } from '@hh/service/testing/store.ts';
import { createWriter, writerCollections } from '@hh/service/writer.ts';
import { activateAgreement, createAgreement } from '../agreement/agreement.commands.ts';
import { agreementsCollection, createAgreementStore } from '../agreement/agreement.store.ts';
import type { Agreement, AgreementDraft } from '../agreement/agreement.ts';
import { createAccountOpening } from '../allocation/accounts.ts';
import { createAdvance } from '../allocation/advance.ts';
import { allocationsCollection, createAllocationStore } from '../allocation/allocation.store.ts';
import type { TermsVersion } from '../allocation/allocation.ts';
import { createFindingToPost } from '../allocation/to-post.ts';
import { bankAccountsCollection } from '../bank-statement/bank-account.store.ts';
import { bankLinesCollection } from '../bank-statement/bank-line.store.ts';
import { bankStatementsCollection } from '../bank-statement/bank-statement.store.ts';
import { bookItemCollections, createBookItemStore } from '../book-item/book-item.store.ts';
import { breakCasesCollection } from '../break/break.store.ts';
import { breakFilesCollection } from '../break/break-file.store.ts';
import { clientsCollection, createClientStore } from '../enterprise/client.store.ts';
import { registerEnterprise } from '../enterprise/enterprise.commands.ts';
import { createEnterpriseStore, enterprisesCollection } from '../enterprise/enterprise.store.ts';
import { matchCollections } from '../match/match.store.ts';
import { matchBatchCollections } from '../match-batch/match-batch.store.ts';
import { createPeriodStore, periodsCollection } from '../period/period.store.ts';
import { createStatementStore, statementCollections } from '../statement/statement.store.ts';

export const COUNTY = '371322';
export const COMMUNITY = '371322001001';
export const OPERATOR = usccFor(COUNTY, 'MA000001');
export const PRIVATE_FIRM = usccFor(COUNTY, 'MA000002');
export const compounds = ['37132200100101', '37132200100102', '37132200100201'] as const;

export function person(id: string, ...grants: readonly string[]): Actor {
  return { kind: 'PERSON', id, grants: grants.map(parseGrant).filter((grant) => grant !== null) };
}

export const maker = person('maker', `FINANCE_MAKER@${COUNTY}`);
export const checker = person('checker', `FINANCE_CHECKER@${COUNTY}`);
export const otherChecker = person('other-checker', `FINANCE_CHECKER@${COUNTY}`);
/** Holds both grants: the rule compares persons, not grants. */
export const both = person('both', `FINANCE_MAKER@${COUNTY}`, `FINANCE_CHECKER@${COUNTY}`);
export const elsewhere = person('elsewhere', 'FINANCE_MAKER@371323', 'FINANCE_CHECKER@371323');
export const machine: Actor = { kind: 'MACHINE', id: 'client-1', grants: both.grants };
export const system: Actor = { kind: 'SYSTEM', id: 'system', grants: [] };

export const period = (text: string) => text as Period;

/** `terms('2025-01', 1000, [3, 2])`: the first compounds by these weights. */
export function terms(from: string, rateBp: number, weights: readonly number[]): TermsVersion {
  const shares = weights.map((weight, index) => ({ beneficiary: compounds[index] as string, weight: BigInt(weight) }));
  return { from: period(from), rateBp: BigInt(rateBp), weights: shares };
}

export function draft(code: string, ...versions: readonly TermsVersion[]): AgreementDraft {
  return {
    code,
    name: `合作项目 ${code}`,
    operator: OPERATOR,
    community: COMMUNITY,
    business: 'HOUSEKEEPING',
    usesCommonParts: false,
    commonPartsVote: null,
    terms: versions,
  };
}

/** The votes that there are: of the first compound, passed on its common parts for 30 %, and all but that. */
export const commonPartsVotes: Record<string, object> = {
  passed: { ownersBp: 3000 },
  whole: { ownersBp: null },
  lost: { isPassed: false },
  other: { matter: 'M9', class: 'SIMPLE' },
  elsewhere: { compound: { code: compounds[1] } },
};

function voteOf(id: string | undefined): object | null {
  const change = commonPartsVotes[id ?? ''];
  const passed = { matter: 'M8', class: 'QUALIFIED', isPassed: true, ownersBp: 3000, compound: { code: compounds[0] } };
  return change ? { ...passed, ...change } : null;
}

/** Who may work on breaks here. */
const breakWorkers: readonly (string | undefined)[] = ['clerk', 'maker', 'checker'];

/** Answers for the services that places, people and votes belong to: the compounds and the one community that there are. */
const askOthers = (async (
  _document: string,
  { codes = [], code, id, person }: { codes?: readonly string[]; code?: string; id?: string; person?: string },
) => ({
  vote: voteOf(id),
  county: { breakAssignees: { totalCount: breakWorkers.includes(person) ? 1 : 0 } },
  community: code === COMMUNITY ? { code } : null,
  compounds: codes.map((code) => (compounds.some((known) => known === code) ? { code, name: `小区 ${code}` } : null)),
})) as unknown as AskGraph;

export type TestCounty = Awaited<ReturnType<typeof createTestCounty>>;

export async function createTestCounty(now: string) {
  const store = await createTestStore([
    ...writerCollections,
    agreementsCollection,
    periodsCollection,
    allocationsCollection,
    enterprisesCollection,
    clientsCollection,
    ...statementCollections,
    ...ledgerCollections,
    ...bookItemCollections,
    bankAccountsCollection,
    bankStatementsCollection,
    bankLinesCollection,
    ...matchCollections,
    ...matchBatchCollections,
    breakCasesCollection,
    breakFilesCollection,
  ]);
  const { connection } = store;
  const clock = manualClock(now);
  const books = createBooks({ connection, book: 'economy', clock });
  const enterprises = createEnterpriseStore(connection);
  const agreements = createAgreementStore(connection);
  const allocations = createAllocationStore(connection);
  const statements = createStatementStore(connection);
  const items = createBookItemStore(connection);
  const parts = {
    connection,
    clock,
    ask: askOthers,
    writer: createWriter({ connection, clock }),
    books,
    enterprises,
    openAccounts: createAccountOpening({ books, enterprises, ask: askOthers }),
    findToPost: createFindingToPost({ allocations, agreements }),
    clients: createClientStore(connection),
    agreements,
    periods: createPeriodStore(connection),
    allocations,
    statements,
    items,
    advance: createAdvance({ allocations, statements, items }),
    costEvidenceLimit: 5_000_000n,
  };
  const register = (uscc: string, kind: 'STATE' | 'PRIVATE') =>
    registerEnterprise(parts, maker, { uscc, name: `企业 ${uscc.slice(8, 16)}`, kind, trade: '居民服务' });
  must(await register(OPERATOR, 'STATE'));
  must(await register(PRIVATE_FIRM, 'PRIVATE'));

  return {
    ...parts,

    /** An agreement in force, drafted by the maker and activated by the checker. */
    async agreed(code: string, ...versions: readonly TermsVersion[]): Promise<Agreement> {
      must(await createAgreement(parts, maker, draft(code, ...versions)));
      return must(await activateAgreement(parts, checker, { agreement: code }));
    },

    /** What a posting of entries with these sums does to the period. */
    async take(agreement: string, month: string, revenue: Fen, cost: Fen = 0n): Promise<void> {
      await parts.writer.write(async ({ session }) => {
        const taken = { county: COUNTY, agreement, period: period(month), revenue, cost, entries: 1 };
        return (await parts.periods.takeEntries(session, taken)) ?? true;
      });
    },

    auditOf: (action: string) => connection.collection('audit').find({ action }).toArray(),
    announced: () => connection.collection<OutboxRow>('outbox').find().toArray(),

    async stop(): Promise<void> {
      await parts.books.close();
      await store.drop();
    },
  };
}
