/** The owners' book, which property keeps: what moves on an owners' bank account is posted there by a step of its graph. */
import { formatMoney } from '@hh/kernel/money.ts';
import { parseDate } from '@hh/kernel/period.ts';
import { must, type Refusal, refuse } from '@hh/kernel/refusal.ts';
import { refusals } from '@hh/kernel/refusal-catalogue.ts';
import type { AskGraph } from '@hh/service/service.ts';
import { ownersFund } from '../allocation/journal.ts';
import type { Match } from './match.ts';
import type { matchJournal } from './match-journal.ts';

type Journal = NonNullable<ReturnType<typeof matchJournal>>;

export type OwnersBook = ReturnType<typeof createOwnersBook>;

const RECEIVE = `
  mutation ReceivePublicRevenue($input: ReceivePublicRevenueInput!) {
    answer: receivePublicRevenue(input: $input) {
      ... on PublicRevenueReceived { journal voucherNumber effectiveOn }
      ... on Refused { refused: code field }
    }
  }`;
const TAKE_BACK = `
  mutation ReverseReceipt($input: ReverseReceiptInput!) {
    answer: reverseReceipt(input: $input) {
      ... on ReceiptReversed { journal }
      ... on Refused { refused: code field }
    }
  }`;

interface Refused {
  readonly refused?: string;
  readonly field?: string | null;
}

export function createOwnersBook(ask: AskGraph) {
  return {
    /** Every line but that of the bank: what arrived is above zero, what was sent back or charged below. */
    async receive(match: Match, { date, memo, lines: all }: Journal) {
      const lines = all
        .filter(({ account }) => account !== match.account)
        .map(({ account, debit = 0n, credit = 0n, dimensions, memo: word }) => ({
          ...dimensions,
          amount: formatMoney(credit - debit),
          ...(word ? { memo: word } : {}),
          ...(account.startsWith(ownersFund('')) ? { isIncome: true } : {}),
        }));
      const input = { match: match.id, date, memo, lines, by: match.madeBy, approvedBy: match.approvedBy };
      const { answer } = await ask<{
        answer: Refused & { journal: number; voucherNumber: string; effectiveOn: string };
      }>(RECEIVE, { input });
      const refusal = refusalOf(answer);
      if (refusal) return refusal;
      const { journal, voucherNumber, effectiveOn } = answer;
      return { journal, voucherNumber, effectiveOn: must(parseDate(effectiveOn)) };
    },

    async takeBack({ county, id, undoneBy: by }: Match, reason: string): Promise<Refusal | null> {
      const { answer } = await ask<{ answer: Refused }>(TAKE_BACK, { input: { county, match: id, reason, by } });
      return refusalOf(answer);
    },
  };
}

function refusalOf({ refused, field }: Refused): Refusal | null {
  if (refused === undefined) return null;
  if (!(refused in refusals)) throw new Error(`property refuses with an unknown code: ${refused}`);
  return refuse(refused as keyof typeof refusals, field ? { field } : {});
}
