import { Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type FailureCode, failureMessage } from '@hh/service/failure.ts';
import { createLog } from '@hh/service/log.ts';
import { maskSubgraphError } from '@hh/service/masking.ts';
import { unwatched } from '@hh/service/telemetry.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { GraphQLError } from 'graphql';
import { defaultSettings } from './settings.ts';
import { type Federation, machine, quietLog, startFederation } from './testing/federation.ts';

const lines: string[] = [];
let federation: Federation;
beforeAll(async () => {
  federation = await startFederation({ log: createLog({ name: 'test', level: 'info' }, (line) => lines.push(line)) });
});
afterAll(() => federation.stop());

const POST =
  'mutation Post($input: PostInput!) { post(input: $input) { ... on Posted { total } ... on Refused { code message field } } }';

function post(...entries: object[]) {
  return federation.ask(machine, POST, { input: { entries } });
}

describe('errors', () => {
  test('a defect is one sentence to the caller and everything to the log', async () => {
    lines.length = 0;
    expect(await federation.ask(null, '{ broken spoken }')).toEqual({
      data: { broken: null, spoken: 'zh' },
      errors: [
        {
          message: 'Something went wrong on our side 系统内部错误',
          path: ['broken'],
          extensions: { code: 'INTERNAL', requestId: 'request-1' },
        },
      ],
    });
    const told = lines.map((line) => JSON.parse(line)).find(({ msg }) => msg === 'a resolver failed');
    expect(told).toMatchObject({ requestId: 'request-1', subgraph: 'organization', path: ['broken'] });
    expect(told.err.stack).toContain('E11000 duplicate key error collection: hh_economy.agreements');
  });

  test('a subgraph that does not answer costs its fields and not the rest', async () => {
    const asleep = await startFederation({
      dataSourceFor: (name, local) =>
        name === 'economy' ? { process: () => Promise.reject(new Error('connect ECONNREFUSED 10.0.0.7:4001')) } : local,
    });
    const answer = await asleep.ask(machine, '{ notes { text author { account { code } } } }');
    await asleep.stop();
    expect(answer.data.notes[0]).toEqual({ text: 'paid twice', author: { account: null } });
    expect(answer.errors[0].extensions.code).toBe('INTERNAL');
    expect(JSON.stringify(answer)).not.toMatch(/10\.0\.0\.7|economy|stack/);
  });

  test.each([
    ['MongoServerSelectionError', 'SUBGRAPH_UNAVAILABLE'],
    ['PoolClearedOnNetworkError', 'SUBGRAPH_UNAVAILABLE'],
    ['MongoServerError', 'INTERNAL'],
  ])('%s in a subgraph is %s', (name, code) => {
    const thrown = Object.assign(new Error('connect ECONNREFUSED 10.0.0.7:27017'), { name });
    const masked = maskSubgraphError(new GraphQLError('x', { originalError: thrown }), quietLog, {
      subgraph: 'economy',
      requestId: 'request-1',
    });
    expect([masked.extensions, masked.message]).toEqual([{ code }, failureMessage(code as FailureCode)]);
  });

  test.each([
    ['a word that cannot be parsed', '{ spoken', 'GRAPHQL_PARSE_FAILED'],
    ['a field that does not exist', '{ secret }', 'GRAPHQL_VALIDATION_FAILED'],
    ['two operations and no name', 'query A { spoken } query B { spoken }', 'BAD_USER_INPUT'],
    ['a date that does not exist', '{ accountsSince(day: "2025-02-30") { code } }', 'BAD_USER_INPUT'],
    [
      'an amount as a number',
      'mutation { post(input: {entries: [{amount: 1.5, kind: COST}]}) { __typename } }',
      'BAD_USER_INPUT',
    ],
  ])('%s is refused before anything runs', async (_, query, code) => {
    const { data, errors } = await federation.ask(machine, query);
    expect(data).toBeUndefined();
    expect(errors.map(({ extensions }: { extensions: object }) => extensions)).toEqual([
      { code, requestId: 'request-1' },
    ]);
  });

  test('a variable that does not fit is named by its place, never by its value', async () => {
    const { data, errors } = await post(
      { amount: '1.00', kind: 'REVENUE' },
      { amount: 'kept-to-myself', kind: 'kept-too', note: 'mine' },
    );
    expect(data).toBeUndefined();
    expect(errors.map(({ message }: { message: string }) => message)).toEqual([
      expect.stringContaining(
        'Variable "$input" is not valid at "input.entries.1.amount": Money is expected. An amount of money',
      ),
      'Variable "$input" is not valid at "input.entries.1.kind": PostedKind is one of REVENUE, COST',
      'Variable "$input" is not valid at "input.entries.1": Field "note" is not defined by type "PostedEntry". It has amount, kind.',
    ]);
    expect(JSON.stringify(errors)).not.toMatch(/kept|mine/);
  });

  test('of a thousand variables that do not fit fifty are named', async () => {
    const { errors } = await post(...Array.from({ length: 1_000 }, () => ({ amount: 'x', kind: 'COST' })));
    expect(errors).toHaveLength(50);
    expect(errors[49].message).toContain('input.entries.49.amount');
  });

  test('a missing required variable is the caller’s mistake', async () => {
    const { errors } = await federation.ask(machine, POST, {});
    expect(errors).toEqual([
      {
        message: 'Variable "$input" of required type "PostInput!" was not provided.',
        locations: [{ line: 1, column: 15 }],
        extensions: { code: 'BAD_USER_INPUT', requestId: 'request-1' },
      },
    ]);
  });
});

describe('refusals', () => {
  test('are data, with a code, a sentence and the field', async () => {
    expect((await post({ amount: '-1.00', kind: 'COST' })).data.post).toEqual({
      code: 'AMOUNT_NOT_POSITIVE',
      message: '金额必须大于零',
      field: 'entries.0.amount',
    });
  });

  test('speak the language that is asked for', async () => {
    const query = POST.replace('message', 'zh: message(language: ZH) en: message(language: EN)');
    const input = { entries: [{ amount: '0', kind: 'COST' }] };
    expect((await federation.ask(machine, query, { input })).data.post).toMatchObject({
      zh: '金额必须大于零',
      en: 'The amount must be greater than zero',
    });
  });
});

describe('limits', () => {
  const friends = (depth: number): string => (depth === 0 ? 'id' : `friends { ${friends(depth - 1)} }`);
  const { MAX_DEPTH, MAX_ALIASES, MAX_TOKENS, MAX_SELECTIONS, MAX_COST } = defaultSettings;

  /** Eight tokens an entry, sixteen around them, and the rest in names of the type. */
  function entriesOf(tokens: number): string {
    const entries = '{amount: "1.00", kind: COST} '.repeat(Math.floor((tokens - 17) / 8));
    return `mutation { post(input: {entries: [${entries}]}) { ${'__typename '.repeat(((tokens - 17) % 8) + 1)} } }`;
  }

  test.each([
    ['depth', (over: number) => `{ person(id: "p1") { ${friends(MAX_DEPTH - 2 + over)} } }`],
    [
      'aliases',
      (over: number) => `{ ${Array.from({ length: MAX_ALIASES + over }, (_, i) => `a${i}: spoken`).join(' ')} }`,
    ],
    ['tokens', (over: number) => entriesOf(MAX_TOKENS + over)],
    [
      'selections, fragments wherever they are spread',
      (over: number) =>
        `{ ${'...F '.repeat(MAX_SELECTIONS / 20 + over)} } fragment F on Query { ${'spoken '.repeat(19)} }`,
    ],
    ['cost', (over: number) => `{ accountsSince(day: "2025-01-31", first: ${MAX_COST + over}) { __typename } }`],
    [
      'aliases in fragments',
      (over: number) =>
        `{ ...F } fragment F on Query { ${Array.from({ length: MAX_ALIASES + over }, (_, i) => `a${i}: spoken`).join(' ')} }`,
    ],
  ])('%s: the largest passes, one more is refused', async (_, query) => {
    expect((await federation.ask(machine, query(0))).errors).toBeUndefined();
    const { data, errors } = await federation.ask(machine, query(1));
    expect(data).toBeUndefined();
    expect(errors[0].extensions.code).toBe('OPERATION_TOO_COMPLEX');
  });

  test('one field asked for thousands of times is refused, not compared with itself', async () => {
    const { errors } = await federation.ask(null, `{ ${'spoken '.repeat(MAX_TOKENS - 2)} }`);
    expect(errors).toMatchObject([
      {
        message: 'The query is too large 查询过于复杂: at most 2000 fields 最多 2000 个字段',
        extensions: { code: 'OPERATION_TOO_COMPLEX' },
      },
    ]);
  });

  const spread = (count: number) => Array.from({ length: count }, (_, at) => `...F${at}`).join(' ');
  const fragments = (count: number, body: string) =>
    Array.from({ length: count }, (_, at) => `fragment F${at} on Person { ${body} }`).join(' ');
  const input = (depth: number, heart: string) =>
    `{ spoken @include(if: true) person(id: ${'['.repeat(depth)}${heart}${']'.repeat(depth)}) { id } }`;

  test.each<[string, string, string[]]>([
    ['a field said a hundred times', `{ ${'spoken '.repeat(100)} }`, []],
    ['a field said more often than is compared', `{ ${'spoken '.repeat(102)} }`, ['OPERATION_TOO_COMPLEX']],
    [
      'fragments that ask for the same',
      `{ person(id: "p1") { ${spread(60)} } } ${fragments(60, 'id friends { id name }')}`,
      ['OPERATION_TOO_COMPLEX'],
    ],
    [
      'one fragment spread as often',
      `{ person(id: "p1") { ${'...F0 '.repeat(60)} } } ${fragments(1, 'id friends { id }')}`,
      [],
    ],
    ['a value too deep', input(MAX_DEPTH + 1, '"p1"'), ['OPERATION_TOO_COMPLEX']],
    ['a value that only does not fit', input(MAX_DEPTH, '"p1"'), ['GRAPHQL_VALIDATION_FAILED']],
    [
      'a default too deep',
      `query ($v: ID = ${'['.repeat(99)}${']'.repeat(99)}) { person(id: $v) { id } }`,
      ['OPERATION_TOO_COMPLEX'],
    ],
    [
      'a fragment that leads to itself, in the words for it',
      '{ person(id: "p1") { ...F } } fragment F on Person { id friends { ...F } }',
      ['GRAPHQL_VALIDATION_FAILED'],
    ],
    ['a fragment that nobody spreads', '{ spoken } fragment F on Person { id }', ['GRAPHQL_VALIDATION_FAILED']],
    [
      'a document of many large operations',
      `${Array.from({ length: 11 }, (_, at) => `query Q${at} { ...A }`).join(' ')} fragment A on Query { ${'...B '.repeat(100)} } fragment B on Query { ${'spoken '.repeat(18)} }`,
      ['OPERATION_TOO_COMPLEX'],
    ],
  ])('%s', async (_, query, codes) => {
    const { errors = [] } = await federation.ask(machine, query);
    expect(errors.map(({ extensions }: { extensions: { code: string } }) => extensions.code)).toEqual(codes);
  });

  test('what is too dear is told by how much', async () => {
    const { errors } = await federation.ask(
      machine,
      'query ($n: Int) { accountsSince(day: "2025-01-31", first: $n) { __typename } }',
      {
        n: 30_000,
      },
    );
    expect(errors[0].message).toBe(
      'The query is too large 查询过于复杂: it is estimated to cost 30000, and may cost 20000 预计成本 30000，上限 20000',
    );
  });

  test('fragments that lead to themselves end in a refusal', async () => {
    const { errors } = await federation.ask(null, '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }');
    expect(errors[0].extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
  });
});

describe('the gateway', () => {
  test('refuses a supergraph with a root field that nobody guards', async () => {
    const open = federation.supergraphSdl.replace(/(spoken: String.*?) @tag\(name: "public"\)/, '$1');
    await expect(federation.gateway.reload(open)).rejects.toThrow('Query.spoken');
  });

  test.each([0, 60_000])('serves another supergraph after a reload, planned within %i ms', async (planningMs) => {
    const renamed = await startFederation({ planningMs });
    expect((await renamed.ask(null, '{ spoken }')).data).toEqual({ spoken: 'zh' });
    await renamed.gateway.reload(
      renamed.supergraphSdl.replace(/ {2}"""The language of the request 语言."""\n {2}spoken.*\n/, ''),
    );
    const { errors } = await renamed.ask(null, '{ spoken }');
    await renamed.stop();
    expect(errors[0].extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
  });

  test.each([0, 60_000])(
    'plans what is asked often before another supergraph goes live, within %i ms',
    async (planningMs) => {
      const telemetry = unwatched();
      const busy = await startFederation({ telemetry, planningMs });
      const documents = [
        ['{ spoken }'],
        ['query Notes { notes { text author { account { code } } } }'],
        ['query ($id: ID!) { person(id: $id) { friends { name } } }', { id: 'p1' }],
        ['{ search { __typename ... on Person { account { note } } } }'],
      ] as const;
      const askAll = () => Promise.all(documents.map(([query, variables]) => busy.ask(machine, query, variables)));
      const misses = async () => {
        const { values } = await telemetry.metrics.planLookups.get();
        return values.find(({ labels }) => labels.result === 'miss')?.value ?? 0;
      };
      const before = await askAll();
      expect(await misses()).toBe(documents.length);

      let isReloaded = false;
      const more = busy.supergraphSdl.replace(
        /( {2}spoken: )/,
        '  said: String @join__field(graph: ORGANIZATION) @tag(name: "public")\n\n$1',
      );
      const reloaded = busy.gateway.reload(more).then(() => {
        isReloaded = true;
      });
      let rounds = 0;
      for (; !isReloaded; rounds += 1) {
        expect(await askAll()).toEqual(before);
        await nextTurn();
      }
      await reloaded;
      expect(await askAll()).toEqual(before);
      expect(rounds).toBeGreaterThan(1);
      expect(await misses()).toBe(documents.length);
      const { data } = await busy.ask(null, '{ __type(name: "Query") { fields { name } } }');
      expect(data.__type.fields).toContainEqual({ name: 'said' });
      await busy.stop();
    },
  );

  test('leaves the supergraph in place where another one cannot be planned on', async () => {
    await expect(federation.gateway.reload('type Query { a: Int @tag(name: "public") }')).rejects.toThrow();
    expect((await federation.ask(null, '{ spoken }')).data).toEqual({ spoken: 'zh' });
  });

  test('plans one operation of several, whatever variables the fragments of the others use', async () => {
    const document = `
      query Spoken { spoken }
      query Mine($purpose: Boolean!) { notes { ...Note } }
      fragment Note on Note { text @include(if: $purpose) }
    `;
    const context = { actor: null, language: 'zh' as const, requestId: 'r-several' };
    const response = await federation.gateway.execute({ query: document, operationName: 'Spoken', context });
    expect(response).toEqual({ data: { spoken: 'zh' } });
  });

  test('a condition by the default of a variable costs no subgraph', async () => {
    const document = `
      query Defaults($isWanted: Boolean! = true) {
        spoken @include(if: $isWanted)
        notes { text @include(if: $isWanted) account { note @skip(if: $isWanted) } }
      }
    `;
    const note = { text: 'paid twice', account: {} };
    expect(await federation.ask(machine, document)).toEqual({ data: { spoken: 'zh', notes: [note, note] } });
  });

  test('an object whose every field has a condition is there when all of them are left out', async () => {
    const document = 'query ($isWanted: Boolean!) { notes { id account { balance @include(if: $isWanted) } } }';
    expect(await federation.ask(machine, document, { isWanted: false })).toEqual({
      data: { notes: ['n1', 'n2'].map((id) => ({ id, account: {} })) },
    });
  });

  test('answers in the order of the operation, whatever fragments it has', async () => {
    const document =
      '{ notes { ... on Note { id } ...Text ... on Note { __typename } } } fragment Text on Note { text }';
    const [note] = (await federation.ask(machine, document)).data.notes;
    expect(Object.keys(note)).toEqual(['id', 'text', '__typename']);
  });

  test('makes no connection to anywhere', async () => {
    const connections: unknown[][] = [];
    const connect = Socket.prototype.connect;
    Socket.prototype.connect = function (this: Socket, ...args: unknown[]) {
      connections.push(args);
      return connect.apply(this, args as never);
    } as typeof connect;
    try {
      const other = await startFederation();
      await other.ask(null, '{ notes { text author { id } } }');
      await other.stop();
      expect(connections).toEqual([]);
      await expect(fetch('http://127.0.0.1:59321/')).rejects.toThrow();
      expect(connections).not.toEqual([]); // the watch does see one
    } finally {
      Socket.prototype.connect = connect;
    }
  });
});
