/**
 * The shape of an answer as functions made of text: one checked object literal for each type at each place, no paths.
 * Whatever is not as it should be ends it, and the answer is completed by interpretation, which tells what it was.
 */
import {
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isAbstractType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { isOrdinary, made, quoted } from './code.ts';
import { type Entity, own } from './objects.ts';
import type { Field, Place } from './selection.ts';

/** Undefined where the answer is not as it should be. */
export type Shape = (data: Entity) => Entity | undefined;

/** What a strange operation could make of interfaces within interfaces. */
const MOST_FUNCTIONS = 1_000;

const NONE = ' : none())';

const misfit = Symbol('not as it should be');

/** Null where the operation is interpreted. */
export function createShape(schema: GraphQLSchema, place: Place, root: GraphQLObjectType): Shape | null {
  const text = shapeText(schema, place, root);
  if (!text) return null;
  const shape = made<(data: Entity) => Entity>(text.text, { ...text.enums, own, misfit });
  return (data) => {
    try {
      return shape(data);
    } catch (error) {
      if (error === misfit) return undefined;
      throw error;
    }
  };
}

interface Text {
  readonly text: string;
  readonly enums: Readonly<Record<string, ReadonlySet<string>>>;
}

export function shapeText(schema: GraphQLSchema, root: Place, type: GraphQLObjectType): Text | null {
  const names = new Map<Place, Map<string, string>>();
  const enums: Record<string, ReadonlySet<string>> = {};
  const functions: string[] = [];
  let isStrange = false;

  /** Its number is taken before its text is made: a place may stand within itself. */
  function numbered(place: Place, kind: string, text: (name: string) => string): string {
    const known = names.get(place) ?? new Map<string, string>();
    names.set(place, known);
    const before = known.get(kind);
    if (before) return before;
    const name = `f${functions.length}`;
    known.set(kind, name);
    const at = functions.push('') - 1;
    if (functions.length > MOST_FUNCTIONS) isStrange = true;
    else functions[at] = text(name);
    return name;
  }

  function objectOf(place: Place, of: GraphQLObjectType): string {
    return numbered(place, `object ${of.name}`, (name) => {
      const lines: string[] = [];
      const members = place.fieldsOf(of).map((field, index) => {
        const key = isOrdinary(field.name) ? quoted(field.name) : `[${quoted(field.name)}]`;
        if (field.meta === 'introspection') isStrange = true;
        if (field.meta) return `${key}: ${quoted(of.name)}`;
        const read = isOrdinary(field.from) ? `v[${quoted(field.from)}]` : `own(v, ${quoted(field.from)})`;
        lines.push(`const a${index} = ${read};`);
        return `${key}: ${nullableOf(field, field.type, `a${index}`)}`;
      });
      return `function ${name}(v) {
if (typeof v !== "object" || Array.isArray(v)) throw misfit;
${lines.join('\n')}
return { ${members.join(',\n')} };
}`;
    });
  }

  function nullableOf(field: Field, of: GraphQLOutputType, value: string): string {
    const isNothing = `${value} === null || ${value} === undefined`;
    if (isNonNullType(of)) {
      const filling = filled(field, of.ofType, value);
      // A check that nothing passes needs no other.
      return filling.endsWith(NONE) ? filling : `(${isNothing} ? none() : ${filling})`;
    }
    return `(${isNothing} ? null : ${filled(field, of, value)})`;
  }

  function filled(field: Field, of: GraphQLOutputType, value: string): string {
    if (isListType(of)) return `${listOf(field, of.ofType)}(${value})`;
    if (!field.inside) return leafOf(of as GraphQLLeafType, value);
    return `${compositeOf(field.inside, of)}(${value})`;
  }

  function compositeOf(place: Place, of: GraphQLOutputType): string {
    if (isObjectType(of)) return objectOf(place, of);
    if (!isAbstractType(of)) throw new Error(`${of} has no fields`);
    return numbered(place, `abstract ${of.name}`, (name) => {
      const cases = schema.getPossibleTypes(of).map((possible) => {
        return `case ${quoted(possible.name)}: return ${objectOf(place, possible)}(v);`;
      });
      return `function ${name}(v) {\nswitch (v.__typename) {\n${cases.join('\n')}\ndefault: throw misfit;\n}\n}`;
    });
  }

  function listOf(field: Field, of: GraphQLOutputType): string {
    const name = `f${functions.length}`;
    const at = functions.push('') - 1;
    functions[at] = `function ${name}(v) {
if (!Array.isArray(v)) throw misfit;
const list = [];
for (let i = 0; i < v.length; i++) {
const e = v[i];
list.push(${nullableOf(field, of, 'e')});
}
return list;
}`;
    return name;
  }

  /** The same checks as of `isOfLeaf`. */
  function leafOf(of: GraphQLLeafType, value: string): string {
    if (isEnumType(of)) {
      enums[`enum${of.name}`] = new Set(of.getValues().map(({ name }) => name));
      return `(enum${of.name}.has(${value}) ? ${value}${NONE}`;
    }
    const check = checks.get(of.name);
    return check ? `(${check(value)} ? ${value}${NONE}` : value;
  }

  const entry = objectOf(root, type);
  if (isStrange || functions.length > MOST_FUNCTIONS) return null;
  return { text: `function none() { throw misfit; }\n${functions.join('\n')}\nreturn ${entry};`, enums };
}

const checks = new Map<string, (value: string) => string>([
  ['Int', (value) => `Number.isInteger(${value})`],
  ['Float', (value) => `Number.isFinite(${value})`],
  ['Boolean', (value) => `typeof ${value} === "boolean"`],
  ['String', (value) => `typeof ${value} === "string"`],
  ['ID', (value) => `typeof ${value} === "string" || Number.isInteger(${value})`],
]);
