/** What people do in every job, and how entries and terms are written. */
import { formatMoney } from '@hh/kernel/money.ts';
import type { Period } from '@hh/kernel/period.ts';
import { operators } from '../demo/ventures.ts';
import type { Client } from './client.ts';
import type { Sent, Terms } from './oracle.ts';

export type As = ReturnType<Client['as']>;

/** An agreement of the first operator, drafted and in force; answers its version. */
export async function activeAgreement(
  maker: As,
  checker: As,
  { agreement, community, terms }: { readonly agreement: string; readonly community: string; readonly terms: Terms },
): Promise<number> {
  const drafted = await maker('createAgreement', {
    code: agreement,
    name: `家政服务 ${agreement}`,
    operator: operators[0]?.uscc,
    community,
    business: 'HOUSEKEEPING',
    usesCommonParts: false,
    terms: [wordsOf(terms)],
  });
  return versionIn(await checker('activateAgreement', { agreement, version: versionIn(drafted) }));
}

export async function close(maker: As, agreement: string, period: string, closings = 0): Promise<string> {
  const { allocation } = await maker('closePeriod', { agreement, period, closings });
  return (allocation as { id: string }).id;
}

export async function share(maker: As, checker: As, agreement: string, period: string, closings = 0): Promise<string> {
  const allocation = await close(maker, agreement, period, closings);
  await checker('approveAllocation', { allocation });
  return allocation;
}

/** Both books; each month in its turn. */
export async function seal(maker: As, checker: As, period: Period): Promise<void> {
  // What banks charge and pay is carried forward before the year's last month is sealed.
  if (period.endsWith('-12')) {
    const year = Number(period.slice(0, 4));
    await maker('proposeEconomyYear', { year });
    await checker('carryEconomyYear', { year });
  }
  for (const book of ['Economy', 'Owners']) {
    await maker(`propose${book}Month`, { period });
    await checker(`seal${book}Month`, { period });
  }
}

export function versionIn({ agreement }: Awaited<ReturnType<As>>): number {
  return agreement.version;
}

export function wordsOf({ from, rateBp, weights }: Terms) {
  const words = weights.map(([compound, weight]) => ({ compound, weight: Number(weight) }));
  return { from, rateBp: Number(rateBp), weights: words };
}

export function inputOf(entry: Sent, at: number) {
  const { externalRef, kind, fen, reverses } = entry;
  return {
    externalRef,
    kind,
    amount: formatMoney(fen),
    occurredOn: dayOf(entry, at),
    ...(reverses ? { reverses } : {}),
  };
}

/** A reversal is not dated before what it reverses. */
export function dayOf({ period, reverses }: Sent, at: number): string {
  return `${period}-${reverses ? '28' : String(1 + (at % 27)).padStart(2, '0')}`;
}
