import { must } from '@hh/kernel/refusal.ts';
import { parsePage } from '@hh/service/connection.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { COUNTY, checker, compounds, machine, maker } from '../testing/county.ts';
import { removeBankMapping, saveBankMapping } from './bank-import.commands.ts';
import { createBankLineStore } from './bank-line.store.ts';
import { createBankMappingStore } from './bank-mapping.store.ts';
import { writtenMapping } from './bank-mapping.ts';
import { createBankStatementStore } from './bank-statement.store.ts';
import type { StatementState } from './states.ts';
import { type Banking, createBanking } from './testing/banking.ts';
import { CLOSING, type CorpusFile, corpus, defaultCsv, foreignMapping, movements, OPENING } from './testing/corpus.ts';

let world: Banking;
let files: readonly CorpusFile[];
beforeAll(async () => {
  world = await createBanking();
  files = await corpus();
});
afterAll(() => world.stop());
beforeEach(() => world.clear());

const fileOf = (name: string) => files.find((file) => file.name.startsWith(name))?.bytes as Buffer;
const HEADER = '交易日期,借方发生额,贷方发生额,余额,摘要,流水号';

/** `[day, amount in fen]` after this balance, as a file with its numbers. */
function week(opening: number, ...moves: readonly (readonly [number, number])[]): string {
  let balance = opening;
  const yuan = (fen: number) => (fen / 100).toFixed(2);
  const rows = moves.map(([day, amount], at) => {
    balance += amount;
    const sides = amount < 0 ? [yuan(-amount), ''] : ['', yuan(amount)];
    return [
      `2025-12-${String(day).padStart(2, '0')}`,
      ...sides,
      yuan(balance),
      `第${at}笔`,
      `N${day}-${amount}-${balance}`,
    ].join(',');
  });
  return [HEADER, ...rows, ''].join('\n');
}
const balances = async () => (await world.lines()).map(({ balance }) => balance);

describe('a file of a bank', () => {
  test('becomes a statement with its lines, and nothing of a line is matched', async () => {
    const { said, result, report, id } = await world.send(fileOf('a state bank: units'));
    expect(said).toBe(202);
    expect(result).toMatchObject({
      id,
      state: 'DONE',
      rows: 7,
      posted: 7,
      duplicate: 0,
      rejected: 0,
      account: 'BA-0001',
      notes: [],
    });
    expect(result).toMatchObject({ from: '2025-12-01', to: '2025-12-05', opening: '10000.00', closing: '88018765.46' });
    const [statement, ...others] = await world.statements();
    expect(others).toEqual([]);
    expect(statement).toMatchObject({
      _id: result.statement,
      state: 'IMPORTED',
      opening: OPENING,
      closing: CLOSING,
      importedBy: 'maker',
    });
    const lines = await world.lines();
    expect(lines.map(({ amount, open }) => [amount, open])).toEqual(movements.map(({ amount }) => [amount, amount]));
    expect(lines[2]).toMatchObject({
      county: COUNTY,
      statement: result.statement,
      line: 4,
      memo: '划转公共收益',
      isReversal: false,
      isOpen: true,
    });
    expect(lines[2]?.raw).toMatch(/^'9130012345678901,县结算中心,20251203 10:00:00,1234.50,0.00,/);
    expect(report.slice(0, 2)).toEqual(['line,reference,outcome,column,code,message', '2,S20251201000123,POSTED,,,']);
    expect(world.told).toEqual([result.statement]);
    expect((await world.auditOf('importBankStatement')).at(-1)).toMatchObject({
      actor: { id: 'maker' },
      subject: { id: result.statement },
    });
  });

  test('of any layout brings the same lines, once', async () => {
    const withNumbers = files.filter(({ without = [] }) => !without.includes('reference'));
    const ends = [];
    for (const { bytes } of withNumbers) ends.push((await world.send(bytes)).result);
    expect(ends.map(({ posted, duplicate }) => [posted, duplicate])).toEqual(
      withNumbers.map((_, at) => (at === 0 ? [7, 0] : [0, 7])),
    );
    expect(await world.lines()).toHaveLength(7);
    expect(await world.statements()).toHaveLength(withNumbers.length);
    expect(ends[1]?.notes.map(({ code }) => code)).toEqual(['STATEMENT_OVERLAPS']);
  });

  test('sent again is answered with the first, and adds nothing', async () => {
    const first = await world.send(defaultCsv);
    const again = await world.send(defaultCsv);
    expect(again.id).toBe(first.id);
    expect([first.isKnown, again.isKnown]).toEqual([false, true]);
    expect(await world.connection.collection('bankImports').countDocuments()).toBe(1);
    expect(await world.connection.collection('bank_files.files').countDocuments({ _id: again.id as never })).toBe(1);
  });

  test('sent twice at the same time is one statement', async () => {
    const both = await Promise.all([world.send(defaultCsv), world.send(defaultCsv)]);
    expect(both.map(({ result }) => result.state)).toEqual(['DONE', 'DONE']);
    expect(new Set(both.map(({ result }) => result.statement)).size).toBe(1);
    expect(await world.lines()).toHaveLength(7);
    expect(await world.statements()).toHaveLength(1);
  });

  test('goes to the account it is sent to: the owners have lines of their own', async () => {
    const code = `BA-${compounds[0]}`;
    expect((await world.send(week(0, [1, 5]), code)).result).toMatchObject({ state: 'DONE', posted: 1, account: code });
    expect([await world.lines(), await world.lines(code)].map(({ length }) => length)).toEqual([0, 1]);
  });

  test('is told about by events that end with it', async () => {
    const { events } = await world.send(week(0, [1, 5]));
    const told = (await (await world.get(events)).text()).trim().split('\n\n');
    expect(JSON.parse(told.at(-1)?.replace(/^data: /, '') ?? '')).toMatchObject({ state: 'DONE', closing: '0.05' });
  });
});

describe('statements of one account', () => {
  test('that overlap join: true twins stay two, nothing is there twice', async () => {
    const moves = [
      [1, 5],
      [2, 7],
      [2, 7],
      [3, -2],
      [4, 1],
    ] as const;
    await world.send(week(0, ...moves.slice(0, 2)));
    const { result } = await world.send(week(5, ...moves.slice(1)));
    expect(result).toMatchObject({ posted: 3, duplicate: 1 });
    expect(await balances()).toEqual([5n, 12n, 19n, 17n, 18n]);
  });

  test('leave a gap that is named, until the file that lacked has come', async () => {
    await world.send(week(0, [1, 5]));
    const { result, report } = await world.send(week(12, [9, 1]));
    expect(result).toMatchObject({ state: 'DONE', notes: [{ code: 'STATEMENT_GAP' }] });
    expect(result.notes[0]?.messageEn).toBe(
      'Something is missing after the statement up to 2025-12-01: it closes with 0.05, this one opens with 0.12',
    );
    expect(report[2]).toMatch(/^,,NOTE,,STATEMENT_GAP,/);
    expect((await world.send(week(5, [5, 7]))).result).toMatchObject({ notes: [] });
  });

  test('have the same rows on a day that both cover; a file that has not is refused', async () => {
    await world.send(week(0, [1, 5], [2, 7], [3, 1]));
    const { result } = await world.send(week(0, [1, 5], [2, 3], [2, 4], [3, 1]));
    expect(result).toMatchObject({ state: 'FAILED', problem: { code: 'STATEMENT_CONTRADICTS' } });
    expect(await balances()).toEqual([5n, 12n, 13n]);
    expect(await world.statements()).toHaveLength(1);
  });
});

describe('a file that is not taken', () => {
  test('whose balance breaks names the line; nothing of it stays, and it can be sent again', async () => {
    const wrong = week(0, [1, 5], [2, 7], [3, 1]).replace('0.12', '0.13');
    const { result, report } = await world.send(wrong);
    expect(result).toMatchObject({
      state: 'FAILED',
      posted: 0,
      statement: null,
      problem: { code: 'STATEMENT_UNBALANCED', line: 3 },
    });
    expect(report[1]).toContain('3,,FAILED,,STATEMENT_UNBALANCED');
    expect([await world.lines(), await world.statements(), world.told]).toEqual([[], [], []]);
    expect((await world.send(wrong)).id).not.toBe(result.id);
  });

  test('with rows that cannot be read names each of them', async () => {
    const { result, report } = await world.send(`${HEADER}\n2025-12-01,,1.00,1.00,,\n2025-13-01,,x,2.00,,N7\n`);
    expect(result).toMatchObject({
      state: 'FAILED',
      rows: 2,
      rejected: 1,
      problem: { code: 'STATEMENT_ROWS_REJECTED', line: 3 },
    });
    expect(report[1]).toMatch(/^3,N7,REJECTED,交易日期 借方发生额,DATE_MALFORMED AMOUNT_MALFORMED,/);
    expect(await world.lines()).toEqual([]);
  });

  test.each([
    ['nobody', 'BA-0001', 401, 'UNAUTHENTICATED'],
    ['operator', 'BA-0001', 404, 'NOT_FOUND'],
    ['elsewhere', 'BA-0001', 404, 'NOT_FOUND'],
    ['finance-maker', 'BA-0009', 404, 'NOT_FOUND'],
    ['finance-checker', 'BA-0001', 403, 'OUT_OF_SCOPE'],
    ['auditor', 'BA-0001', 403, 'OUT_OF_SCOPE'],
  ])('is one that %s sends to %s: %i', async (who, code, status, reason) => {
    const answer = await world.post(defaultCsv, { who, code });
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([status, reason]);
  });

  test('is read by finance and auditors, and by nobody else', async () => {
    const { status, report } = await world.send(defaultCsv);
    for (const path of [status, report.length > 0 ? `${status}/report` : status]) {
      const answers = await Promise.all(
        ['auditor', 'finance-checker', 'operator', 'elsewhere'].map((who) => world.get(path, who)),
      );
      expect(answers.map((answer) => answer.status)).toEqual([200, 200, 404, 404]);
    }
  });
});

describe('an import that is broken off', () => {
  test('goes on after its last batch: nothing is lost or doubled, and it is seen whole or not at all', async () => {
    let failures = 0;
    const seen: (readonly [string, number])[] = [];
    const shown: number[] = [];
    const shaky = await createBanking({
      writing: (write) => async (work, once) => {
        const [statement] = await shaky.statements();
        const store = createBankLineStore(shaky.connection);
        if (statement) seen.push([statement.state as string, (await shaky.lines()).length]);
        shown.push(await store.count(COUNTY, 'BA-0001', {}), (await store.open(COUNTY, 'BA-0001')).length);
        // Every second write of a batch ends the run, before or after it has committed.
        failures += 1;
        if (failures % 3 === 0) throw new Error('killed before');
        const written = await write(work, once);
        if (failures % 3 === 1 && failures > 3) throw new Error('killed after');
        return written;
      },
    });
    try {
      const moves = Array.from({ length: 2_345 }, (_, at) => [1 + Math.floor(at / 100), 1 + (at % 7)] as const);
      const { result, report } = await shaky.send(week(100, ...moves));
      expect(result).toMatchObject({ state: 'DONE', rows: 2_345, posted: 2_345, duplicate: 0 });
      expect(report.filter((line) => line.includes('POSTED'))).toHaveLength(2_345);
      const lines = await shaky.lines();
      expect(lines).toHaveLength(2_345);
      expect(lines.every(({ balance, amount }, at) => at === 0 || balance === lines[at - 1]?.balance + amount)).toBe(
        true,
      );
      expect(seen.filter(([state, count]) => state === 'IMPORTED' && count !== 2_345)).toEqual([]);
      expect(seen.filter(([state, count]) => state === 'IMPORTING' && count > 0).length).toBeGreaterThan(1);
      expect(shown.filter((count) => count !== 0 && count !== 2_345)).toEqual([]);
      expect(await createBankLineStore(shaky.connection).count(COUNTY, 'BA-0001', {})).toBe(2_345);
      expect(new Set(shaky.told)).toEqual(new Set([result.statement]));
    } finally {
      await shaky.stop();
    }
  });
});

test('what follows an import is tried again until it goes', async () => {
  let tries = 0;
  const shaky = await createBanking({
    following: async () => {
      tries += 1;
      if (tries < 3) throw new Error('not now');
    },
  });
  try {
    const { result } = await shaky.send(week(0, [1, 5]));
    expect(result).toMatchObject({ state: 'DONE', posted: 1 });
    expect(shaky.told).toEqual([result.statement]);
    expect(tries).toBe(3);
  } finally {
    await shaky.stop();
  }
});

describe('a mapping of a bank', () => {
  const save = (by = maker, bank = '沂河农商银行', mapping = foreignMapping) =>
    saveBankMapping({ ...world, mappings: createBankMappingStore(world.connection) }, by, {
      bank,
      ...writtenMapping(mapping),
    });
  const foreign = () => fileOf('a saved mapping');

  test('is saved under its name, and read by from then on', async () => {
    expect((await world.send(foreign())).result).toMatchObject({
      state: 'FAILED',
      problem: { code: 'COLUMN_MISSING' },
    });
    expect(must(await save())).toMatchObject({ bank: '沂河农商银行', mapping: foreignMapping, savedBy: 'maker' });
    expect((await world.send(foreign())).result).toMatchObject({ state: 'DONE', posted: 7 });
  });

  test('saved again as it is changes nothing; another one is on record with the one before', async () => {
    const before = (await world.auditOf('saveBankMapping')).length;
    await save();
    await save();
    await save(maker, '沂河农商银行', { ...foreignMapping, dateOrder: 'MDY' });
    const audited = (await world.auditOf('saveBankMapping')).slice(before);
    expect(audited.map((row) => [row.before?.dateOrder, row.after.dateOrder])).toEqual([
      [undefined, 'DMY'],
      ['DMY', 'MDY'],
    ]);
  });

  test('is not written over by who looked before a colleague saved another', async () => {
    const parts = { ...world, mappings: createBankMappingStore(world.connection) };
    const given = (dateOrder: 'YMD' | 'MDY' | 'DMY', version: number) =>
      saveBankMapping(parts, maker, {
        bank: '新银行',
        ...writtenMapping({ ...foreignMapping, dateOrder }),
        version,
      });
    expect(must(await given('DMY', 0))).toMatchObject({ version: 1 });
    expect(await given('MDY', 0)).toMatchObject({ code: 'CHANGED_MEANWHILE', field: 'version' });
    expect(must(await given('DMY', 0))).toMatchObject({ version: 1 });
    expect(must(await given('MDY', 1))).toMatchObject({ version: 2, mapping: { dateOrder: 'MDY' } });
  });

  test('is for one layout: files of another are read beside it, each by its header, each saved by itself', async () => {
    const mappings = createBankMappingStore(world.connection);
    const layout = { ...foreignMapping, header: ['Buchung', 'Umsatz', 'Saldo', 'Partner', 'Zweck', 'Zusatz'] };
    const given = (mapping: typeof foreignMapping, version: number) =>
      saveBankMapping({ ...world, mappings }, maker, { bank: '沂河农商银行', ...writtenMapping(mapping), version });
    const kept = must(await given(layout, 0));
    expect(kept).toMatchObject({
      version: 1,
      mapping: { header: ['buchung', 'umsatz', 'saldo', 'partner', 'zweck', 'zusatz'] },
    });
    const english = {
      ...layout,
      header: ['Day', 'Sum', 'Left'],
      columns: { bookedOn: ['Day'], amount: ['Sum'], balance: ['Left'] },
    };
    expect(must(await given(english, 0))).toMatchObject({ version: 1 });
    expect(must(await given({ ...english, dateOrder: 'MDY' }, 1))).toMatchObject({ version: 2 });
    expect(await given({ ...layout, dateOrder: 'MDY' }, 2)).toMatchObject({ code: 'CHANGED_MEANWHILE' });
    expect((await world.send(foreign())).result).toMatchObject({ state: 'DONE', posted: 7 });
    expect((await world.send(defaultCsv, `BA-${compounds[0]}`)).result).toMatchObject({ state: 'DONE', posted: 7 });
    const saved = await mappings.ofBank(COUNTY, '沂河农商银行');
    expect(saved.map(({ version, mapping }) => [mapping.header[0], version]).toSorted()).toEqual([
      ['buchung', 1],
      ['day', 2],
    ]);
  });

  test('is one of twenty of its bank', async () => {
    const save = (at: number) =>
      saveBankMapping({ ...world, mappings: createBankMappingStore(world.connection) }, maker, {
        bank: '版式银行',
        ...writtenMapping({ ...foreignMapping, header: [`column ${at}`] }),
      });
    for (let at = 0; at < 20; at += 1) must(await save(at));
    expect(await save(20)).toMatchObject({ code: 'LIST_SIZE', field: 'header' });
    must(await save(0));
  });

  test('is removed as it was seen, by a maker, on record; its files are read by what is left', async () => {
    await world.clear();
    const parts = { ...world, mappings: createBankMappingStore(world.connection) };
    const remove = (version: number, by = maker, header: readonly string[] = []) =>
      removeBankMapping(parts, by, { bank: '沂河农商银行', header, version });
    await save(maker, '沂河农商银行', { ...foreignMapping, dateOrder: 'MDY' });
    await save();
    expect(await remove(2, checker)).toMatchObject({ code: 'OUT_OF_SCOPE' });
    expect(await remove(2, machine)).toMatchObject({ code: 'MACHINE_NOT_ALLOWED' });
    expect(await remove(2, maker, ['Buchung'])).toMatchObject({ code: 'NOT_FOUND', field: 'header' });
    expect(await remove(1)).toMatchObject({ code: 'CHANGED_MEANWHILE', field: 'version' });
    expect((await world.send(foreign())).result).toMatchObject({ state: 'DONE', posted: 7 });
    expect(await world.auditOf('removeBankMapping')).toEqual([]);

    expect(must(await remove(2))).toMatchObject({ mapping: foreignMapping });
    expect(await world.auditOf('removeBankMapping')).toMatchObject([{ before: { dateOrder: 'DMY' } }]);
    expect(await parts.mappings.ofBank(COUNTY, '沂河农商银行')).toEqual([]);
    expect(await remove(2)).toMatchObject({ code: 'NOT_FOUND' });
    const again = (version: number) =>
      saveBankMapping(parts, maker, { bank: '沂河农商银行', version, ...writtenMapping(foreignMapping) });
    expect(await again(2)).toMatchObject({ code: 'CHANGED_MEANWHILE', field: 'version' });
    expect(must(await again(0))).toMatchObject({ version: 3 });
    expect(await parts.mappings.ofBank(COUNTY, '沂河农商银行')).toHaveLength(1);
    must(await remove(3));
    await world.connection.collection('bankImports').deleteMany({});
    expect((await world.send(foreign())).result).toMatchObject({
      state: 'FAILED',
      problem: { code: 'COLUMN_MISSING' },
    });
  });

  test('is saved by a maker, a person', async () => {
    expect(await save(checker)).toMatchObject({ code: 'OUT_OF_SCOPE' });
    expect(await save(machine)).toMatchObject({ code: 'MACHINE_NOT_ALLOWED' });
    expect(await save(maker, ' ')).toMatchObject({ code: 'VALUE_MISSING', field: 'bank' });
  });
});

test('statements of all accounts are listed by their last day; what is being imported nobody sees', async () => {
  const store = createBankStatementStore(world.connection);
  const all = must(parsePage({}));
  const listed = async (state: StatementState | null, page = all) => {
    const found = await store.pageOfCounty(COUNTY, state, page);
    if (page === all) expect(await store.countOfCounty(COUNTY, state)).toBe(found.length);
    return found.map(({ account, to }) => `${account} ${to.slice(8)}`);
  };
  const owners = `BA-${compounds[0]}`;
  await world.send(week(0, [1, 5], [9, 2]));
  await world.send(week(0, [3, 5]), owners);
  await world.send(week(5, [12, 5]), owners);
  const statements = world.connection.collection('bankStatements');
  await statements.updateOne({ to: '2025-12-12' }, { $set: { state: 'IMPORTING' } });
  expect(await listed(null)).toEqual([`${owners} 03`, 'BA-0001 09']);
  expect(await listed('IMPORTED', must(parsePage({ first: 1 })))).toEqual([`${owners} 03`, 'BA-0001 09']);
  await statements.updateOne({ to: '2025-12-03' }, { $set: { state: 'SIGNED' } });
  expect(await listed('IMPORTED')).toEqual(['BA-0001 09']);
  expect(await listed('SIGNED')).toEqual([`${owners} 03`]);
  expect(await listed('IMPORTING')).toEqual([]);
  expect(await store.pageOfCounty('371323', null, all)).toEqual([]);
});

describe('a look at a file', () => {
  interface Look {
    readonly encoding: string;
    readonly header: { readonly line: number; readonly columns: readonly string[] } | null;
    readonly mapping: object;
    readonly statement: object | null;
    readonly rows: readonly object[];
    readonly lines: readonly object[];
    readonly problems: readonly object[];
    readonly problem: { readonly code: string } | null;
  }
  const look = async (body: Buffer | string, query = '') => {
    const answer = await world.post(body, { below: `/preview${query}` });
    return { status: answer.status, said: (await answer.json()) as Look };
  };

  const keptFiles = () => world.connection.collection('bank_files.files').countDocuments();

  test('says what would become of it, and keeps nothing', async () => {
    const before = await keptFiles();
    const { status, said } = await look(fileOf('a state bank: tabs'));
    expect(status).toBe(200);
    expect(said).toMatchObject({
      kind: 'CSV',
      encoding: 'gb18030',
      header: { line: 4 },
      problem: null,
      problems: [],
      rowCount: 7,
    });
    expect(said.statement).toEqual({
      from: '2025-12-01',
      to: '2025-12-05',
      opening: '10000.00',
      closing: '88018765.46',
    });
    expect(said.rows[2]).toMatchObject({
      bookedOn: '2025-12-03',
      amount: '-1234.50',
      balance: '18765.50',
      counterparty: '天和家园业主共有资金专户',
    });
    expect(said.mapping).toMatchObject({
      columns: expect.arrayContaining([{ field: 'bookedOn', headers: ['交易时间'] }]),
    });
    expect(await keptFiles()).toBe(before);
    expect([await world.statements(), await world.connection.collection('bankImports').countDocuments()]).toEqual([
      [],
      0,
    ]);
  });

  test('through a mapping that is not saved yet says what that would read', async () => {
    const blind = await look(fileOf('a saved mapping'));
    expect(blind.said).toMatchObject({ statement: null, problem: { code: 'COLUMN_MISSING' }, rows: [] });
    expect(blind.said.lines[0]).toEqual({
      line: 1,
      cells: ['Buchung', 'Umsatz', 'Saldo', 'Partner', 'Zweck', 'Zusatz'],
    });
    const query = `?mapping=${encodeURIComponent(JSON.stringify(writtenMapping(foreignMapping)))}`;
    expect((await look(fileOf('a saved mapping'), query)).said).toMatchObject({ problem: null, rowCount: 7 });
  });

  test('names what is wrong with it', async () => {
    expect((await look('a,b\n1,2\n')).said).toMatchObject({ header: null, problem: { code: 'COLUMN_MISSING' } });
    expect((await look(week(0, [1, 5], [2, 7]).replace('0.12', '9.12'))).said).toMatchObject({
      problem: { code: 'STATEMENT_UNBALANCED' },
    });
    expect((await look(`${HEADER}\n2025-13-01,,1.00,1.00,,\n`)).said.problems).toMatchObject([
      { line: 2, column: '交易日期', code: 'DATE_MALFORMED' },
    ]);
    expect(await look('x', '?mapping={')).toMatchObject({ status: 400, said: { code: 'TEXT_MALFORMED' } });
    expect((await world.post('x', { who: 'auditor', below: '/preview' })).status).toBe(403);
  });
});

describe('whose file it is', () => {
  const whose = async (body: Buffer | string, who?: string) => (await world.whose(body, who)).json();
  const owners = `BA-${compounds[0]}`;

  test('the file says, in a title, a column or a message: all accounts whose number ends so, and no more of it', async () => {
    const both = { numberEnds: ['8901'], accounts: ['BA-0001', owners], problem: null };
    for (const name of ['a state bank: tabs', 'a state bank: units', 'CAMT'])
      expect(await whose(fileOf(name))).toEqual({ kind: name === 'CAMT' ? 'XML' : 'CSV', ...both });
    const titled = (number: string) => `账号：${number}\n${week(0, [1, 5])}`;
    expect(await whose(titled('9130012345670000'))).toMatchObject({ numberEnds: ['0000'], accounts: [] });
    expect(await whose(week(0, [1, 5]))).toMatchObject({ numberEnds: [], accounts: [], problem: null });
    expect(await whose('a,b\n1,2\n')).toMatchObject({ accounts: [], problem: { code: 'COLUMN_MISSING' } });
  });

  test('is read by the layouts of all banks, keeps nothing, and is told to those who import', async () => {
    const kept = () => world.connection.collection('bank_files.files').countDocuments();
    const before = await kept();
    const foreign = 'Konto;Buchung;Umsatz;Saldo\n9130012345678901;2025-12-01;1.00;1.00\n';
    expect(await whose(foreign)).toMatchObject({ accounts: [], problem: { code: 'COLUMN_MISSING' } });
    const columns = { account: 'Konto', bookedOn: 'Buchung', amount: 'Umsatz', balance: 'Saldo' };
    const mapping = {
      columns: Object.entries(columns).map(([field, header]) => ({ field, headers: [header] })),
      dateOrder: 'YMD',
      decimalMark: 'POINT',
      outWords: [],
      inWords: [],
    };
    const parts = { ...world, mappings: createBankMappingStore(world.connection) };
    must(await saveBankMapping(parts, maker, { bank: '别处银行', ...mapping } as never));
    expect(await whose(foreign)).toMatchObject({ numberEnds: ['8901'], accounts: ['BA-0001', owners] });
    expect(await kept()).toBe(before);
    for (const who of ['finance-checker', 'auditor', 'operator'])
      expect((await world.whose(fileOf('CAMT'), who)).status).toBe(403);
    expect((await world.whose('x', 'nobody')).status).toBe(401);
    expect(await whose(fileOf('CAMT'), 'elsewhere')).toMatchObject({ numberEnds: ['8901'], accounts: [] });
  });
});
