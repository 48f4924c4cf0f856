/**
 * SDL has no way to share what every page has: a field of the type `InspectionConnection!` is given its four arguments and
 * its size, and the two types of the page are written from the node's own description. So a slice writes one line.
 */
import {
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

const SUFFIX = 'Connection';

const ARGUMENTS = fieldOf(`
  field(
    "At most this many from the front 前若干项; 20 unless told, at most 200."
    first: Int
    "Only those after this cursor 在此游标之后."
    after: String
    "At most this many from the end 后若干项."
    last: Int
    "Only those before this cursor 在此游标之前."
    before: String
  ): Int
    @listSize(
      slicingArguments: ["first", "last"]
      assumedSize: 20
      sizedFields: ["edges"]
      requireOneSlicingArgument: false
    )
`);

/** The whole SDL of a service, with the arguments and the types of its pages. */
export function withConnections(sdl: string): string {
  const document = parse(sdl, { noLocation: true });
  const definitions = document.definitions.map(withPageArguments);
  const declared = new Set(definitions.flatMap((each) => ('name' in each && each.name ? [each.name.value] : [])));
  const pages = [...new Set(definitions.flatMap(fieldsOf).map(({ type }) => namedType(type)))]
    .filter((name) => name.endsWith(SUFFIX) && !declared.has(name))
    .flatMap((name) => pageTypes(document, name));
  return print({ kind: Kind.DOCUMENT, definitions: [...definitions, ...pages] });
}

function pageTypes(document: DocumentNode, connection: string): readonly DefinitionNode[] {
  const node = connection.slice(0, -SUFFIX.length);
  const term = termOf(document, node);
  const edge = `${node}Edge`;
  return parse(
    `
    "A page of a list 列表: ${term}."
    type ${connection} @shareable {
      "The items of this page 本页各项."
      edges: [${edge}!]!
      "Where this page lies 分页信息."
      pageInfo: PageInfo!
      "How many there are in all 总数."
      totalCount: Int!
    }

    "An item of a page 列表项: ${term}."
    type ${edge} @shareable {
      "The cursor of this item 游标."
      cursor: String!
      "The item itself 该项: ${term}."
      node: ${node}${isRuled(document, node) ? '' : '!'}
    }
  `,
    { noLocation: true },
  ).definitions;
}

/** What the node is called in Chinese, as its own description says first. */
function termOf(document: DocumentNode, type: string): string {
  for (const definition of document.definitions) {
    if (!('name' in definition) || definition.name?.value !== type || !('description' in definition)) continue;
    const term = /\p{Script=Han}+/u.exec(definition.description?.value ?? '')?.[0];
    if (term) return term;
  }
  throw new Error(`${type} has no description with a Chinese term, which a page of it is described by`);
}

/** What has a rule may be refused, and then it is null. */
function isRuled(document: DocumentNode, type: string): boolean {
  return document.definitions.some(
    (definition) =>
      isObject(definition) &&
      definition.name.value === type &&
      definition.directives?.some(({ name }) => ['authenticated', 'requiresScopes', 'policy'].includes(name.value)),
  );
}

function withPageArguments(definition: DefinitionNode): DefinitionNode {
  if (!isObject(definition)) return definition;
  const fields = (definition.fields ?? []).map((field) => (isPage(field) ? withPage(field) : field));
  return { ...definition, fields };
}

function withPage(field: FieldDefinitionNode): FieldDefinitionNode {
  return {
    ...field,
    arguments: [...(field.arguments ?? []), ...(ARGUMENTS.arguments ?? [])],
    directives: [...(ARGUMENTS.directives ?? []), ...(field.directives ?? [])],
  };
}

/** A page whose arguments are written out already keeps them. */
function isPage(field: FieldDefinitionNode): boolean {
  return namedType(field.type).endsWith(SUFFIX) && !field.arguments?.some(({ name }) => name.value === 'first');
}

function fieldsOf(definition: DefinitionNode): readonly FieldDefinitionNode[] {
  return isObject(definition) ? (definition.fields ?? []) : [];
}

function isObject(node: DefinitionNode): node is ObjectTypeDefinitionNode | ObjectTypeExtensionNode {
  return node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.OBJECT_TYPE_EXTENSION;
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}

function fieldOf(text: string): FieldDefinitionNode {
  const [type] = parse(`type Any {${text}}`, { noLocation: true }).definitions as [ObjectTypeDefinitionNode];
  return type.fields?.[0] as FieldDefinitionNode;
}
