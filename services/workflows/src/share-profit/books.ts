/** The two services whose books the profit share goes through, asked by the graph's step mutations. */
import type { AskGraph } from '@hh/service/service.ts';
import { z } from 'zod';
import { StepRefusal } from '../engine/problem.ts';

const journal = z.number().int().nullable();
export const allocationPosted = z.object({
  journal,
  voucherNumber: z.string().nullable(),
  agreement: z.string(),
  agreementName: z.string(),
  period: z.string(),
  /** Amounts stay the decimal text that both services speak. */
  lines: z.array(z.object({ compound: z.string(), amount: z.string() })),
  /** Who signs the vouchers; not known of what was posted before that was told. */
  closedBy: z.string().nullish(),
  approvedBy: z.string().nullish(),
});
const allocationCredited = z.object({ allocation: z.object({ id: z.string(), state: z.string() }) });
const withJournal = z.object({ journal });
const withReminder = z.object({ isDue: z.boolean() });

type Posted = z.infer<typeof allocationPosted>;
interface Step {
  readonly key: string;
  readonly allocation: string;
}
type Reversal = Step & { readonly reason: string };
type Answer<T> = Promise<T | StepRefusal>;

export interface Books {
  readonly economy: {
    postAllocation(input: Step): Answer<Posted>;
    recordAllocationCredited(
      input: Step & { ownersJournal: number | null },
    ): Answer<z.infer<typeof allocationCredited>>;
    remindOfPayment(input: Step): Answer<z.infer<typeof withReminder>>;
    reverseAllocation(input: Reversal): Answer<z.infer<typeof withJournal>>;
  };
  readonly property: {
    creditPublicRevenue(
      input: Step &
        Pick<Posted, 'agreement' | 'period' | 'lines' | 'approvedBy'> & {
          memo: string;
          preparedBy: Posted['closedBy'];
        },
    ): Answer<z.infer<typeof withJournal>>;
    reverseCredit(input: Reversal): Answer<z.infer<typeof withJournal>>;
  };
}

export function createBooks(ask: AskGraph): Books {
  return {
    economy: {
      postAllocation: stepMutation(
        ask,
        'postAllocation',
        'AllocationPosted { journal voucherNumber agreement agreementName period lines { compound amount } closedBy approvedBy }',
        allocationPosted,
      ),
      recordAllocationCredited: stepMutation(
        ask,
        'recordAllocationCredited',
        'AllocationCredited { allocation { id state } }',
        allocationCredited,
      ),
      remindOfPayment: stepMutation(ask, 'remindOfPayment', 'PaymentReminded { isDue }', withReminder),
      reverseAllocation: stepMutation(ask, 'reverseAllocation', 'AllocationReversed { journal }', withJournal),
    },
    property: {
      creditPublicRevenue: stepMutation(ask, 'creditPublicRevenue', 'PublicRevenueCredited { journal }', withJournal),
      reverseCredit: stepMutation(ask, 'reverseCredit', 'CreditReversed { journal }', withJournal),
    },
  };
}

const refused = z.object({ __typename: z.literal('Refused'), code: z.string(), zh: z.string(), en: z.string() });

/** A step mutation takes one input named after itself and answers its result or `Refused`. */
function stepMutation<Input extends object, Result>(
  ask: AskGraph,
  name: string,
  result: string,
  schema: z.ZodType<Result>,
): (input: Input) => Answer<Result> {
  const operation = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  const document = `
    mutation ${operation}($input: ${operation}Input!) {
      ${name}(input: $input) {
        __typename
        ... on ${result}
        ... on Refused { code zh: message(language: ZH) en: message(language: EN) }
      }
    }`;
  return async (input) => {
    const data = await ask<Record<string, unknown>>(document, { input });
    const refusal = refused.safeParse(data[name]);
    return refusal.success ? new StepRefusal(refusal.data) : schema.parse(data[name]);
  };
}
