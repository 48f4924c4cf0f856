/** The scalars of the graph: text outside, the kernel's values inside. */
import { formatMoney, parseMoney } from '@hh/kernel/money.ts';
import { formatInstant, parseDate, parsePeriod } from '@hh/kernel/period.ts';
import { isRefusal, type Refusal } from '@hh/kernel/refusal.ts';
import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';

function scalar<T>(
  name: string,
  parse: (value: unknown) => T | Refusal,
  serialize: (value: T) => unknown,
): GraphQLScalarType {
  const parseValue = (value: unknown): T => {
    const parsed = parse(value);
    if (!isRefusal(parsed)) return parsed;
    throw new GraphQLError(`${name}: ${parsed.message('en')} ${parsed.message('zh')}`, {
      extensions: { code: 'BAD_USER_INPUT' },
    });
  };
  const parseLiteral = (node: ValueNode): T =>
    parseValue(node.kind === Kind.STRING ? node.value : node.kind === Kind.INT ? Number(node.value) : null);
  return new GraphQLScalarType({ name, parseValue, parseLiteral, serialize: (value) => serialize(value as T) });
}

export const scalars = {
  Money: scalar('Money', parseMoney, formatMoney),
  YearMonth: scalar('YearMonth', parsePeriod, String),
  Date: scalar('Date', parseDate, String),
  DateTime: scalar('DateTime', parseInstant, formatInstant),
  BasisPoints: scalar('BasisPoints', parseBasisPoints, Number),
};

function parseInstant(value: unknown): Date {
  const time =
    typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:\d{2})$/.test(value)
      ? Date.parse(value)
      : Number.NaN;
  if (Number.isNaN(time))
    throw new GraphQLError('DateTime: write an instant with its offset, 2026-11-24T15:08:00+08:00', {
      extensions: { code: 'BAD_USER_INPUT' },
    });
  return new Date(time);
}

/** Whole numbers only; whether one lies in range is the rule of whoever takes it. */
function parseBasisPoints(value: unknown): bigint {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return BigInt(value);
  throw new GraphQLError('BasisPoints: write a whole number, 1000 for 10 %', {
    extensions: { code: 'BAD_USER_INPUT' },
  });
}
