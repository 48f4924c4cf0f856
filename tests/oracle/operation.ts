/**
 * Valid operations from a schema and a seed: aliases, variables with and without defaults, named and inline fragments,
 * fields said twice that have to be merged, `@include` and `@skip`, several operations in one document.
 */
import {
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
} from 'graphql';
import type { Operation } from './answer.ts';
import { type Random, seeded } from './random.ts';
import type { Values } from './values.ts';

const LEVELS = 8;
const FIELDS = 45;
const ALIASES = 40;
const SMALL_PAGES = 3;
/** What is another each time that it is asked: what reading a telephone number adds to, and what is measured. */
const NEVER_THE_SAME = (type: GraphQLCompositeType, { name }: Field) =>
  (type.name === 'MyData' && name === 'readings') || (type.name === 'Query' && name === 'systemHealth');

/** What stands at one place of the answer by its response name: two fields of one name there must be the same. */
interface Place {
  readonly said: Map<string, Said>;
}

interface Said {
  readonly of: GraphQLCompositeType;
  readonly field: Field;
  readonly args: string;
  readonly inside: Place;
}

interface Fragment {
  readonly name: string;
  readonly on: GraphQLCompositeType;
  readonly level: number;
  readonly said: ReadonlyMap<string, Said>;
}

type Field = GraphQLField<unknown, unknown>;

export function operationOf(schema: GraphQLSchema, seed: number, values: Values): Operation {
  return new Writer(schema, seeded(seed), values).write();
}

class Writer {
  readonly #schema: GraphQLSchema;
  readonly #random: Random;
  readonly #values: Values;
  readonly #definitions: string[] = [];
  readonly #variables: Record<string, unknown> = {};
  readonly #fragments: Fragment[] = [];
  readonly #texts: string[] = [];
  #fields = 0;
  #aliases = 0;
  #names = 0;

  constructor(schema: GraphQLSchema, random: Random, values: Values) {
    this.#schema = schema;
    this.#random = random;
    this.#values = values;
  }

  write(): Operation {
    const root = this.#schema.getQueryType() as GraphQLObjectType;
    const selection = this.#selection(root, { said: new Map() }, 1);
    const definitions = this.#definitions.length > 0 ? `(${this.#definitions.join(', ')})` : '';
    const isOneOfTwo = this.#random.chance(0.08);
    const isNamed = isOneOfTwo || definitions !== '' || this.#random.chance(0.7);
    const other = isOneOfTwo ? ['query Other { __typename }'] : [];
    const query = [`${isNamed ? `query Asked${definitions} ` : ''}${selection}`, ...other, ...this.#texts].join('\n');
    return { query, variables: this.#variables, ...(isNamed ? { operationName: 'Asked' } : {}) };
  }

  #selection(type: GraphQLCompositeType, place: Place, level: number): string {
    const lines: string[] = [];
    const wanted = 1 + this.#random.below(level === 1 ? 3 : 5);
    for (let count = 0; count < wanted; count += 1) {
      const line = this.#line(type, place, level);
      if (line) lines.push(line);
    }
    if (lines.length === 0 || this.#random.chance(0.08)) lines.push('__typename');
    return `{ ${lines.join(' ')} }`;
  }

  #line(type: GraphQLCompositeType, place: Place, level: number): string | null {
    const canNest = level < LEVELS;
    if (isAbstractType(type)) {
      if (!canNest) return null;
      const member = this.#random.pick(this.#schema.getPossibleTypes(type));
      return `... on ${member.name}${this.#condition()} ${this.#selection(member, place, level + 1)}`;
    }
    if (canNest && this.#random.chance(0.1)) return this.#named(type, place, level);
    if (canNest && this.#random.chance(0.07)) {
      const on = this.#random.chance(0.6) ? ` on ${type.name}` : '';
      return `...${on}${this.#condition()} ${this.#selection(type, place, level + 1)}`;
    }
    return this.#field(type, place, level);
  }

  #named(type: GraphQLCompositeType, place: Place, level: number): string {
    const known = this.#fragments.filter(({ on, level: deepest }) => on === type && level <= deepest);
    // Where nothing stands yet, all that stands where the fragment was written may stand too.
    if (known.length > 0 && (place.said.size === 0 || known.some(({ said }) => isWithin(said, place.said)))) {
      const fragment = known.find(({ said }) => place.said.size === 0 || isWithin(said, place.said)) as Fragment;
      for (const [name, said] of fragment.said) place.said.set(name, said);
      return `...${fragment.name}${this.#condition()}`;
    }
    const name = this.#unused('F');
    const selection = this.#selection(type, place, level + 1);
    this.#texts.push(`fragment ${name} on ${type.name} ${selection}`);
    this.#fragments.push({ name, on: type, level, said: new Map(place.said) });
    return `...${name}${this.#condition()}`;
  }

  #field(type: GraphQLCompositeType, place: Place, level: number): string | null {
    if (this.#fields >= FIELDS) return null;
    const again = [...place.said].filter(([, { of }]) => of === type);
    if (again.length > 0 && this.#random.chance(0.15)) {
      const [name, { field, args, inside }] = this.#random.pick(again);
      return this.#written(name, field, args, inside, level);
    }
    const fields = Object.values((type as GraphQLObjectType).getFields()).filter(
      (field) => !NEVER_THE_SAME(type, field),
    );
    const offered =
      level === 1 ? this.#roots(fields) : level < LEVELS ? this.#preferred(fields) : fields.filter(isLeaf);
    if (offered.length === 0) return null;
    const field = this.#random.pick(offered);
    const args = this.#args(type, field, level);
    const plain = place.said.get(field.name);
    const isTaken = plain !== undefined && !(plain.field === field && plain.of === type && plain.args === args);
    if ((isTaken || this.#random.chance(0.12)) && this.#aliases >= ALIASES) return null;
    const name =
      isTaken || this.#random.chance(0.12)
        ? this.#unused(this.#random.pick(['a', 'name', 'code', 'id', 'x']))
        : field.name;
    const said = place.said.get(name) ?? { of: type, field, args, inside: { said: new Map() } };
    place.said.set(name, said);
    return this.#written(name, field, args, said.inside, level);
  }

  /** What leads on is picked more often than a scalar, so that operations cross subgraphs. */
  #preferred(fields: readonly Field[]): readonly Field[] {
    const deep = fields.filter((field) => !isLeaf(field));
    return deep.length > 0 && this.#random.chance(0.5) ? deep : fields;
  }

  /** A root is picked the more often, the more ways lead on from what it finds: a place, not the row of one register. */
  #roots(fields: readonly Field[]): readonly Field[] {
    return fields.flatMap((field) => {
      const type = getNamedType(field.type);
      const ways = isObjectType(type) ? Object.values(type.getFields()).filter((each) => !isLeaf(each)).length : 1;
      return Array<Field>(1 + Math.floor(ways / 4)).fill(field);
    });
  }

  #written(name: string, field: Field, args: string, inside: Place, level: number): string {
    this.#fields += 1;
    const type = getNamedType(field.type);
    const alias = name === field.name ? '' : `${name}: `;
    if (alias) this.#aliases += 1;
    const selection = isCompositeType(type) ? ` ${this.#selection(type, inside, level + 1)}` : '';
    return `${alias}${field.name}${args}${this.#condition()}${selection}`;
  }

  #unused(stem: string): string {
    this.#names += 1;
    return `${stem}${this.#names}`;
  }

  #condition(): string {
    if (!this.#random.chance(0.08)) return '';
    const directive = this.#random.pick(['include', 'skip']);
    const isTrue = this.#random.chance(directive === 'include' ? 0.7 : 0.3);
    if (this.#random.chance(0.3)) return ` @${directive}(if: ${isTrue})`;
    return ` @${directive}(if: $${this.#variable('Boolean!', isTrue, String(isTrue))})`;
  }

  #args(type: GraphQLCompositeType, field: Field, level: number): string {
    const given = field.args.flatMap((arg) => {
      const isPage = arg.name === 'first' && field.args.some(({ name }) => name === 'after');
      // A filter or a cursor mostly leaves nothing.
      const share = isPage ? (level <= 2 ? 0.8 : 1) : isPaging(arg.name) ? 0.04 : arg.name === 'filter' ? 0.2 : 0.5;
      if (!isRequiredArgument(arg) && !this.#random.chance(share)) return [];
      const coordinate = `${type.name}.${field.name}.${arg.name}`;
      return [`${arg.name}: ${isPage ? this.#page() : this.#input(arg.type, coordinate)}`];
    });
    return given.length > 0 ? `(${given.join(', ')})` : '';
  }

  /** Now and then a size that is refused. */
  #page(): string {
    const size = this.#random.chance(0.03) ? this.#random.pick([0, -1, 201]) : 1 + this.#random.below(SMALL_PAGES);
    return this.#random.chance(0.3) ? `$${this.#variable('Int', size, String(size))}` : String(size);
  }

  #input(type: GraphQLInputType, coordinate: string): string {
    if (!this.#random.chance(0.35)) return this.#literal(type, coordinate);
    const value = this.#value(type, coordinate);
    if (!isNonNullType(type) && this.#random.chance(0.1)) return `$${this.#variable(String(type))}`;
    return `$${this.#variable(String(type), value, writeLiteral(type, value))}`;
  }

  #literal(type: GraphQLInputType, coordinate: string): string {
    if (isNonNullType(type)) return this.#literal(type.ofType, coordinate);
    if (isListType(type)) return `[${this.#many(() => this.#input(type.ofType, coordinate)).join(', ')}]`;
    if (!isInputObjectType(type)) return writeLiteral(type, this.#value(type, coordinate));
    const fields = Object.values(type.getFields()).filter(
      (field) => isRequiredInputField(field) || this.#random.chance(0.4),
    );
    const inside = fields.map((field) => `${field.name}: ${this.#input(field.type, `${type.name}.${field.name}`)}`);
    return `{${inside.join(', ')}}`;
  }

  #value(type: GraphQLInputType, coordinate: string): unknown {
    if (isNonNullType(type)) return this.#value(type.ofType, coordinate);
    if (isListType(type)) return this.#many(() => this.#value(type.ofType, coordinate));
    if (isEnumType(type)) return this.#random.pick(type.getValues()).name;
    if (!isInputObjectType(type)) return this.#random.pick(this.#values.of(coordinate, type.name));
    const fields = Object.values(type.getFields()).filter(
      (field) => isRequiredInputField(field) || this.#random.chance(0.4),
    );
    return Object.fromEntries(
      fields.map((field) => [field.name, this.#value(field.type, `${type.name}.${field.name}`)]),
    );
  }

  #many<T>(one: () => T): T[] {
    return Array.from({ length: 1 + this.#random.below(3) }, one);
  }

  /** Given, left to its default, or left out altogether. */
  #variable(type: string, value?: unknown, literal?: string): string {
    const name = this.#unused('v');
    const byDefault = literal !== undefined && this.#random.chance(0.2);
    this.#definitions.push(`$${name}: ${type}${byDefault ? ` = ${literal}` : ''}`);
    if (value !== undefined && !(byDefault && this.#random.chance(0.6))) this.#variables[name] = value;
    return name;
  }
}

function isWithin(said: ReadonlyMap<string, Said>, place: ReadonlyMap<string, Said>): boolean {
  return [...said].every(([name, each]) => place.get(name) === each);
}

function isLeaf(field: Field): boolean {
  return !isCompositeType(getNamedType(field.type));
}

function isPaging(name: string): boolean {
  return ['first', 'last', 'after', 'before'].includes(name);
}

function writeLiteral(type: GraphQLInputType, value: unknown): string {
  if (isNonNullType(type)) return writeLiteral(type.ofType, value);
  if (isListType(type)) return `[${(value as unknown[]).map((each) => writeLiteral(type.ofType, each)).join(', ')}]`;
  if (isInputObjectType(type))
    return `{${Object.entries(value as object)
      .map(([name, each]) => `${name}: ${writeLiteral(type.getFields()[name]?.type as GraphQLInputType, each)}`)
      .join(', ')}}`;
  return isEnumType(type) ? String(value) : JSON.stringify(value);
}
