/** What one operation may ask for, judged before anything is planned. */
import { maxAliasesRule } from '@escape.tech/graphql-armor-max-aliases';
import { maxDepthRule } from '@escape.tech/graphql-armor-max-depth';
import { failure } from '@hh/service/failure.ts';
import type { GraphQLError, ValidationContext, ValidationRule } from 'graphql';
import type { GatewaySettings } from './settings.ts';

export type OperationLimits = Pick<
  GatewaySettings,
  'MAX_DEPTH' | 'MAX_ALIASES' | 'MAX_TOKENS' | 'MAX_SELECTIONS' | 'MAX_COST'
>;

export function limitRules(limits: OperationLimits): ValidationRule[] {
  return [
    maxDepthRule({
      n: limits.MAX_DEPTH,
      ignoreIntrospection: true,
      ...reported(`at most ${limits.MAX_DEPTH} levels 最多 ${limits.MAX_DEPTH} 层`),
    }) as ValidationRule,
    maxAliasesRule({
      n: limits.MAX_ALIASES,
      ...reported(`at most ${limits.MAX_ALIASES} aliases 最多 ${limits.MAX_ALIASES} 个别名`),
    }) as ValidationRule,
  ];
}

/** `propagateOnRejection: false` alone would let the operation through; the report is what refuses it. */
function reported(limit: string) {
  return {
    propagateOnRejection: false,
    onReject: [
      (context: ValidationContext | null, _error: GraphQLError) =>
        context?.reportError(failure('OPERATION_TOO_COMPLEX', `The query is too large 查询过于复杂: ${limit}`)),
    ],
  };
}
