/** The closed list of `extensions.code`. An error that carries none of them is a bug of ours and is masked. */
import { GraphQLError } from 'graphql';

export const failureCodes = [
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'BAD_USER_INPUT',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_TOO_COMPLEX',
  'DOCUMENT_NOT_TRUSTED',
  'RATE_LIMITED',
  'BODY_TOO_LARGE',
  'SUBGRAPH_UNAVAILABLE',
  'NOT_FOUND',
  'INTERNAL',
] as const;

export type FailureCode = (typeof failureCodes)[number];

const messages: Record<FailureCode, string> = {
  UNAUTHENTICATED: 'Sign in first 请先登录',
  FORBIDDEN: 'This is outside your rights 无权限',
  BAD_USER_INPUT: 'The input is not valid 输入无效',
  GRAPHQL_PARSE_FAILED: 'The query cannot be parsed 查询语法错误',
  GRAPHQL_VALIDATION_FAILED: 'The query does not fit the schema 查询与模式不符',
  OPERATION_TOO_COMPLEX: 'The query is too large 查询过于复杂',
  DOCUMENT_NOT_TRUSTED: 'Only documents that were agreed on are run here 仅可执行已登记的查询',
  RATE_LIMITED: 'Too many requests, try again later 请求过于频繁',
  BODY_TOO_LARGE: 'The request is too large 请求过大',
  SUBGRAPH_UNAVAILABLE: 'A part of the graph does not answer 部分服务暂不可用',
  NOT_FOUND: 'Not found 未找到',
  INTERNAL: 'Something went wrong on our side 系统内部错误',
};

export function failure(code: FailureCode, message: string = messages[code]): GraphQLError {
  return new GraphQLError(message, { extensions: { code } });
}

export function failureMessage(code: FailureCode): string {
  return messages[code];
}

export function isFailureCode(code: unknown): code is FailureCode {
  return failureCodes.includes(code as FailureCode);
}
