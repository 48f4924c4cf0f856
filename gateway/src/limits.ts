/** What one operation may ask for, judged before anything is planned. */
import { maxAliasesRule } from '@escape.tech/graphql-armor-max-aliases';
import { maxDepthRule } from '@escape.tech/graphql-armor-max-depth';
import { failure } from '@hh/service/failure.ts';
import type { GraphQLError, ValidationContext, ValidationRule } from 'graphql';

export const limits = {
  depth: 16,
  aliases: 60,
  tokens: 5_000,
  bodyBytes: 2 * 1024 * 1024,
  requestsPerMinute: 6_000,
} as const;

export function limitRules(): ValidationRule[] {
  // `propagateOnRejection: false` alone would let the operation through; the report is what refuses it.
  const reported = (what: string, limit: number) => ({
    propagateOnRejection: false,
    onReject: [
      (context: ValidationContext | null, _error: GraphQLError) =>
        context?.reportError(failure('OPERATION_TOO_COMPLEX', `${what} is limited to ${limit} ${what}上限为 ${limit}`)),
    ],
  });
  return [
    maxDepthRule({ n: limits.depth, ignoreIntrospection: true, ...reported('depth', limits.depth) }) as ValidationRule,
    maxAliasesRule({ n: limits.aliases, ...reported('aliases', limits.aliases) }) as ValidationRule,
  ];
}
