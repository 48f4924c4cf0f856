import { manualClock } from '@hh/kernel/clock.ts';
import type { Period } from '@hh/kernel/period.ts';
import { must } from '@hh/kernel/refusal.ts';
import type { Actor } from '@hh/service/actor.ts';
import { createContext } from '@hh/service/context.ts';
import { createSubgraph } from '@hh/service/subgraph.ts';
import { createTestStore, type TestStore } from '@hh/service/testing/store.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type GraphQLSchema, graphql } from 'graphql';
import { bookResolvers } from './book.resolvers.ts';
import { type Books, createBooks } from './books.ts';
import { type Ledger, ledgerCollections } from './ledger.ts';
import { leafHash, rootOfPath } from './merkle.ts';
import { accounts, transfer } from './testing/drafts.ts';
import { verifyStoredBook } from './verify.store.ts';

const clock = manualClock('2026-01-05T09:00:00+08:00');
const county = '371322';

let store: TestStore;
let books: Books;
let schema: GraphQLSchema;
let shown: Ledger | undefined;

beforeAll(async () => {
  store = await createTestStore(ledgerCollections);
  books = createBooks({ connection: store.connection, book: 'economy', clock });
  const owners = createBooks({ connection: store.connection, book: 'owners', clock });
  const sdl = [new URL('./book.graphql', import.meta.url), new URL('./testing/books.graphql', import.meta.url)];
  const roots = { Query: { economyBook: () => shown ?? books.of(county), ownersBook: () => owners.of(county) } };
  schema = createSubgraph({
    definition: { name: 'economy', sdl },
    running: { resolvers: { ...bookResolvers, ...roots } },
    rules: { of: () => [], ofType: () => [] },
  });
  const ledger = books.of(county);
  await ledger.openAccounts(accounts);
  const shares = ['a', 'b', 'c'].map((key) => transfer(key, '2025-11-30', '1221.OPERATOR', '2241.B01', 12_345n));
  const dimensions = { agreement: 'JV-0001', period: '2025-11' };
  const [first, ...others] = shares.map((draft) => ({
    ...draft,
    lines: draft.lines.map((line) => ({ ...line, dimensions })),
  }));
  for (const draft of [first, ...others]) if (draft) must(await ledger.post({ ...draft, postedBy: 'maker' }));
  must(await ledger.post(transfer('d', '2025-12-31', '1002.BA-0001', '1221.OPERATOR', 300n)));
  must(await ledger.seal('2025-11' as Period, { proposedBy: 'maker', sealedBy: 'checker' }));
});
afterAll(() => store.drop());

async function ask(
  source: string,
  variables: Record<string, unknown> = {},
  language: 'zh' | 'en' = 'zh',
  actor: Actor | null = null,
) {
  const contextValue = createContext({ actor, language, requestId: 'test' });
  const { data, errors } = await graphql({ schema, source, variableValues: variables, contextValue });
  expect(errors).toBeUndefined();
  // biome-ignore lint/suspicious/noExplicitAny: the answers of many operations
  return data as any;
}

describe('the graph of a book', () => {
  test('shows a trial balance that proves itself, and the months of both books', async () => {
    const { economyBook, ownersBook } = await ask(`
      query Trial { economyBook { ...Trial } ownersBook { ...Trial } }
      fragment Trial on Book {
        code headSeq
        trialBalance(period: "2025-12") { period balanced totalDebit totalCredit accounts { code name owner { kind code } opening debit credit closing } }
        period(period: "2025-11") { state merkleRoot journalCount proposedBy sealedBy }
      }`);
    expect(economyBook.trialBalance).toMatchObject({
      balanced: true,
      totalDebit: '3.00',
      totalCredit: '3.00',
      period: '2025-12',
    });
    expect(economyBook.trialBalance.accounts).toEqual([
      row('1002.BA-0001', '0.00', '3.00', '0.00', '3.00'),
      row('1221.OPERATOR', '370.35', '0.00', '3.00', '367.35'),
      row('2241.B01', '-370.35', '0.00', '0.00', '-370.35'),
    ]);
    expect(economyBook).toMatchObject({ code: 'economy', headSeq: 4 });
    expect(economyBook.period).toMatchObject({
      state: 'SEALED',
      journalCount: 3,
      proposedBy: 'maker',
      sealedBy: 'checker',
    });
    expect(ownersBook).toMatchObject({ code: 'owners', headSeq: 0, period: { state: 'OPEN', merkleRoot: null } });
  });

  test('says what each month waits for, and what who looks may do about it', async () => {
    const months = async (id: string, role: 'FINANCE_MAKER' | 'FINANCE_CHECKER') => {
      const actor = { kind: 'PERSON', id, grants: [{ role, scope: county }] } as const;
      const source = '{ economyBook { months { period awaits allowedTransitions { mutation to } } } }';
      return (await ask(source, {}, 'zh', actor)).economyBook.months;
    };
    const december = (allowedTransitions: readonly object[], awaits = 'PROPOSAL') => [
      { period: '2025-11', awaits: null, allowedTransitions: [] },
      { period: '2025-12', awaits, allowedTransitions },
      { period: '2026-01', awaits: null, allowedTransitions: [] },
    ];
    const propose = { mutation: 'proposeEconomyMonth', to: 'OPEN' };
    expect(await months('maker', 'FINANCE_MAKER')).toEqual(december([propose]));
    expect(await months('checker', 'FINANCE_CHECKER')).toEqual(december([]));
    must(await books.of(county).proposeSealing('2025-12' as Period, { proposedBy: 'maker' }));
    const seal = { mutation: 'sealEconomyMonth', to: 'SEALED' };
    expect(await months('checker', 'FINANCE_CHECKER')).toEqual(december([seal], 'SEALING'));
    expect(await months('maker', 'FINANCE_CHECKER')).toEqual(december([], 'SEALING'));
  });

  test('names whose accounts it holds, and says who may carry a year forward', async () => {
    const actor = { kind: 'PERSON', id: 'maker', grants: [{ role: 'FINANCE_MAKER', scope: county }] } as const;
    const year = 'year(year: 2025) { allowedTransitions { mutation } }';
    const source = `{ economyBook { owners { kind code name } ${year} } ownersBook { owners { code } ${year} } }`;
    const { economyBook, ownersBook } = await ask(source, {}, 'zh', actor);
    expect(economyBook.owners).toEqual([
      { kind: 'COMPANY', code: 'C-01', name: '科目 5001.C-01' },
      { kind: 'SETTLEMENT_OFFICE', code: 'OFFICE', name: '结算中心' },
    ]);
    expect(economyBook.year.allowedTransitions).toEqual([{ mutation: 'proposeEconomyYear' }]);
    expect(ownersBook).toMatchObject({ owners: [], year: { allowedTransitions: [] } });
  });

  function row(code: string, opening: string, debit: string, credit: string, closing: string) {
    const owner = { kind: 'SETTLEMENT_OFFICE', code: 'OFFICE' };
    return { code, name: `科目 ${code}`, owner, opening, debit, credit, closing };
  }

  test('shows the table of balances of some months, with the accounts above', async () => {
    const { economyBook } = await ask(`{ economyBook { trialBalance(period: "2025-11", through: "2025-12") {
      period through balanced totalDebit
      tree(level: 1) { code name category owner { code } level isLeaf yearOpening opening openingSide debit credit yearDebit closing closingSide }
      all: tree { code level isLeaf owner { code } }
    } } }`);
    const { tree, all, ...of } = economyBook.trialBalance;
    expect(of).toEqual({ period: '2025-11', through: '2025-12', balanced: true, totalDebit: '373.35' });
    expect(tree.map(({ code }: { code: string }) => code)).toEqual(['1002', '1221', '2241']);
    expect(tree[2]).toEqual({
      ...{
        code: '2241',
        name: '其他应付款·应付小区公共收益',
        category: 'LIABILITY',
        owner: null,
        level: 1,
        isLeaf: false,
      },
      ...{ yearOpening: '0.00', opening: '0.00', openingSide: 'LEVEL', debit: '0.00', credit: '370.35' },
      ...{ yearDebit: '0.00', closing: '-370.35', closingSide: 'CREDIT' },
    });
    expect(all.at(-1)).toEqual({ code: '2241.B01', level: 2, isLeaf: true, owner: { code: 'OFFICE' } });
  });

  test('shows the ledger of an account, by month and by line with running balance', async () => {
    const query = `query ($after: String) { economyBook { accountLedger(account: "1221", period: "2025-11", through: "2025-12") {
      account { code } opening openingSide debit credit closing closingSide
      months { period opening debit credit yearDebit yearCredit closing closingSide }
      lines(first: 2, after: $after) {
        totalCount pageInfo { hasNextPage endCursor }
        edges { node { effectiveOn seq voucherNumber account memo debit credit balance side } }
      }
    } none: accountLedger(account: "9999", period: "2025-11") { opening } } }`;
    const first = (await ask(query)).economyBook;
    expect(first.none).toBeNull();
    expect(first.accountLedger).toMatchObject({
      opening: '0.00',
      openingSide: 'LEVEL',
      debit: '370.35',
      credit: '3.00',
      closing: '367.35',
      months: [
        { period: '2025-11', opening: '0.00', debit: '370.35', credit: '0.00', yearDebit: '370.35', closing: '370.35' },
        { period: '2025-12', opening: '370.35', debit: '0.00', credit: '3.00', yearCredit: '3.00', closing: '367.35' },
      ],
    });
    const { totalCount, pageInfo } = first.accountLedger.lines;
    expect({ totalCount, more: pageInfo.hasNextPage }).toEqual({ totalCount: 4, more: true });
    const { lines } = (await ask(query, { after: pageInfo.endCursor })).economyBook.accountLedger;
    expect(lines.edges.map(({ node }: { node: object }) => node)).toEqual([
      {
        ...{ effectiveOn: '2025-11-30', seq: 3, voucherNumber: '2025-11 记-0003', account: '1221.OPERATOR' },
        ...{ memo: '凭证 c', debit: '123.45', credit: '0.00', balance: '370.35', side: 'DEBIT' },
      },
      {
        ...{ effectiveOn: '2025-12-31', seq: 4, voucherNumber: '2025-12 记-0001', account: '1221.OPERATOR' },
        ...{ memo: '凭证 d', debit: '0.00', credit: '3.00', balance: '367.35', side: 'DEBIT' },
      },
    ]);
  });

  test('shows what a voucher shows: its total in words, and who made, checked and posted it', async () => {
    const who = 'total totalInWords maker { id } checker { id } poster { id }';
    const { economyBook } = await ask(
      `{ economyBook { made: journal(seq: 1) { ${who} } nobody: journal(seq: 4) { ${who} } } }`,
    );
    expect(economyBook).toEqual({
      made: {
        ...{ total: '123.45', totalInWords: '人民币壹佰贰拾叁元肆角伍分' },
        ...{ maker: { id: 'maker' }, checker: null, poster: { id: 'maker' } },
      },
      nobody: { total: '3.00', totalInWords: '人民币叁元整', maker: null, checker: null, poster: null },
    });
  });

  test('explains a journal, and proves it once its month is sealed', async () => {
    const { economyBook } = await ask(`{ economyBook {
      sealed: journal(seq: 2) {
        seq voucherNumber hash previousHash date effectiveOn postedAt source { kind key } memo postedBy approvedBy reverses
        lines { account { code name(language: EN) } debit credit agreement period compound memo }
        inclusionProof { root leaf path { side hash } journal }
      }
      open: journal(seq: 4) { inclusionProof { root } }
      none: journal(seq: 5) { seq }
      period(period: "2025-11") { merkleRoot }
    } }`);
    const { sealed, open, none, period } = economyBook;
    expect(sealed).toMatchObject({
      seq: 2,
      voucherNumber: '2025-11 记-0002',
      effectiveOn: '2025-11-30',
      postedAt: '2026-01-05T09:00:00.000+08:00',
      source: { kind: 'test', key: 'b' },
      postedBy: 'maker',
      approvedBy: null,
      reverses: null,
    });
    expect(sealed.lines[0]).toEqual({
      account: { code: '1221.OPERATOR', name: 'Account 1221.OPERATOR' },
      debit: '123.45',
      credit: '0.00',
      agreement: 'JV-0001',
      period: '2025-11',
      compound: null,
      memo: null,
    });
    const { root, leaf, path, journal } = sealed.inclusionProof;
    expect([leafHash(journal), rootOfPath(leaf, path), root]).toEqual([
      sealed.hash,
      period.merkleRoot,
      period.merkleRoot,
    ]);
    expect(open).toEqual({ inclusionProof: null });
    expect(none).toBeNull();
  });

  test('answers the balance of an account now, as of a day, and as known at a journal', async () => {
    const query = `query Balance($code: ID!, $on: Date!, $known: Int) {
      economyBook { account(code: $code) { code name category owner { code } balance debit credit balanceAsOf(on: $on, knownAtSeq: $known) } }
    }`;
    const { economyBook } = await ask(query, { code: '1221.OPERATOR', on: '2025-11-30', known: 2 });
    expect(economyBook.account).toMatchObject({
      category: 'ASSET',
      balance: '367.35',
      debit: '370.35',
      balanceAsOf: '246.90',
    });
    const synthetic = await ask(query, { code: '2241', on: '2025-11-29' }, 'en');
    expect(synthetic.economyBook.account).toMatchObject({
      name: 'Public revenue payable',
      owner: null,
      balance: '-370.35',
      balanceAsOf: '0.00',
    });
    expect((await ask(query, { code: '9999', on: '2025-11-30' })).economyBook.account).toBeNull();
  });

  test('pages through journals and accounts, and counts them', async () => {
    const query = `query Page($after: String, $filter: JournalFilter) { economyBook {
      journals(first: 2, after: $after, filter: $filter) { totalCount pageInfo { hasNextPage endCursor } edges { node { seq inclusionProof { leaf } lines { account { balanceAsOf(on: "2025-12-31") } } } } }
    } }`;
    const first = (await ask(query)).economyBook.journals;
    expect(first).toMatchObject({ totalCount: 4, pageInfo: { hasNextPage: true } });
    const second = (await ask(query, { after: first.pageInfo.endCursor })).economyBook.journals;
    expect([...first.edges, ...second.edges].map(({ node }) => node.seq)).toEqual([1, 2, 3, 4]);
    expect(second.pageInfo.hasNextPage).toBe(false);
    const filtered = (await ask(query, { filter: { account: '1002', period: null } })).economyBook.journals;
    expect(filtered).toMatchObject({ totalCount: 1, edges: [{ node: { seq: 4 } }] });
    const { economyBook } = await ask(
      '{ economyBook { accounts(last: 1, under: "2241") { totalCount pageInfo { hasPreviousPage } edges { node { code balance } } } } }',
    );
    expect(economyBook.accounts).toEqual({
      totalCount: 2,
      pageInfo: { hasPreviousPage: true },
      edges: [{ node: { code: '2241.B02', balance: '0.00' } }],
    });
  });

  test('asks the book once for each kind of thing, however many journals are shown', async () => {
    const asked: string[] = [];
    const ledger = books.of(county);
    const watched = new Proxy(ledger, {
      get: (target, name: keyof Ledger) => {
        if (typeof target[name] === 'function') asked.push(name);
        return target[name];
      },
    });
    shown = watched;
    await ask(`{ economyBook { journals(first: 4) { edges { node {
      inclusionProof { root } lines { account { name balanceAsOf(on: "2025-12-15") } }
    } } } } }`);
    shown = ledger;
    expect(asked.sort()).toEqual(['accountsByCode', 'balancesAsOf', 'inclusionProofs', 'journals']);
  });

  test('stands on books that are right', async () => {
    expect((await verifyStoredBook(store.connection, books.of(county))).wrong).toBeNull();
  });
});
