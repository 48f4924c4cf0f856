/** The console's documents: typed beside the .graphql files they come from, and known to the gateway by their hash. */
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { addTypenameToDocument } from '@apollo/client/utilities';
import { generate } from '@graphql-codegen/cli';
import { apiSchemaSdl } from '@hh/gateway/compose.ts';
import { hashOf, manifestOf } from '@hh/gateway/trusted-documents.ts';
import {
  buildSchema,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  isAbstractType,
  Kind,
  parse,
  print,
  visit,
} from 'graphql';
import { supergraphFile } from '../compose.ts';
import { filesBelow } from './files.ts';

const console_ = fileURLToPath(new URL('../../services/console', import.meta.url));
const manifestFile = join(console_, 'documents.json');

const typesFile = 'src/graph/types.ts';

/** Ids and amounts are strings; what may be null says so, and nothing is left out of an answer. */
const typing = {
  scalars: {
    ID: 'string',
    Money: 'string',
    Date: 'string',
    DateTime: 'string',
    YearMonth: 'string',
    BasisPoints: 'number',
  },
  useTypeImports: true,
  nonOptionalTypename: true,
  disableDescriptions: true,
  avoidOptionals: { field: true, object: true },
  dedupeFragments: true,
};

const HEAD = '/* Written by npm run documents. */\n';

/** Each file that should stand there, by its path, with its text. */
export async function generatedDocuments(): Promise<ReadonlyMap<string, string>> {
  const sdl = apiSchemaSdl(readFileSync(supergraphFile, 'utf8'));
  const schema = buildSchema(sdl);
  const documents = documentsToSend();
  const { manifest, problems } = manifestOf(documents, schema);
  if (problems.length > 0) throw new Error(problems.join('\n'));
  const ids = documents.map(({ operation, text }) => `  ${operation}: '${hashOf(text)}',`);
  const kinds = kindsOf(documents, schema).map(
    ([name, types]) => `  ${name}: [${types.map((type) => `'${type}'`).join(', ')}],`,
  );
  const typed = await typedDocuments(sdl);
  return new Map([
    ...typed,
    [manifestFile, `${JSON.stringify(manifest, null, 2)}\n`],
    [
      join(console_, 'src/graph/document-ids.ts'),
      `${HEAD}export const documentIds: Readonly<Record<string, string>> = {\n${ids.join('\n')}\n};\n`,
    ],
    [
      join(console_, 'src/graph/possible-types.ts'),
      `${HEAD}export const possibleTypes: Readonly<Record<string, string[]>> = {\n${kinds.join('\n')}\n};\n`,
    ],
  ]);
}

export async function writeGeneratedDocuments() {
  const generated = await generatedDocuments();
  for (const [path, text] of generated) writeFileSync(path, text);
  return { files: generated.size, documents: documentsToSend().length };
}

/** As the client sends them: with __typename everywhere, and the fragments they use behind them. */
function documentsToSend() {
  const parsed = filesBelow(join(console_, 'src'))
    .filter((path) => path.endsWith('.graphql'))
    .map((path) => ({ path, document: parse(readFileSync(path, 'utf8'), { noLocation: true }) }));
  const fragments = new Map(
    parsed.flatMap(({ document }) => document.definitions.filter(isFragment)).map((one) => [one.name.value, one]),
  );
  const documents = parsed.flatMap(({ path, document }) =>
    document.definitions.flatMap((definition) => {
      if (definition.kind !== Kind.OPERATION_DEFINITION) return [];
      const operation = definition.name?.value;
      if (!operation) throw new Error(`${relative(console_, path)}: an operation has no name`);
      const whole: DocumentNode = { kind: Kind.DOCUMENT, definitions: [definition, ...usedIn(definition, fragments)] };
      return [{ name: relative(console_, path), operation, text: print(addTypenameToDocument(whole)) }];
    }),
  );
  const twice = documents.find(({ operation }, at) => documents.findIndex((one) => one.operation === operation) < at);
  if (twice) throw new Error(`${twice.name}: another operation has the name ${twice.operation}`);
  return documents.sort((a, b) => (a.operation < b.operation ? -1 : 1));
}

function isFragment(definition: { kind: string }): definition is FragmentDefinitionNode {
  return definition.kind === Kind.FRAGMENT_DEFINITION;
}

/** What each union and interface that a fragment is written on may be: the client's cache has to be told. */
function kindsOf(documents: readonly { text: string }[], schema: GraphQLSchema) {
  const named = new Set<string>();
  for (const { text } of documents)
    visit(parse(text), {
      FragmentDefinition: ({ typeCondition }) => void named.add(typeCondition.name.value),
      InlineFragment: ({ typeCondition }) => void (typeCondition && named.add(typeCondition.name.value)),
    });
  return [...named].sort().flatMap((name) => {
    const type = schema.getType(name);
    return isAbstractType(type) ? [[name, schema.getPossibleTypes(type).map((each) => each.name)] as const] : [];
  });
}

/** In the order of their first use, each once. */
function usedIn(
  node: DocumentNode['definitions'][number],
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  found = new Map<string, FragmentDefinitionNode>(),
): readonly FragmentDefinitionNode[] {
  visit(node, {
    FragmentSpread: ({ name }) => {
      const fragment = fragments.get(name.value);
      if (!fragment) throw new Error(`there is no fragment ${name.value}`);
      if (found.has(name.value)) return;
      found.set(name.value, fragment);
      usedIn(fragment, fragments, found);
    },
  });
  return [...found.values()];
}

async function typedDocuments(sdl: string): Promise<readonly (readonly [string, string])[]> {
  const files = await generate(
    {
      schema: sdl,
      documents: ['src/**/*.graphql'],
      cwd: console_,
      silent: true,
      config: typing,
      generates: {
        [typesFile]: { plugins: ['typescript-operations'], config: { generateOperationTypes: false } },
        'src/': {
          preset: 'near-operation-file',
          presetConfig: { extension: '.generated.ts', baseTypesPath: typesFile },
          plugins: ['typescript-operations', 'typed-document-node'],
          config: {
            importSchemaTypesFrom: typesFile,
            importExtension: '.ts',
            documentNodeImport: '@apollo/client#TypedDocumentNode',
          },
        },
      },
    },
    false,
  );
  return files.map(({ filename, content }: { filename: string; content: string }) => {
    const path = resolve(console_, filename);
    return [path, HEAD + withTypes(path, content)] as const;
  });
}

/** The two plug-ins disagree about where the shared types lie from a file; this is where they do. */
function withTypes(path: string, content: string): string {
  const text = content.replaceAll(/^import type \* as Types from .*\n+/gm, '');
  const shared = relative(dirname(path), join(console_, typesFile));
  return text.includes('Types.')
    ? `import type * as Types from '${shared.startsWith('.') ? shared : `./${shared}`}';\n${text}`
    : text;
}
