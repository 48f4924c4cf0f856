/**
 * What the graph says of every register alike is written from its definition: the fields that each row has, the input of
 * each mutation with the words of the type's own fields, who may take it, and the union it answers. A slice writes the
 * type, its enums, and one line for a mutation; what it writes out itself stays as it is.
 */
import type { Field, Shape } from '@hh/kernel/shape.ts';
import {
  type ConstDirectiveNode,
  type DefinitionNode,
  type DocumentNode,
  type FieldDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  type ObjectTypeExtensionNode,
  parse,
  print,
  type TypeNode,
} from 'graphql';
import { keyOf, type Register } from './register.ts';

/** What inputs say that is no field of the row. */
const WORDS: Readonly<Record<string, string>> = {
  reason: 'Why 原因.',
  clientMutationId: "The caller's key 请求标识: the same again answers the first.",
  version: 'The version that the caller saw 版本; another one is refused.',
};
const SCALARS = new Set([
  'ID',
  'String',
  'Int',
  'Float',
  'Boolean',
  'Money',
  'YearMonth',
  'Date',
  'DateTime',
  'BasisPoints',
]);

/** What an input calls a type of the answer. */
type Written = (type: string) => string;

export function withRegisters(sdl: string, registers: readonly Register[]): string {
  if (registers.length === 0) return sdl;
  let document = parse(sdl, { noLocation: true });
  for (const register of registers) document = withRegister(document, register);
  const declared = namesIn(document);
  const elsewhere = registers
    .flatMap(({ fields, extra = {} }) => Object.values({ ...fields, ...extra } as Shape))
    .flatMap(({ of }) => (of === undefined || declared.has(of) ? [] : [of]));
  return [print(document), ...new Set(elsewhere.map(stubOf))].join('\n\n');
}

/** A type that another service owns, by its key alone. */
function stubOf(type: string): string {
  const key = keyOf(type);
  return `"Owned by another service 由其他服务负责." type ${type} @key(fields: "${key}", resolvable: false) { "Its key 编号." ${key}: ID! }`;
}

function namesIn({ definitions }: DocumentNode): ReadonlySet<string> {
  return new Set(definitions.flatMap((each) => ('name' in each && each.name ? [each.name.value] : [])));
}

function withRegister(document: DocumentNode, register: Register): DocumentNode {
  const { type, create, states = {}, fields, key } = register;
  const row = definitionOf(document, type);
  if (!row) throw new Error(`the register of ${type} has no type in the SDL`);
  const declared = namesIn(document);
  const enums = new Set(
    document.definitions.flatMap((each) => (each.kind === Kind.ENUM_TYPE_DEFINITION ? [each.name.value] : [])),
  );
  const written: Written = (name) => {
    if (SCALARS.has(name) || enums.has(name)) return name;
    return declared.has(`${name}Input`) ? `${name}Input` : 'ID';
  };
  const inputs: string[] = [];
  const add = (mutation: string, lines: () => readonly string[]) => {
    const name = inputOf(mutation);
    if (!declared.has(name))
      inputs.push(`${quoted(`Input 输入: ${describe(document, mutation)}`)} input ${name} {\n${lines().join('\n')}\n}`);
  };
  const said = (shape: Shape) =>
    Object.entries(shape).map(([name, field]) => inputField(row, written, `${type}.${name}`, name, field));
  if (create.may !== 'effect')
    add(create.mutation, () => [`${quoted(WORDS.clientMutationId)} clientMutationId: ID!`, ...said(fields)]);
  for (const [mutation, { takes = {} }] of Object.entries(states)) {
    const which = `${quoted(`Which one 编号.`)} id: ID!`;
    add(mutation, () => [which, `${quoted(WORDS.version)} version: Int`, ...said(takes)]);
  }
  const result = `${type}Result`;
  const union = declared.has(result)
    ? ''
    : `${quoted(`The result of a write 结果, or why not: ${describeType(row)}`)} union ${result} = ${type} | Refused`;
  const more = [...inputs, union].filter((text) => text !== '').join('\n\n');
  const rights = new Map([
    [create.mutation, create.may],
    ...Object.entries(states).map(([name, { may }]) => [name, may] as const),
  ]);
  return {
    kind: Kind.DOCUMENT,
    definitions: [
      ...document.definitions.map((each) => {
        if (each === row)
          return { ...row, fields: [...ownFields(row, key, Object.keys(states).length > 0), ...(row.fields ?? [])] };
        return isMutation(each)
          ? { ...each, fields: (each.fields ?? []).map((field) => withRight(field, rights)) }
          : each;
      }),
      ...(more ? parse(more, { noLocation: true }).definitions : []),
    ],
  };
}

/** What every row has, where the slice does not say it in words of its own. */
function ownFields(row: ObjectTypeDefinitionNode, key: string | undefined, hasStates: boolean): FieldDefinitionNode[] {
  const fields = [
    ...(key ? [] : [`"Its id 编号." id: ID!`]),
    `"Counts the changes 版本; given back with a change, it refuses one that came between." version: Int!`,
    `"When it was entered 登记时间." createdAt: DateTime!`,
    ...(hasStates
      ? [
          `"What the caller may do with it now 可执行操作." allowedTransitions: [AllowedTransition!]! @listSize(assumedSize: 5)`,
        ]
      : []),
  ];
  const [type] = parse(`type Any {${fields.join('\n')}}`, { noLocation: true }).definitions as [
    ObjectTypeDefinitionNode,
  ];
  const written = new Set(row.fields?.map(({ name }) => name.value));
  return (type.fields ?? []).filter(({ name }) => !written.has(name.value));
}

/** A mutation of the register takes its input, and says who may; where the slice has not said it. */
function withRight(field: FieldDefinitionNode, rights: ReadonlyMap<string, string>): FieldDefinitionNode {
  const may = rights.get(field.name.value);
  if (may === undefined) return field;
  const right =
    may === 'system'
      ? '@policy(policies: [["system"]]) @tag(name: "internal")'
      : `@requiresScopes(scopes: [["${may}"]])`;
  const [type] = parse(`type Any { field("What it takes 输入." input: ${inputOf(field.name.value)}!): Int ${right} }`, {
    noLocation: true,
  }).definitions as [ObjectTypeDefinitionNode];
  const added = type.fields?.[0] as FieldDefinitionNode;
  return {
    ...field,
    arguments: field.arguments?.length ? field.arguments : (added.arguments ?? []),
    directives: [...(added.directives as readonly ConstDirectiveNode[]), ...(field.directives ?? [])],
  };
}

function inputField(
  row: ObjectTypeDefinitionNode,
  written: Written,
  coordinate: string,
  name: string,
  field: Field<unknown>,
): string {
  const shown = row.fields?.find((each) => each.name.value === name);
  const words = shown?.description?.value ?? WORDS[name];
  if (!words) throw new Error(`${coordinate} is an input without a field of the type that describes it`);
  const type = shown ? inputType(shown.type, written) : 'String';
  const bare = type.replace(/!$/, '');
  return `${quoted([words, field.says ?? []].flat().join(' '))} ${name}: ${field.isOptional ? bare : `${bare}!`}`;
}

/** What is an object in the answer is its key in the input, or a value where the slice has an input for it. */
function inputType(type: TypeNode, written: Written): string {
  if (type.kind === Kind.NON_NULL_TYPE) return `${inputType(type.type, written)}!`;
  if (type.kind === Kind.LIST_TYPE) return `[${inputType(type.type, written).replace(/!$/, '')}!]`;
  return written(type.name.value);
}

function inputOf(mutation: string): string {
  return `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
}

function describe(document: DocumentNode, mutation: string): string {
  for (const definition of document.definitions.filter(isMutation)) {
    const field = definition.fields?.find(({ name }) => name.value === mutation);
    if (field?.description) return field.description.value;
  }
  throw new Error(`the mutation ${mutation} is not described in the SDL`);
}

function describeType({ description, name }: ObjectTypeDefinitionNode): string {
  if (!description) throw new Error(`${name.value} has no description`);
  return description.value;
}

function definitionOf(document: DocumentNode, type: string): ObjectTypeDefinitionNode | undefined {
  return document.definitions.find(
    (each): each is ObjectTypeDefinitionNode => each.kind === Kind.OBJECT_TYPE_DEFINITION && each.name.value === type,
  );
}

function isMutation(node: DefinitionNode): node is ObjectTypeDefinitionNode | ObjectTypeExtensionNode {
  return (
    (node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.OBJECT_TYPE_EXTENSION) &&
    node.name.value === 'Mutation'
  );
}

function quoted(text: string | undefined): string {
  return JSON.stringify(text ?? '');
}
