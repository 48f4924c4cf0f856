import { parseMoney } from '@hh/kernel/money.ts';
import { moneyInWords } from '@hh/kernel/money-in-words.ts';
import type { Period } from '@hh/kernel/period.ts';
import { isRefusal, must } from '@hh/kernel/refusal.ts';
import { canAt, countyOf } from '@hh/service/actor.ts';
import { connectionOf, type PageArguments, pageOf } from '@hh/service/connection.ts';
import { languageOf, load, type RequestContext, type Told } from '@hh/service/context.ts';
import { refused } from '@hh/service/refused.ts';
import type { Resolvers } from '@hh/service/service.ts';
import { allowedTransitions } from '@hh/service/transitions.ts';
import type { Agreement } from '../agreement/agreement.ts';
import { keyOf } from '../period/period.store.ts';
import { type AllocationParts, approveAllocation, rejectAllocation, whyNotApprove } from './allocation.commands.ts';
import type { AllocationFilter } from './allocation.store.ts';
import type { Allocation } from './computation.ts';
import { settleDeclaration } from './declaration.commands.ts';
import { type BeneficiaryExplanation, type Explanation, explain, lineInWords, stepsInWords } from './explanation.ts';
import { daysLeft, dueOn } from './payment.ts';
import {
  type PostingParts,
  postAllocation,
  recordCredited,
  remindOfPayment,
  reverseAllocation,
  type Step,
} from './posting.commands.ts';
import { type SettlementKey, type Settlements, settlementId } from './settlement.ts';
import { isSettled } from './sides.ts';
import { type SimulationInput, simulate } from './simulation.ts';
import { allocationStates } from './states.ts';

export function createAllocationResolvers(
  parts: AllocationParts & PostingParts & { readonly settlements: Settlements },
): Resolvers {
  const { allocations, settlements } = parts;
  const sidesOf = (key: SettlementKey, context: RequestContext) => load(context, settlements, settlementId(key));
  const side =
    (name: 'allocated' | 'declared' | 'paid') => async (key: SettlementKey, _: unknown, context: RequestContext) =>
      (await sidesOf(key, context))?.[name] ?? null;

  return {
    Query: {
      simulateAllocation: (_: unknown, { input }: { input: SimulationInput }) => {
        const periods = simulate(input);
        return isRefusal(periods) ? refused(periods) : { __typename: 'AllocationSimulation', periods };
      },
      allocations: async (
        _: unknown,
        { filter, ...args }: { filter?: AllocationFilter | null } & PageArguments,
        { actor }: RequestContext,
      ) => {
        const [page, wanted] = [pageOf(args), filter ?? {}];
        const own = countyOf(actor);
        if (wanted.county && own && wanted.county !== own) return null;
        const rows = await allocations.page(actor, wanted, page);
        return connectionOf(page, rows, cursorOf, () => allocations.count(actor, wanted));
      },
    },
    Agreement: {
      allocation: (
        { county, code, community, operator }: Agreement,
        args: { period: Period },
        context: RequestContext,
      ) =>
        canAt(context.actor, 'allocations:read', community, operator)
          ? load(context, allocations.currentByKeys, keyOf({ county, agreement: code, period: args.period }))
          : null,
    },
    Allocation: {
      __resolveReference: async ({ id, lines }: AllocationReference, context: RequestContext) => {
        const allocation = await load(context, allocations.byIds, id);
        const mayRead =
          allocation && canAt(context.actor, 'allocations:read', allocation.community, allocation.operator);
        return mayRead ? withCredits(allocation, lines) : null;
      },
      agreement: ({ agreementId }: Allocation, _: unknown, context: RequestContext) =>
        load(context, parts.agreements.byIds, agreementId),
      allowedTransitions: (allocation: Allocation, _: unknown, { actor }: RequestContext) =>
        allowedTransitions(allocationStates, allocation, actor, allocation.community, allocation.operator),
      approvalBlockedBy: async (allocation: Allocation) => {
        const refusal = allocation.state === 'COMPUTED' ? await whyNotApprove(parts, allocation) : null;
        return refusal && refused(refusal);
      },
      poolInWords: ({ pool }: Allocation) => moneyInWords(pool),
      lines: ({ agreement, period, lines }: Allocation) =>
        lines.map(({ compound, amount }) => ({
          amount,
          compound: { __typename: 'Compound', code: compound },
          settlement: { agreement, period, compound },
        })),
      settled: async (parent: AllocationWithCredits, _: unknown, context: RequestContext) => {
        const { agreement, period, lines } = parent;
        const settled = lines.map(async ({ compound, settlement }) => {
          const credited = settlement?.credited;
          const sides = await sidesOf({ agreement, period, compound }, context);
          return sides && credited != null ? isSettled({ ...sides, credited: must(parseMoney(credited)) }) : null;
        });
        const all = await Promise.all(settled);
        return all.includes(false) ? false : all.includes(null) ? null : true;
      },
      declarationSettledReason: ({ declarationSettled }: Allocation) => declarationSettled?.reason ?? null,
      declarationSettledBy: ({ declarationSettled }: Allocation) =>
        declarationSettled && { __typename: 'Person', id: declarationSettled.by },
      dueOn: (allocation: Allocation) => dueOn(allocation),
      daysLeft: (allocation: Allocation) => daysLeft(allocation, parts.clock.today()),
      remindedAt: ({ remindedAt }: Allocation) => remindedAt ?? null,
      explanation: explain,
      closedBy: ({ closedBy }: Allocation) => ({ __typename: 'Person', id: closedBy }),
      approvedBy: ({ approvedBy }: Allocation) => approvedBy && { __typename: 'Person', id: approvedBy },
    },
    AllocationExplanation: {
      inWords: (explanation: Explanation, args: Told, context: RequestContext) =>
        stepsInWords(explanation, languageOf(args, context)),
    },
    BeneficiaryExplanation: {
      compound: ({ beneficiary }: BeneficiaryExplanation) => ({ __typename: 'Compound', code: beneficiary }),
      weight: ({ weight }: BeneficiaryExplanation) => Number(weight),
      weightSum: ({ weightSum }: BeneficiaryExplanation) => Number(weightSum),
      inWords: (line: BeneficiaryExplanation, args: Told, context: RequestContext) =>
        lineInWords(line, languageOf(args, context)),
    },
    Settlement: {
      __resolveReference: ({ agreement, period, compound, ...external }: SettlementKey & { credited?: string }) => ({
        agreement,
        period,
        compound,
        ...external,
      }),
      declared: side('declared'),
      allocated: side('allocated'),
      paid: side('paid'),
      settled: async (key: SettlementKey & { credited?: string | null }, _: unknown, context: RequestContext) => {
        const sides = await sidesOf(key, context);
        return sides && key.credited != null ? isSettled({ ...sides, credited: must(parseMoney(key.credited)) }) : null;
      },
    },
    Mutation: {
      approveAllocation: async (
        _: unknown,
        { input }: { input: { allocation: string } },
        { actor }: RequestContext,
      ) => {
        const allocation = actor && (await approveAllocation(parts, actor, input.allocation));
        return isRefusal(allocation)
          ? refused(allocation)
          : allocation && { __typename: 'AllocationApproved', allocation };
      },
      rejectAllocation: async (
        _: unknown,
        { input }: { input: { allocation: string; reason: string } },
        { actor }: RequestContext,
      ) => {
        const allocation = actor && (await rejectAllocation(parts, actor, input));
        return isRefusal(allocation)
          ? refused(allocation)
          : allocation && { __typename: 'AllocationRejected', allocation };
      },
      postAllocation: async (_: unknown, { input }: { input: Step }) => {
        const posted = await postAllocation(parts, input);
        return isRefusal(posted) ? refused(posted) : { __typename: 'AllocationPosted', ...posted };
      },
      recordAllocationCredited: async (_: unknown, { input }: { input: Step & { ownersJournal?: number | null } }) => {
        const allocation = await recordCredited(parts, { ...input, ownersJournal: input.ownersJournal ?? null });
        return isRefusal(allocation) ? refused(allocation) : { __typename: 'AllocationCredited', allocation };
      },
      settleDeclaration: async (
        _: unknown,
        { input }: { input: { allocation: string; reason: string } },
        { actor }: RequestContext,
      ) => {
        const allocation = actor && (await settleDeclaration(parts, actor, input));
        return isRefusal(allocation)
          ? refused(allocation)
          : allocation && { __typename: 'DeclarationSettled', allocation };
      },
      remindOfPayment: async (_: unknown, { input }: { input: Step }) => {
        const reminded = await remindOfPayment(parts, input);
        return isRefusal(reminded) ? refused(reminded) : { __typename: 'PaymentReminded', ...reminded };
      },
      reverseAllocation: async (
        _: unknown,
        { input }: { input: Step & { reason: string } },
        { actor }: RequestContext,
      ) => {
        const reversed = actor && (await reverseAllocation(parts, actor, input));
        return isRefusal(reversed) ? refused(reversed) : reversed && { __typename: 'AllocationReversed', ...reversed };
      },
    },
  };
}

/** An allocation as the gateway refers to it: with what property said of its lines, where a field needs that. */
interface AllocationReference {
  readonly id: string;
  readonly lines?: readonly { readonly settlement?: { readonly credited?: string | null } | null }[];
}

function cursorOf({ county, agreement, period }: Allocation) {
  return [county, agreement, period];
}

type AllocationWithCredits = ReturnType<typeof withCredits>;

function withCredits(allocation: Allocation, said: AllocationReference['lines']) {
  const lines = allocation.lines.map((line, index) => ({ ...line, settlement: said?.[index]?.settlement }));
  return { ...allocation, lines };
}
