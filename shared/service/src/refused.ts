/** How a refusal of the kernel becomes the type `Refused` of the graph. */
import type { Refusal } from '@hh/kernel/refusal.ts';
import { refusals, retired } from '@hh/kernel/refusal-catalogue.ts';
import { languageOf, type RequestContext, type Told } from './context.ts';

/** A member of a mutation's answer: `return isRefusal(result) ? refused(result) : { __typename: 'PeriodClosed', … }`. */
export function refused(refusal: Refusal) {
  return { __typename: 'Refused', refusal } as const;
}

type Parent = ReturnType<typeof refused>;

export const refusedResolvers = {
  code: ({ refusal }: Parent) => refusal.code,
  field: ({ refusal }: Parent) => refusal.field,
  message: ({ refusal }: Parent, args: Told, context: RequestContext) => refusal.message(languageOf(args, context)),
};

/** The enum of the graph, from the catalogue: the two cannot differ. */
export function refusalCodeSdl(): string {
  const values = Object.entries(refusals).map(([code, { zh, en }]) => `  ${JSON.stringify(`${en} ${zh}`)}\n  ${code}`);
  const gone = Object.entries(retired).map(
    ([code, instead]) => `  "No longer answered 已停用: ${instead}"\n  ${code} @deprecated(reason: "Use ${instead}.")`,
  );
  return `"Why something was refused 拒绝原因代码."\nenum RefusalCode {\n${[...values, ...gone].join('\n')}\n}\n`;
}
