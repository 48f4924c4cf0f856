/**
 * Requests that are made to hurt, of many kinds, from a seed. Each kind says by which codes it has to be refused: none
 * of them may be answered, none may be our mistake.
 */
import { gzipSync } from 'node:zlib';
import type { FailureCode } from '@hh/service/failure.ts';

export interface Hostile {
  readonly kind: string;
  readonly body: string | Uint8Array<ArrayBuffer>;
  readonly headers: Readonly<Record<string, string>>;
  readonly codes: readonly FailureCode[];
}

/** A whole number from 0 to below the limit. */
type Draw = (limit: number) => number;

interface Kind {
  readonly kind: string;
  readonly codes: readonly FailureCode[];
  readonly body: (draw: Draw) => string | Uint8Array<ArrayBuffer>;
  readonly headers?: Readonly<Record<string, string>>;
}

const TOO_COMPLEX = ['OPERATION_TOO_COMPLEX'] as const;
const UNFIT = ['GRAPHQL_VALIDATION_FAILED'] as const;
const MEBIBYTE = 1_048_576;
const COUNTY = '371322';

const times = <Item>(count: number, item: (at: number) => Item): Item[] =>
  Array.from({ length: count }, (_, at) => item(at));
const words = (count: number, word: (at: number) => string) => times(count, word).join(' ');
const query = (text: string, variables: object = {}) => JSON.stringify({ query: text, variables });
const county = (alias: string, selection: string) => `${alias}: county(code: "${COUNTY}") { ${selection} }`;
const hops = (count: number): string =>
  count === 0 ? 'code' : `code compounds { name community { ${hops(count - 1)} } }`;
const nested = (depth: number, open: string, close: string, heart: string) =>
  open.repeat(depth) + heart + close.repeat(depth);

const kinds: readonly Kind[] = [
  {
    kind: 'aliases',
    codes: TOO_COMPLEX,
    body: (draw) => query(`{ ${words(61 + draw(400), (at) => `a${at}: county(code: "${draw(999_999)}") { name }`)} }`),
  },
  {
    kind: 'depth',
    codes: TOO_COMPLEX,
    body: (draw) => query(`{ ${county('a', `communities { ${hops(8 + draw(60))} }`)} }`),
  },
  {
    kind: 'few words, many rows',
    codes: TOO_COMPLEX,
    body: (draw) =>
      query(
        `{ ${words(2 + draw(58), (at) =>
          county(
            `a${at}`,
            `communities { compounds { buildings(first: ${150 + draw(50)}) { edges { node { id no } } } } }`,
          ),
        )} }`,
      ),
  },
  {
    kind: 'rows by a variable',
    codes: TOO_COMPLEX,
    body: (draw) =>
      query(
        'query ($n: Int) { county(code: "371322") { communities { compounds { buildings(last: $n) { edges { node { compound { name } } } } } } } }',
        { n: 1_000 + draw(2_000_000_000) },
      ),
  },
  {
    kind: 'commands',
    codes: TOO_COMPLEX,
    body: (draw) =>
      query(
        `mutation { ${words(20 + draw(38), (at) => `a${at}: activateAgreement(input: { agreement: "JV-${draw(9_999)}" }) { ... on AgreementActivated { agreement { name code } } }`)} }`,
      ),
  },
  {
    kind: 'fragments that lead to themselves',
    codes: UNFIT,
    body: (draw) => {
      const ring = 1 + draw(40);
      const fragments = words(
        ring,
        (at) => `fragment F${at} on Community { code street { communities { ...F${(at + 1) % ring} } } }`,
      );
      return query(`{ community(code: "371322001002") { ...F0 } } ${fragments}`);
    },
  },
  {
    kind: 'fragments that double',
    codes: TOO_COMPLEX,
    body: (draw) => {
      const count = 12 + draw(80);
      const fragments = words(count, (at) => `fragment F${at} on Community { code ...F${at + 1} ...F${at + 1} }`);
      return query(
        `{ community(code: "371322001002") { ...F0 } } ${fragments} fragment F${count} on Community { name }`,
      );
    },
  },
  {
    kind: 'fragments that collide',
    codes: ['GRAPHQL_VALIDATION_FAILED', 'OPERATION_TOO_COMPLEX'],
    body: (draw) => {
      const count = 10 + draw(100);
      const fragments = words(
        count,
        (at) =>
          `fragment F${at} on Compound { x: ${at % 2 ? 'code' : 'name'} community { x: ${at % 2 ? 'name' : 'code'} } }`,
      );
      return query(`{ compound(code: "37132200100201") { ${words(count, (at) => `...F${at}`)} } } ${fragments}`);
    },
  },
  {
    kind: 'one field thousands of times',
    codes: ['OPERATION_TOO_COMPLEX', 'BODY_TOO_LARGE'],
    body: (draw) => query(`{ ${county('a', 'name '.repeat(2_000 + draw(20_000)))} }`),
  },
  {
    kind: 'one field hundreds of times',
    codes: TOO_COMPLEX,
    body: (draw) => query(`{ ${`county(code: "${COUNTY}") { name code } `.repeat(110 + draw(240))} }`),
  },
  {
    kind: 'fragments alike',
    codes: TOO_COMPLEX,
    body: (draw) => {
      const count = 70 + draw(130);
      const fragments = words(count, (at) => `fragment F${at} on County { name code communities { name } }`);
      return query(`{ county(code: "${COUNTY}") { ${words(count, (at) => `...F${at}`)} } } ${fragments}`);
    },
  },
  {
    kind: 'the schema again and again',
    codes: TOO_COMPLEX,
    body: (draw) =>
      query(`{ ${words(21 + draw(30), (at) => `a${at}: __schema { types { fields { args { type { name } } } } }`)} }`),
  },
  {
    kind: 'a large variable',
    codes: ['BODY_TOO_LARGE'],
    body: (draw) =>
      query('query ($c: ID!) { county(code: $c) { name } }', { c: 'x'.repeat(10 * MEBIBYTE + draw(MEBIBYTE)) }),
  },
  {
    kind: 'a bomb',
    codes: ['BODY_TOO_LARGE'],
    body: (draw) => gzipSync(Buffer.alloc((8 + draw(24)) * MEBIBYTE, ' ')),
    headers: { 'content-encoding': 'gzip' },
  },
  {
    kind: 'a batch',
    codes: ['BAD_USER_INPUT'],
    body: (draw) => JSON.stringify(times(1 + draw(500), () => ({ query: '{ county(code: "371322") { name } }' }))),
  },
  {
    kind: 'a deep input object',
    codes: ['GRAPHQL_VALIDATION_FAILED', 'OPERATION_TOO_COMPLEX'],
    body: (draw) =>
      query(
        `mutation { closePeriod(input: ${nested(10 + draw(1_600), '{ agreement: ', ' }', '"JV-0001"')}) { __typename } }`,
      ),
  },
  {
    kind: 'a deep variable',
    codes: ['BAD_USER_INPUT', 'BODY_TOO_LARGE'],
    body: (draw) =>
      `{"query":"mutation ($i: ClosePeriodInput!) { closePeriod(input: $i) { __typename } }","variables":{"i":${nested(10 + draw(100_000), '{"agreement":', '}', '1')}}}`,
  },
  {
    kind: 'deep lists',
    codes: ['GRAPHQL_VALIDATION_FAILED', 'OPERATION_TOO_COMPLEX'],
    body: (draw) => query(`{ compounds(codes: ${nested(10 + draw(4_000), '[', ']', '"1"')}) { name } }`),
  },
  {
    kind: 'a long name',
    codes: ['OPERATION_TOO_COMPLEX', 'BODY_TOO_LARGE'],
    body: (draw) => query(`{ county(code: "1") { ${'n'.repeat(1_000 + draw(400_000))} } }`),
  },
  {
    kind: 'directives',
    codes: ['GRAPHQL_VALIDATION_FAILED', 'OPERATION_TOO_COMPLEX'],
    body: (draw) => query(`{ county(code: "1") { name ${'@include(if: true) '.repeat(2 + draw(1_500))} } }`),
  },
  {
    kind: 'operations without a name to choose',
    codes: ['BAD_USER_INPUT', 'OPERATION_TOO_COMPLEX'],
    body: (draw) => query(words(2 + draw(700), (at) => `query Q${at} { county(code: "1") { name } }`)),
  },
  {
    kind: 'wrong values by the thousand',
    codes: ['BAD_USER_INPUT', 'BODY_TOO_LARGE'],
    body: (draw) =>
      query('mutation ($i: PostEntriesInput!) { postEntries(input: $i) { __typename } }', {
        i: {
          agreement: 'JV-0001',
          entries: times(100 + draw(3_000), (at) => ({ externalRef: at, kind: 'K'.repeat(draw(90)), amount: at })),
        },
      }),
  },
  {
    kind: 'a key of many letters',
    codes: ['BAD_USER_INPUT', 'BODY_TOO_LARGE'],
    body: (draw) =>
      query('mutation ($i: ClosePeriodInput!) { closePeriod(input: $i) { __typename } }', {
        i: { agreement: 'JV-0001', ['k'.repeat(1_000 + draw(1_900_000))]: 1 },
      }),
  },
  {
    kind: 'what is no document',
    codes: ['GRAPHQL_PARSE_FAILED', 'OPERATION_TOO_COMPLEX'],
    body: (draw) => query(`{ county(code: "${'\\u0000'.repeat(draw(9))}) { ${'{'.repeat(draw(3_000))}`),
  },
  {
    kind: 'what is no JSON',
    codes: ['BAD_USER_INPUT'],
    body: (draw) =>
      Buffer.from([...Buffer.from('{"query": "'), ...times(1 + draw(4_000), () => draw(256)), 0xff, 0x00]),
  },
];

/** So many requests, all kinds in turn, the same for the same seed. */
export function hostileRequests(count: number, seed: number): readonly Hostile[] {
  const draw = drawFrom(seed);
  return times(count, (at) => {
    const { kind, codes, body, headers = {} } = kinds[at % kinds.length] as Kind;
    return { kind, codes, body: body(draw), headers: { 'content-type': 'application/json', ...headers } };
  });
}

export const hostileKinds = kinds.length;

/** A linear congruence is random enough for sizes. */
function drawFrom(seed: number): Draw {
  let state = BigInt(seed);
  return (limit) => {
    state = BigInt.asUintN(64, state * 6_364_136_223_846_793_005n + 1_442_695_040_888_963_407n);
    return Number((state >> 33n) % BigInt(limit));
  };
}
