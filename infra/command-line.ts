/** How a command is called: who calls it otherwise is told what is wrong and how it goes, and it ends with 2. */
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { z } from 'zod';

/** Options by their names: a flag is `z.boolean()`, a list `z.array()`, all else a word that the schema reads. */
type Shape = z.ZodRawShape;

interface Command<Options extends Shape> {
  readonly options: z.output<z.ZodObject<Options>>;
  /** The words that stand for themselves. */
  readonly words: readonly string[];
}

export function readCommand<Options extends Shape>(usage: string, shape: Options, words = 0): Command<Options> {
  const command = parseCommand(process.argv.slice(2), shape, words);
  return typeof command === 'string' ? misused(usage, command) : command;
}

/** Of the words the first so many have to be there. What is wrong is answered in a sentence. */
export function parseCommand<Options extends Shape>(
  args: string[],
  shape: Options,
  words: number,
): Command<Options> | string {
  const asked = unlessMisused(() => parseArgs({ args, options: optionsOf(shape), allowPositionals: true }));
  if (typeof asked === 'string') return asked;
  if (asked.positionals.length < words) return 'Something is missing.';
  const { data, error } = z.object(shape).safeParse(asked.values);
  if (!error) return { options: data, words: asked.positionals };
  return error.issues.map(({ path, message }) => `--${path.join('.')}: ${message}`).join('\n');
}

export function misused(usage: string, problem: string): never {
  console.error(`${problem}\n  ${usage}`);
  process.exit(2);
}

function unlessMisused<Read>(read: () => Read): Read | string {
  try {
    return read();
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    if (!code.startsWith('ERR_PARSE_ARGS_')) throw error;
    return message;
  }
}

function optionsOf(shape: Shape): ParseArgsOptionsConfig {
  return Object.fromEntries(
    Object.entries(shape).map(([name, schema]) => {
      const type = bare(schema);
      return [
        name,
        { type: type instanceof z.ZodBoolean ? 'boolean' : 'string', multiple: type instanceof z.ZodArray },
      ];
    }),
  );
}

function bare(schema: unknown): unknown {
  return schema instanceof z.ZodDefault || schema instanceof z.ZodOptional ? bare(schema.unwrap()) : schema;
}
