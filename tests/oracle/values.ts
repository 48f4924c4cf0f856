/** Values that stand in the demonstration county, and some that do not: what the arguments of generated operations say. */
import { keyOf } from '@hh/service/register/register.ts';
import { registerDemos } from '../../infra/demo/seed-registers.ts';

/** Where registers are seeded. */
export const COMPOUND = '37132200100101';

export interface Values {
  /** For an argument or an input field, by its coordinate and the name of its type. */
  of(coordinate: string, type: string): readonly unknown[];
}

/** Answers the data of an operation, as a persona that may ask it. */
// biome-ignore lint/suspicious/noExplicitAny: the answer of any operation
export type AskData = (persona: string, query: string) => Promise<any>;

const PERIODS = ['2024-12', '2025-01', '2025-03', '2025-06', '2025-11', '2025-12', '2026-01'];

const WHAT_THERE_IS = /* GraphQL */ `
  query WhatThereIs {
    enterprises(first: 10) { edges { cursor node { uscc } } }
    agreements(first: 10) {
      edges { cursor node { code entries(first: 8) { edges { cursor node { externalRef } } } } }
    }
    economyBook { accounts(first: 20) { edges { cursor node { code } } } journals(first: 8) { edges { cursor node { voucherNumber } } } }
    ownersBook { accounts(first: 20) { edges { cursor node { code } } } }
    county(code: "371322") { code streets { code } communities { code compounds { code buildings(first: 2) { edges { cursor } } } } }
    workflows(first: 10) { edges { cursor node { id } } }
  }
`;

/** By the root field that finds one, keys of rows of each register in the compound that is seeded. */
function keysOfRegisters(nobody: string): Readonly<Record<string, readonly unknown[]>> {
  const keys = registerDemos.map(({ definition: { type }, entries }) => {
    const there = entries().filter(({ place }) => COMPOUND.startsWith(place) || place.startsWith(COMPOUND));
    const root = `${type.charAt(0).toLowerCase()}${type.slice(1)}`;
    return [
      `Query.${root}.${keyOf(type)}`,
      mostly(
        there.slice(0, 8).map(({ id }) => id),
        nobody,
      ),
    ] as const;
  });
  return Object.fromEntries(keys);
}

/** One in ten is not there: what is not there has nothing below it to compare. */
function mostly<Value>(there: readonly Value[], other: Value): readonly Value[] {
  if (there.length === 0) return [other];
  return [...Array.from({ length: Math.ceil(9 / there.length) }, () => there).flat(), other];
}

export async function readValues(ask: AskData): Promise<Values> {
  const found = await ask('auditor', WHAT_THERE_IS);
  const { me } = await ask('auditor', '{ me { person { id } } }');
  const all = (key: string) => collect(found, key);
  const streets = found.county.streets.map(({ code }: { code: string }) => code);
  const communities = found.county.communities.map(({ code }: { code: string }) => code);
  const compounds = found.county.communities.flatMap((community: { compounds: { code: string }[] }) =>
    community.compounds.map(({ code }) => code),
  );
  const agreements = found.agreements.edges.map(({ node }: { node: { code: string } }) => node.code);
  const accounts = [...collect(found.economyBook, 'code'), ...collect(found.ownersBook, 'code')];
  const workflows = collect(found.workflows, 'id');
  const nobody = 'nobody';
  const named: Readonly<Record<string, readonly unknown[]>> = {
    uscc: [...all('uscc'), nobody],
    operator: all('uscc'),
    county: ['371322', '371322', '371399'],
    community: communities.slice(0, 8),
    compound: compounds.slice(0, 8),
    codes: compounds.slice(0, 8),
    agreement: agreements,
    account: accounts,
    owner: [...compounds.slice(0, 8), '1221'],
    under: ['1221', '2241', ...accounts.slice(0, 4)],
    persona: ['auditor', nobody],
    cursor: all('cursor'),
    after: all('cursor'),
    before: all('cursor'),
    externalRef: [...all('externalRef'), nobody],
    voucherNumber: [...all('voucherNumber'), nobody],
    seq: [0, 1, 2, 7, 40, 9_999],
    knownAtSeq: [0, 1, 30, 9_999],
    beneficiary: ['A', 'B', 'C'],
    weight: [1, 2, 3],
    ...keysOfRegisters(nobody),
    'Query.agreement.code': mostly(agreements, nobody),
    'Query.county.code': mostly(['371322'], nobody),
    'Query.street.code': mostly(streets, nobody),
    // The registers have their rows in one compound, which is the first.
    'Query.community.code': mostly([...Array(4).fill(communities[0]), ...communities.slice(1, 5)], nobody),
    'Query.compound.code': mostly([...Array(4).fill(COMPOUND), ...compounds.slice(1, 5)], nobody),
    'Query.compounds.codes': [...Array(4).fill(COMPOUND), ...compounds.slice(1, 5)],
    'Query.person.id': mostly([me.person.id, 'person-0001', 'person-0005', 'person-0007'], nobody),
    'Query.workflow.id': mostly(workflows, nobody),
    'Book.account.code': [...accounts, nobody],
  };
  const byType: Readonly<Record<string, readonly unknown[]>> = {
    YearMonth: PERIODS,
    Date: ['2025-01-31', '2025-06-30', '2025-12-31', '2026-01-05'],
    DateTime: ['2025-06-30T12:00:00+08:00'],
    Money: ['100.00', '-20.55', '12345.67', '0.01'],
    BasisPoints: [0, 1, 1_000, 3_333, 10_000],
    Int: [1, 2, 3],
    Float: [0.5, 2],
    Boolean: [true, false],
    ID: [...agreements, ...compounds.slice(0, 4), nobody],
    String: [nobody, '郯城'],
  };
  return {
    of: (coordinate, type) =>
      named[coordinate] ?? named[coordinate.replace(/^.*\./, '')] ?? byType[type] ?? unknown(type),
  };
}

function unknown(type: string): never {
  throw new Error(`no value of ${type} is known: add one to tests/oracle/values.ts`);
}

/** Every value under this name, wherever it stands. */
function collect(value: unknown, key: string): string[] {
  if (Array.isArray(value)) return value.flatMap((each) => collect(each, key));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inside]) =>
    name === key && typeof inside === 'string' ? [inside] : collect(inside, key),
  );
}
