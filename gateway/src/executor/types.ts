/** Which types a condition on a type lets in: itself, and what implements it or belongs to it. */
import { type GraphQLSchema, isAbstractType, isInterfaceType, isObjectType } from 'graphql';

export type TypesOf = (condition: string) => ReadonlySet<string>;

export function createTypesOf(schema: GraphQLSchema): TypesOf {
  const known = new Map<string, ReadonlySet<string>>();
  return (condition) => {
    const before = known.get(condition);
    if (before) return before;
    const type = schema.getType(condition);
    const within = isAbstractType(type)
      ? Object.values(schema.getTypeMap()).filter(
          (other) => (isObjectType(other) || isInterfaceType(other)) && schema.isSubType(type, other),
        )
      : [];
    const names = new Set([condition, ...within.map(({ name }) => name)]);
    known.set(condition, names);
    return names;
  };
}
