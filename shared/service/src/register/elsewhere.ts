/** Whether what a row refers to in another service is there: asked of the graph, before the transaction begins. */
import type { AskGraph } from '../service.ts';
import type { Missing } from './commands.ts';

const PLACES = 'query($keys: [ID!]!) { found: placesKnown(codes: $keys) }';
const COMPOUNDS = 'query($keys: [ID!]!) { compounds(codes: $keys) { code } }';
const PEOPLE = 'query($keys: [ID!]!) { found: peopleKnown(ids: $keys) }';
const AT_ONCE = 200;

/** Types that are not asked for are taken as they come: they are shown as null where they are not there. */
export function missingElsewhere(ask: AskGraph): Missing {
  return async (type, keys) => {
    const missing: string[] = [];
    for (let from = 0; from < keys.length; from += AT_ONCE) {
      const some = keys.slice(from, from + AT_ONCE);
      const known = new Set(await knownOf(ask, type, some));
      missing.push(...some.filter((key) => !known.has(key)));
    }
    return missing;
  };
}

async function knownOf(ask: AskGraph, type: string, keys: readonly string[]): Promise<readonly string[]> {
  switch (type) {
    case 'Compound': {
      const { compounds } = await ask<{ compounds: ({ code: string } | null)[] }>(COMPOUNDS, { keys });
      return compounds.flatMap((compound) => (compound ? [compound.code] : []));
    }
    case 'County':
    case 'Street':
    case 'Community':
      return (await ask<{ found: string[] }>(PLACES, { keys })).found;
    case 'Person':
      return (await ask<{ found: string[] }>(PEOPLE, { keys })).found;
    default:
      return keys;
  }
}
