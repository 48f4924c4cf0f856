/** Whether what a row refers to in another service is there: asked of the graph, before the transaction begins. */
import type { AskGraph, ServiceName } from '../service.ts';
import type { Missing } from './commands.ts';

/** Who has the types that rows of other services refer to. A reference to one that is not named here is a defect. */
export const owners: Readonly<Partial<Record<ServiceName, readonly string[]>>> = {
  organization: [
    'County',
    'Street',
    'Community',
    'Person',
    'GeneralBranch',
    'Branch',
    'RedPartner',
    'Notice',
    'ServiceRequest',
  ],
  volunteers: ['ConvenienceProject'],
  property: ['Compound', 'Building', 'Dwelling', 'Premises', 'OwnersCommittee', 'PropertyCompany', 'Vote'],
  economy: ['PartnerEnterprise'],
};
const AT_ONCE = 200;

export function ownerOf(type: string): ServiceName | null {
  const owner = Object.entries(owners).find(([, types]) => types.includes(type));
  return owner ? (owner[0] as ServiceName) : null;
}

/** Of each service's own types, by their name, what it says is there; see `knownSdl`. */
export function knownField(service: ServiceName): string {
  return `${service}Known`;
}

export function missingElsewhere(ask: AskGraph): Missing {
  return async (type, keys) => {
    const owner = ownerOf(type);
    if (owner === null) throw new Error(`nobody is known to have ${type}: elsewhere.ts names who has what`);
    const document = `query($type: String!, $keys: [ID!]!) { found: ${knownField(owner)}(type: $type, keys: $keys) }`;
    const missing: string[] = [];
    for (let from = 0; from < keys.length; from += AT_ONCE) {
      const some = keys.slice(from, from + AT_ONCE);
      const { found } = await ask<{ found: readonly string[] }>(document, { type, keys: some });
      const known = new Set(found);
      missing.push(...some.filter((key) => !known.has(key)));
    }
    return missing;
  };
}
