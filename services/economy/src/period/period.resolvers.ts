import { nextPeriod, type Period } from '@hh/kernel/period.ts';
import { isRefusal } from '@hh/kernel/refusal.ts';
import { canAt } from '@hh/service/actor.ts';
import { connectionOf, type PageArguments, pageOf } from '@hh/service/connection.ts';
import { load, type RequestContext } from '@hh/service/context.ts';
import { refused } from '@hh/service/refused.ts';
import type { Resolvers } from '@hh/service/service.ts';
import { type Agreement, lastPeriod } from '../agreement/agreement.ts';
import { closePeriod, type PeriodParts, previewClosing, reopenPeriod, whyNotClose } from './period.commands.ts';
import { agreementKey, keyOf } from './period.store.ts';
import { type AgreementPeriod, openPeriod, profitOf } from './period.ts';

export function createPeriodResolvers(parts: PeriodParts): Resolvers {
  const { agreements, periods } = parts;
  const agreementOf = ({ county, agreement }: AgreementPeriod, context: RequestContext) =>
    load(context, agreements.byKeys, agreementKey({ county, code: agreement }));
  const mayRead = ({ community, operator }: Agreement, { actor }: RequestContext) =>
    canAt(actor, 'entries:read', community, operator);
  return {
    Agreement: {
      periods: async (agreement: Agreement, args: PageArguments, context: RequestContext) => {
        if (!mayRead(agreement, context)) return null;
        const page = pageOf(args);
        const rows = await periods.page(agreement, page);
        return connectionOf(
          page,
          rows,
          ({ period }) => [period],
          () => periods.count(agreement),
        );
      },
      period: async (agreement: Agreement, { period }: { period: Period }, context: RequestContext) => {
        if (!mayRead(agreement, context)) return null;
        const { county, code } = agreement;
        const found = await load(context, periods.byKeys, keyOf({ county, agreement: code, period }));
        return found ?? openPeriod(agreement, period, parts.clock.today());
      },
      earliestOpenPeriod: async (agreement: Agreement, _: unknown, context: RequestContext) => {
        if (!mayRead(agreement, context)) return null;
        const last = await load(context, periods.lastClosedOf, agreementKey(agreement));
        const earliest = last ? nextPeriod(last) : agreement.startsIn;
        const end = lastPeriod(agreement);
        return end !== null && earliest > end ? null : earliest;
      },
    },
    AgreementPeriod: {
      id: (period: AgreementPeriod) => keyOf(period),
      profit: (period: AgreementPeriod) => profitOf(period),
      entryCount: ({ entries }: AgreementPeriod) => entries,
      closingBlockedBy: async (period: AgreementPeriod, _: unknown, context: RequestContext) => {
        const agreement = period.state === 'OPEN' && (await agreementOf(period, context));
        const refusal = agreement ? await whyNotClose(parts, agreement, period.period) : null;
        return refusal && refused(refusal);
      },
      preview: async (period: AgreementPeriod, _: unknown, context: RequestContext) => {
        const agreement = await agreementOf(period, context);
        const allocation = agreement && (await previewClosing(parts, agreement, period));
        return allocation && { ...allocation, shares: allocation.lines };
      },
      // Whoever may not read allocations sees no period either.
      allocation: (period: AgreementPeriod, _: unknown, context: RequestContext) =>
        load(context, parts.allocations.currentByKeys, keyOf(period)),
      closedBy: ({ closedBy }: AgreementPeriod) => closedBy && { __typename: 'Person', id: closedBy },
    },
    Mutation: {
      closePeriod: async (
        _: unknown,
        { input }: { input: { agreement: string; period: Period; closings?: number | null } },
        { actor }: RequestContext,
      ) => {
        const closed = actor && (await closePeriod(parts, actor, input));
        return isRefusal(closed) ? refused(closed) : closed && { __typename: 'PeriodClosed', ...closed };
      },
      reopenPeriod: async (
        _: unknown,
        { input }: { input: { agreement: string; period: Period; reason: string; allocation?: string | null } },
        { actor }: RequestContext,
      ) => {
        const period = actor && (await reopenPeriod(parts, actor, input));
        return isRefusal(period) ? refused(period) : period && { __typename: 'PeriodReopened', period };
      },
    },
  };
}
