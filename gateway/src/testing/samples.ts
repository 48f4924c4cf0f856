/** What a walk through the fields says where a field wants arguments, and which objects it asks for. */
import {
  type GraphQLField,
  type GraphQLInputType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredArgument,
  isRequiredInputField,
} from 'graphql';

export interface Samples {
  /** Arguments by coordinate, as they stand in a query: `'Query.person': 'id: "p1"'`. */
  readonly arguments: Readonly<Record<string, string>>;
  /** One object per entity that exists, by its key: `Person: { id: 'p1' }`. */
  readonly representations: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** `Type.field`: asked for like any other, but no way leads on through it, since nothing is found there. */
  readonly endsAt?: readonly string[];
}

const scalarLiterals: Readonly<Record<string, string>> = {
  ID: '"1"',
  String: '"text"',
  Int: '1',
  Float: '1',
  Boolean: 'true',
  Money: '"1.00"',
  YearMonth: '"2025-01"',
  Date: '"2025-01-01"',
  DateTime: '"2025-01-01T00:00:00+08:00"',
  BasisPoints: '1',
};

/** `(id: "p1")`, or nothing where no argument is needed. */
export function argumentsOf(type: string, field: GraphQLField<unknown, unknown>, samples: Samples): string {
  const sample = samples.arguments[`${type}.${field.name}`];
  const words = field.args.filter(isRequiredArgument).map((each) => `${each.name}: ${literal(each.type)}`);
  const said = sample ?? words.join(', ');
  return said ? `(${said})` : '';
}

function literal(type: GraphQLInputType): string {
  if (isNonNullType(type)) return literal(type.ofType);
  if (isListType(type)) return `[${literal(type.ofType)}]`;
  if (isEnumType(type)) return type.getValues()[0]?.name ?? 'null';
  if (!isInputObjectType(type)) return scalarLiterals[type.name] ?? '"text"';
  const fields = Object.values(type.getFields()).filter(isRequiredInputField);
  return `{${fields.map((each) => `${each.name}: ${literal(each.type)}`).join(', ')}}`;
}
