/** The breaks that an address asks for, as rows of a list: with what was said of each, and its documents. */
import { isRefusal, type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { type Actor, canAt } from '@hh/service/actor.ts';
import { inBatches } from '@hh/service/in-batches.ts';
import type { Session } from '@hh/service/mongo.ts';
import { ageClasses, breakCodes } from '../break/break.ts';
import type { BreakFileStore } from '../break/break-file.store.ts';
import { type BreakFilter, type BreakParts, everyBreak } from '../break/find-breaks.ts';
import type { BreakRow } from './columns.ts';
import { createNaming, type NamingParts } from './naming.ts';
import { choiceOf, countyAsked, monthOf, parsed } from './query.ts';

interface Asked {
  readonly county: string;
  readonly filter: BreakFilter;
}

export function breaksAsked(actor: Actor, query: Readonly<Record<string, unknown>>): Asked | Refusal {
  const county = countyAsked(actor, query.county);
  if (!county || !canAt(actor, 'bank-accounts:read', county)) return refuse('OUT_OF_SCOPE', { field: 'county' });
  const filter = parsed({
    code: choiceOf('code', query.code, breakCodes),
    age: choiceOf('age', query.age, ageClasses),
    period: monthOf('period', query.period),
  });
  if (isRefusal(filter)) return filter;
  const wordOf = (value: unknown) => (value === undefined ? null : String(value));
  const about = { agreement: wordOf(query.agreement), compound: wordOf(query.compound) };
  return {
    county,
    filter: { ...filter, ...about, code: filter.code && [filter.code], assignee: wordOf(query.assignee) },
  };
}

/** The oldest first. */
export function breakRows(
  parts: BreakParts & NamingParts & { readonly breakFiles: BreakFileStore },
  { county, filter }: Asked,
  session: Session,
): AsyncGenerator<BreakRow> {
  const [naming, today] = [createNaming(parts, county), parts.clock.today()];
  return inBatches(everyBreak(parts, county, filter, session), async (found) => {
    const cases = await parts.breaks.byIds(found.map(({ each }) => each.id));
    const files = await parts.breakFiles.ofBreaks(found.map(({ each }) => `${county} ${each.id}`));
    const names = await naming({
      compounds: found.map(({ each }) => each.compound),
      operators: found.map(({ each }) => each.operator),
      agreements: found.map(({ each }) => each.agreementId),
      persons: [...cases.values()].map((said) => said.assignee),
    });
    return found.map(({ each, line }) => ({
      ...{ each, line, today, names },
      said: cases.get(each.id) ?? null,
      files: files.get(`${county} ${each.id}`) ?? [],
    }));
  });
}
