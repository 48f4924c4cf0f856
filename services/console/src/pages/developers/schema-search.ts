/** Finding something in the schema: by the name of a type, of a field, of a value, or by a word of what is said of it. */
import {
  type GraphQLNamedType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
} from 'graphql';

export interface Found {
  readonly type: string;
  /** Null where the type itself was found. */
  readonly member: string | null;
  readonly description: string;
}

const MOST = 60;

/** Types of the graph's own machinery, and wrappers of lists, are gone to through what has them. */
export function typesOf(schema: GraphQLSchema): readonly GraphQLNamedType[] {
  return Object.values(schema.getTypeMap())
    .filter(({ name }) => !name.startsWith('__') && !/(?:Connection|Edge)$/.test(name))
    .toSorted((one, other) => (one.name < other.name ? -1 : 1));
}

/** Names that begin so come first, then those that hold it, then descriptions: those before that have it as a term of its own. */
export function found(schema: GraphQLSchema, text: string): readonly Found[] {
  const wanted = text.trim().toLowerCase();
  if (!wanted) return [];
  const ranked = typesOf(schema).flatMap((type) => [
    { of: { type: type.name, member: null, description: type.description ?? '' }, rank: rankOf(type, wanted) },
    ...membersOf(type).map((member) => ({
      of: { type: type.name, member: member.name, description: member.description ?? '' },
      rank: rankOf(member, wanted) + 0.5,
    })),
  ]);
  return ranked
    .filter(({ rank }) => rank < NOT_FOUND)
    .toSorted((one, other) => one.rank - other.rank)
    .slice(0, MOST)
    .map(({ of }) => of);
}

const NOT_FOUND = 5;

function rankOf({ name, description }: Named, wanted: string): number {
  const known = name.toLowerCase();
  if (known === wanted) return 0;
  if (known.startsWith(wanted)) return 1;
  if (known.includes(wanted)) return 2;
  const said = (description ?? '').toLowerCase();
  const at = said.indexOf(wanted);
  if (at < 0) return NOT_FOUND;
  const beside = `${said[at - 1] ?? ''}${said[at + wanted.length] ?? ''}`;
  return /[\p{Script=Han}a-z]/u.test(beside) ? 4 : 3;
}

interface Named {
  readonly name: string;
  readonly description?: string | null | undefined;
}

function membersOf(type: GraphQLNamedType): readonly Named[] {
  if (isEnumType(type)) return type.getValues();
  if (isObjectType(type) || isInterfaceType(type) || isInputObjectType(type)) return Object.values(type.getFields());
  return [];
}
