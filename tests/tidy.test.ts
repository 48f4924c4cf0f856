/** The rules of the architecture, read off the sources. Each failure names the file and the rule it breaks. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { refusals } from '@hh/kernel/refusal-catalogue.ts';
import { failureCodes } from '@hh/service/failure.ts';
import { describe, expect, test } from '@jest/globals';
import { type ASTNode, parse, visit } from 'graphql';

const ROOTS = ['gateway', 'services', 'shared', 'infra', 'tests'];
const root = fileURLToPath(new URL('..', import.meta.url));

interface Source {
  readonly path: string;
  readonly text: string;
  readonly imports: readonly string[];
}

const files = ROOTS.flatMap((folder) => walk(folder));
const sources: Source[] = files
  .filter((path) => /\.(ts|tsx|mjs)$/.test(path))
  .map((path) => {
    const text = readFileSync(join(root, path), 'utf8');
    const imports = [
      ...text.matchAll(/(?:^|\n)\s*(?:import|export)\s[^'"\n]*?(?:\{[^}]*\}[^'"\n]*?)?from\s+'([^']+)'/g),
    ].map((match) => match[1] as string);
    return { path, text, imports };
  });
const production = sources.filter(
  ({ path }) => !path.endsWith('.test.ts') && !path.startsWith('tests/') && !path.includes('/testing/'),
);

function walk(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.name !== 'node_modules' && !entry.name.startsWith('.'))
    .flatMap((entry) => (entry.isDirectory() ? walk(join(folder, entry.name)) : [join(folder, entry.name)]));
}

function offenders(among: readonly Source[], breaks: (source: Source) => readonly string[]): string[] {
  return among.flatMap((source) => breaks(source).map((what) => `${source.path}: ${what}`));
}

/** Where an import leads, as a path in the repository or as a package. */
function target(source: Source, specifier: string): string {
  if (specifier.startsWith('.')) return normalize(join(dirname(source.path), specifier));
  const own = /^@hh\/([^/]+)\/(.+)$/.exec(specifier);
  if (!own) return specifier;
  const folder = ROOTS.includes(own[1] as string)
    ? own[1]
    : shared.has(own[1] as string)
      ? `shared/${own[1]}`
      : `services/${own[1]}`;
  return `${folder}/src/${own[2]}`;
}

const shared = new Set(readdirSync(join(root, 'shared')));
const serviceOf = (path: string) => /^services\/([^/]+)\//.exec(path)?.[1];
const isConsole = (path: string) => path.startsWith('services/console/');
const isNounRule = (path: string) => {
  if (isConsole(path)) return false;
  const noun = /^services\/[^/]+\/src\/([^/]+)\/\1\.ts$/.exec(path);
  return noun !== null;
};

describe('who may import whom', () => {
  test('the kernel imports nothing but Node and itself', () => {
    expect(
      offenders(
        production.filter(({ path }) => path.startsWith('shared/kernel/')),
        (source) => source.imports.filter((specifier) => !specifier.startsWith('node:') && !specifier.startsWith('./')),
      ),
    ).toEqual([]);
  });

  test('what is shared never imports a service, the gateway or the infrastructure', () => {
    expect(
      offenders(
        production.filter(({ path }) => path.startsWith('shared/')),
        (source) => source.imports.filter((specifier) => /^(services|gateway|infra)\//.test(target(source, specifier))),
      ),
    ).toEqual([]);
  });

  test('a service never imports another service, nor the gateway', () => {
    expect(
      offenders(
        production.filter(({ path }) => path.startsWith('services/')),
        (source) =>
          source.imports.filter((specifier) => {
            const path = target(source, specifier);
            return (
              path.startsWith('gateway/') ||
              (serviceOf(path) !== undefined && serviceOf(path) !== serviceOf(source.path))
            );
          }),
      ),
    ).toEqual([]);
  });

  test('the gateway imports no service', () => {
    expect(
      offenders(
        production.filter(({ path }) => path.startsWith('gateway/')),
        (source) => source.imports.filter((specifier) => target(source, specifier).startsWith('services/')),
      ),
    ).toEqual([]);
  });

  test('the console speaks only the graph, checks proofs as everybody does, and a page knows no other page', () => {
    expect(
      offenders(
        production.filter(({ path }) => isConsole(path)),
        (source) =>
          source.imports.filter((specifier) => {
            const path = target(source, specifier);
            const [page, other] = [source.path, path].map((one) => /\/src\/pages\/([^/]+)\//.exec(one)?.[1]);
            const isOurs = specifier.startsWith('@hh/') && specifier !== '@hh/ledger/proof-check.ts';
            return isOurs || (page !== undefined && other !== undefined && page !== other);
          }),
      ),
    ).toEqual([]);
  });

  test('nobody imports a main file', () => {
    expect(
      offenders(sources, (source) => source.imports.filter((specifier) => specifier.endsWith('/main.ts'))),
    ).toEqual([]);
  });

  test('a rule file imports only the kernel and other rule files', () => {
    expect(
      offenders(
        production.filter(({ path }) => isNounRule(path)),
        (source) =>
          source.imports
            .filter((specifier) => {
              const path = target(source, specifier);
              return !path.startsWith('shared/kernel/') && !/\/[\w-]+\.ts$/.test(path);
            })
            .concat(source.imports.filter((specifier) => /\.(store|commands|resolvers)\.ts$/.test(specifier))),
      ),
    ).toEqual([]);
  });

  test('a rule file reads no clock, no randomness and no environment', () => {
    expect(
      offenders(
        production.filter(({ path }) => isNounRule(path)),
        ({ text }) =>
          [/Date\.now\(/, /new Date\(\)/, /Math\.random/, /process\.env/, /newId\(/]
            .filter((pattern) => pattern.test(text))
            .map(String),
      ),
    ).toEqual([]);
  });

  test('a store imports no command and no resolver, a command no resolver', () => {
    expect(
      offenders(production, ({ path, imports }) => {
        if (path.endsWith('.store.ts'))
          return imports.filter((specifier) => /\.(commands|resolvers)\.ts$/.test(specifier));
        if (path.endsWith('.commands.ts')) return imports.filter((specifier) => specifier.endsWith('.resolvers.ts'));
        return [];
      }),
    ).toEqual([]);
  });

  test('workspaces need one another in one direction', () => {
    const manifests = files
      .filter((path) => /^(?:gateway|shared\/[^/]+|services\/[^/]+)\/package\.json$/.test(path))
      .map((path) => JSON.parse(readFileSync(join(root, path), 'utf8')));
    const left = new Map<string, readonly string[]>(
      manifests.map(({ name, dependencies = {}, devDependencies = {} }) => [
        name,
        Object.keys({ ...dependencies, ...devDependencies }).filter((needed) => needed.startsWith('@hh/')),
      ]),
    );
    expect(left.size).toBeGreaterThan(9);
    for (let settled = -1; settled !== 0; ) {
      const free = [...left].filter(([, needs]) => !needs.some((needed) => left.has(needed)));
      for (const [name] of free) left.delete(name);
      settled = free.length;
    }
    expect(Object.fromEntries(left)).toEqual({});
  });

  test('failpoints are watched by the fault suite alone', () => {
    const watchers = sources.filter(
      ({ path, text }) => path !== 'tests/tidy.test.ts' && /\bwatchFailpoints\b/.test(text),
    );
    expect(watchers.map(({ path }) => path).sort()).toEqual(['infra/faults/arm.ts', 'shared/service/src/failpoint.ts']);
    expect(offenders(sources, ({ imports }) => imports.filter((specifier) => specifier.endsWith('/arm.ts')))).toEqual(
      [],
    );
  });

  test('the driver of MongoDB is reached through mongoose only', () => {
    expect(offenders(sources, ({ imports }) => imports.filter((specifier) => specifier === 'mongodb'))).toEqual([]);
  });
});

describe('how files are kept', () => {
  test('no file is a barrel, and no folder is a drawer', () => {
    expect(files.filter((path) => /(^|\/)index\.tsx?$|\/(utils?|helpers?|common|types|misc)\//.test(path))).toEqual([]);
  });

  test('no source is longer than 300 lines', () => {
    expect(
      offenders(
        production.filter(
          ({ path, text }) => !path.endsWith('refusal-catalogue.ts') && !text.startsWith('/* Written by npm run'),
        ),
        ({ text }) => {
          const lines = text.split('\n').length - 1;
          return lines > 300 ? [`${lines} lines`] : [];
        },
      ),
    ).toEqual([]);
  });

  test('the environment is read in configuration files only', () => {
    const allowed =
      /^infra\/(?:start|setup|compose|world|verify-proof|program|.*\.command)\.ts$|^infra\/setup|^infra\/console\/browser\.ts$|\/vite\.config\.ts$|\.mjs$|\/main\.ts$|^gateway\/src\/telemetry\.ts$/;
    expect(
      offenders(
        production.filter(({ path }) => !allowed.test(path) && !path.endsWith('.mjs')),
        ({ text }) => (text.match(/process\.env/g) ?? []).slice(0, 1),
      ),
    ).toEqual([]);
  });

  test('every reason to refuse, and every code of an error, is given somewhere', () => {
    const lists = [/\/(?:refusal-catalogue|failure)\.ts$/, /^infra\//];
    const text = production
      .filter(({ path }) => !lists.some((list) => list.test(path)))
      .map((source) => source.text)
      .join('\n');
    const never = [...Object.keys(refusals), ...failureCodes].filter((code) => !text.includes(`'${code}'`));
    expect(never).toEqual([]);
  });

  test('no test is switched off, and nothing is left for later', () => {
    const patterns = [
      /\b(?:it|test|describe)\.(?:only|skip|todo)\b/,
      /@ts-(?:ignore|nocheck|expect-error)/,
      /\b(?:TODO|FIXME)\b/,
    ];
    expect(
      offenders(
        sources.filter(({ path }) => path !== 'tests/tidy.test.ts'),
        ({ text }) => patterns.filter((pattern) => pattern.test(text)).map(String),
      ),
    ).toEqual([]);
  });

  test('a path is never the pathname of a URL, which is not the same in a folder with spaces or Chinese signs', () => {
    expect(
      offenders(
        sources.filter(({ path }) => path !== 'tests/tidy.test.ts'),
        ({ text }) => text.match(/import\.meta\.url\)\s*\.pathname/g) ?? [],
      ),
    ).toEqual([]);
  });

  test('no name of a package registry and no path of a machine stands in the sources', () => {
    const patterns = [/registry\.npmjs\.org/, /files\.pythonhosted\.org/, /(?<![\w.-])\/(?:work|root|farm)\//];
    expect(
      offenders(
        sources.filter(({ path }) => path !== 'tests/tidy.test.ts'),
        ({ text }) => patterns.filter((pattern) => pattern.test(text)).map(String),
      ),
    ).toEqual([]);
  });
});

describe('how the graph is described', () => {
  const documents = files.filter(
    (path) => path.endsWith('.graphql') && !/^(?:gateway|tests|services\/console)\//.test(path),
  );

  test('every type, field, argument and enum value is described, in English with the Chinese term', () => {
    const missing = documents.flatMap((path) => {
      const found: string[] = [];
      const trail: string[] = [];
      const document = parse(readFileSync(join(root, path), 'utf8'));
      visit(document, {
        enter(node: ASTNode, _key, parent) {
          if ('name' in node && node.name && 'description' in node) {
            trail.push(node.name.value);
            const isStub = parent !== undefined && isReference(node);
            const description = (node as { description?: { value: string } }).description?.value ?? '';
            if (!isStub && !description) found.push(`${path}: ${trail.join('.')} has no description`);
          }
        },
        leave(node: ASTNode) {
          if ('name' in node && node.name && 'description' in node) trail.pop();
        },
      });
      return found;
    });
    expect(missing).toEqual([]);
  });

  /** Types that belong to another service are described there. */
  function isReference(node: ASTNode): boolean {
    return 'directives' in node && (node.directives ?? []).some((directive) => directive.name.value === 'external');
  }
});
