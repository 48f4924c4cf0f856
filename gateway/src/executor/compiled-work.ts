/** The same as functions made for one fetch. What has no such function is interpreted. */
import type { FetchNode } from '@apollo/query-planner';
import { Kind, parse, type SelectionSetNode } from 'graphql';
import { isOrdinary, made, quoted } from './code.ts';
import { asItIs, copied, isObject, joined } from './objects.ts';
import type { PlanPath } from './places.ts';
import { type Ask, NOT_ASKED, projectValue, type Requires } from './representation.ts';
import type { TypesOf } from './types.ts';
import { interpretedWork, type Take, type Work, type WorkOf } from './work.ts';

export const compiledWork: WorkOf = (fetch, path, typesOf) => {
  const brings = namesBrought(fetch);
  const { find, ask, merge, take } = texts(fetch, path, typesOf, brings);
  const needs = { asItIs, copied, isObject, joined, projectValue, typesOf, requires: fetch.requires };
  return {
    ...interpretedWork(fetch, path, typesOf),
    ...(find ? { find: made<Work['find']>(find, needs) } : {}),
    ...(ask ? { ask: made<Ask>(ask, needs) } : {}),
    ...(merge ? { merge: made<Work['merge']>(merge, needs) } : {}),
    ...(take ? { take: made<Take>(take, needs) } : {}),
    brings: brings && new Set(brings.keys()),
  };
};

type Text = string | null;

/** Of a fetch for objects what is asked about them and taken; of another what is merged. */
interface Texts {
  readonly find: Text;
  readonly ask?: Text;
  readonly take?: Text;
  readonly merge?: Text;
}

/** As they are made; null for what is interpreted. */
export function texts(fetch: FetchNode, path: PlanPath, typesOf: TypesOf, brings = namesBrought(fetch)): Texts {
  const { requires, inputRewrites } = fetch;
  const find = path.every(isOrdinary) ? findText(path) : null;
  const merging = brings && mergingText(brings);
  if (!requires) return { find, merge: merging && mergeText(merging) };
  return { find, ask: askText(requires, typesOf, inputRewrites !== undefined), take: merging && takeText(merging) };
}

function findText(path: PlanPath): string {
  const from = (depth: number): string => {
    const step = path[depth];
    const [value, next] = [`v${depth}`, `v${depth + 1}`];
    if (step === undefined) return `if (isObject(${value})) found.push(${value});`;
    return step === '@'
      ? `if (Array.isArray(${value})) for (let i${depth} = 0; i${depth} < ${value}.length; i${depth}++) {
  const ${next} = ${value}[i${depth}];
  ${from(depth + 1)}
}`
      : `if (${value} !== null && ${value} !== undefined) {
  const ${next} = ${value}[${quoted(step)}];
  ${from(depth + 1)}
}`;
  };
  return `return function find(v0) {\nconst found = [];\n${from(0)}\nreturn found;\n};`;
}

/** Where each type is told of by one fragment with plain fields, which is nearly always. */
function askText(requires: Requires, typesOf: TypesOf, isAdapted: boolean): string | null {
  const told = new Set<string>();
  const [cases, maps]: [string[], string[]] = [[], []];
  for (const [index, fragment] of requires.entries()) {
    const fields = fragment.kind === 'InlineFragment' ? fieldsOf(fragment.selections, index) : null;
    if (fragment.kind !== 'InlineFragment' || !fragment.typeCondition || !fields) return null;
    const types = [...typesOf(fragment.typeCondition)];
    if (types.some((type) => told.has(type))) return null;
    for (const type of types) told.add(type);
    const inKey = fields.filter(({ name }) => types.length > 1 || name !== '__typename');
    // What is adapted is no longer what was found by its values.
    const isGuessed = !isAdapted && inKey.length > 1;
    maps.push(`all${index}`, ...(isGuessed ? [`last${index}`] : []));
    const sent = `{ ${fields.map(({ name, sent }) => `${quoted(name)}: ${sent}`).join(', ')} }`;
    cases.push(`${types.map((type) => `case ${quoted(type)}:`).join(' ')} {
const ${fields.map(({ name, value }) => `${value} = v[${quoted(name)}]`).join(', ')};
if (${fields.map(({ value }) => `${value} === undefined`).join(' || ')}) break;
${isGuessed ? guessText(index, inKey, sent) : allText(index, inKey, isAdapted ? `${sent};\nadapt(sent)` : sent)}
}`);
  }
  return `function part(x) {
if (typeof x !== "string") return typeof x === "object" && x !== null ? JSON.stringify(x) : x;
const first = x.charCodeAt(0);
return first === 34 || first === 91 || first === 123 ? JSON.stringify(x) : x;
}
function below(known, key) {
const more = known.get(key);
if (more !== undefined) return more;
const next = new Map();
known.set(key, next);
return next;
}
return function ask(entities, adapt) {
const ${maps.map((map) => `${map} = new Map()`).join(', ')};
const representations = [], numbers = new Array(entities.length);
for (let i = 0; i < entities.length; i++) {
const v = entities[i];
let number;
switch (v.__typename) {
${cases.join('\nbreak;\n')}
}
numbers[i] = number === undefined ? ${NOT_ASKED} : number;
}
return { representations, numbers };
};`;
}

/** Null where one has no plain text. */
function fieldsOf(selections: Requires, index: number) {
  const fields = selections.map((field, at) => {
    const name = field.kind === 'Field' ? (field.alias ?? field.name) : null;
    const inside = `projectValue(a${at}, requires[${index}].selections[${at}].selections, typesOf)`;
    return name && isOrdinary(name) ? { name, value: `a${at}`, sent: field.selections ? inside : `a${at}` } : null;
  });
  const plain = fields.filter((field) => field !== null);
  return plain.length === fields.length && plain.some(({ name }) => name === '__typename') ? plain : null;
}

interface Plain {
  readonly name: string;
  /** The variable that has it. */
  readonly value: string;
}

/**
 * One map for each value, the next within it. An object is known by its JSON, and a text that could be taken for such by
 * its own, which begins otherwise.
 */
function allText(index: number, inKey: readonly Plain[], sent: string, remembered = ''): string {
  const keys = inKey.map(({ value }) => `part(${value})`);
  const key = keys.pop() ?? '""';
  return `const key = ${key}, known = ${keys.reduce((within, each) => `below(${within}, ${each})`, `all${index}`)};
number = known.get(key);
if (number === undefined) {
const sent = ${sent};
number = representations.length;
known.set(key, number);${remembered}
representations.push(sent);
}`;
}

/** Who has the last value of one has its others too, nearly always: that is seen before all of them are looked up. */
function guessText(index: number, inKey: readonly Plain[], sent: string): string {
  const [last, others] = [inKey.at(-1)?.value, inKey.slice(0, -1)];
  const differs = others.map(({ name, value }) => `representations[number][${quoted(name)}] !== ${value}`);
  return `number = last${index}.get(part(${last}));
if (${['number === undefined', ...differs].join(' || ')}) {
${allText(index, inKey, sent, `\nlast${index}.set(key, number);`)}
}`;
}

const mergeText = (merging: string) => `return function merge(into, from, adopt) {\nlet x, h;\n${merging}\n};`;

const takeText = (merging: string) => `return function take(entities, numbers, received) {
let taken = 0, x, h;
for (let i = 0; i < entities.length; i++) {
const number = numbers[i], from = received[number], into = entities[i];
const adopt = number === taken ? asItIs : copied;
if (number === taken) taken++;
if (isObject(from)) {
${merging}
}
}
};`;

function mergingText(names: ReadonlyMap<string, boolean>): string {
  const lines = [...names].map(([name, isLeaf]) => {
    const [given, held] = [`from[${quoted(name)}]`, `into[${quoted(name)}]`];
    const taken = isLeaf ? 'x' : `(h = ${held}) === undefined || h === null ? adopt(x) : joined(h, x, adopt)`;
    return `x = ${given};\nif (x !== undefined) ${held} = ${taken};`;
  });
  return lines.join('\n');
}

/** The fields it changes, and whether they are leaves; null where they are rewritten, not all told, or one has no plain text. */
function namesBrought(fetch: FetchNode): ReadonlyMap<string, boolean> | null {
  if (fetch.outputRewrites) return null;
  const names = new Map<string, boolean>();
  const selected = selectionOf(fetch);
  return selected && collect(selected, names) ? names : null;
}

/** What is merged as it comes: of a root its fields, of entities theirs. */
function selectionOf({ operation, requires }: FetchNode): SelectionSetNode | undefined {
  const definition = parse(operation, { noLocation: true }).definitions[0];
  if (definition?.kind !== Kind.OPERATION_DEFINITION) return undefined;
  if (!requires) return definition.selectionSet;
  const [entities] = definition.selectionSet.selections;
  return entities?.kind === Kind.FIELD ? entities.selectionSet : undefined;
}

/** Names and whether they are leaves; false where they are not all told here, or some are no ordinary names. */
function collect({ selections }: SelectionSetNode, names: Map<string, boolean>): boolean {
  return selections.every((selection) => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return false;
    if (selection.kind === Kind.INLINE_FRAGMENT) return collect(selection.selectionSet, names);
    const name = (selection.alias ?? selection.name).value;
    names.set(name, !selection.selectionSet && names.get(name) !== false);
    return isOrdinary(name);
  });
}
