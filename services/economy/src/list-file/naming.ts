/** What things are called in a list: asked of their stores and of the graph, each once for a file. */
import { personNames } from '@hh/service/person-names.ts';
import type { AskGraph } from '@hh/service/service.ts';
import type { AgreementStore } from '../agreement/agreement.store.ts';
import { compoundNames } from '../agreement/beneficiaries.ts';
import type { BankStatementStore } from '../bank-statement/bank-statement.store.ts';
import type { EnterpriseStore } from '../enterprise/enterprise.store.ts';
import type { Names } from './columns.ts';

export interface NamingParts {
  readonly ask: AskGraph;
  readonly agreements: AgreementStore;
  readonly enterprises: EnterpriseStore;
  readonly bankStatements: BankStatementStore;
  /** The names of files of entries, by their ids. */
  readonly fileNames: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;
}

/** Keys of each kind; no two kinds have keys of one shape. */
export type Wanted = Partial<
  Record<'persons' | 'compounds' | 'operators' | 'agreements' | 'statements' | 'files', readonly (string | null)[]>
>;

/** For the lists of one county. What is found stays known for the next rows. */
export function createNaming(parts: NamingParts, county: string): (wanted: Wanted) => Promise<Names> {
  const known = new Map<string, string>();
  const find: Record<keyof Wanted, (keys: readonly string[]) => Promise<Iterable<readonly [string, string]>>> = {
    persons: (ids) => personNames(parts.ask, ids),
    compounds: (codes) => compoundNames(parts.ask, codes),
    operators: async (usccs) => {
      const found = await parts.enterprises.byKeys(usccs.map((uscc) => `${county} ${uscc}`));
      return [...found.values()].map(({ uscc, name }) => [uscc, name] as const);
    },
    agreements: async (ids) => [...(await parts.agreements.byIds(ids))].map(([id, { name }]) => [id, name] as const),
    statements: async (ids) =>
      [...(await parts.bankStatements.byIds(ids))].map(([id, { fileName }]) => [id, fileName] as const),
    files: (ids) => parts.fileNames(ids),
  };
  return async (wanted) => {
    for (const [kind, keys] of Object.entries(wanted) as [keyof Wanted, readonly (string | null)[]][]) {
      const unknown = [...new Set(keys)].filter((key): key is string => key !== null && !known.has(key));
      if (unknown.length === 0) continue;
      for (const key of unknown) known.set(key, key);
      for (const [key, name] of await find[kind](unknown)) known.set(key, name);
    }
    return (key) => (key ? (known.get(key) ?? key) : null);
  };
}
