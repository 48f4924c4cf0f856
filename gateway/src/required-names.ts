/**
 * What `@requires` asks of a field with arguments is fetched under the field's own name, and so is what a caller asks of
 * that field with other arguments: one of the two would get the other's values. So the caller's get a name of their own.
 * A supergraph without such a requirement, as ours is, has no names here.
 */
import type { ApolloServerPlugin } from '@apollo/server';
import { type DocumentNode, type FieldNode, type GraphQLSchema, Kind, parse, visit } from 'graphql';

const APART = '__asked_';

/** The names under which a composed graph requires fields with arguments, of whatever type. */
export function requiredNames(supergraphSdl: string): ReadonlySet<string> {
  const names = new Set<string>();
  const Field = (field: FieldNode) => {
    if (field.arguments?.length) names.add(nameOf(field));
  };
  visit(parse(supergraphSdl, { noLocation: true }), {
    Directive: ({ name, arguments: told = [] }) => {
      if (name.value !== 'join__field') return;
      for (const { name: word, value } of told)
        if (word.value === 'requires' && value.kind === Kind.STRING) visit(parse(`{ ${value.value} }`), { Field });
    },
  });
  return names;
}

/** Of every schema that goes live. */
export function watchRequiredNames<Context extends object>() {
  const known = new WeakMap<GraphQLSchema, ReadonlySet<string>>();
  const plugin: ApolloServerPlugin<Context> = {
    serverWillStart: async () => ({
      schemaDidLoadOrUpdate: ({ apiSchema, coreSupergraphSdl }) => {
        if (coreSupergraphSdl === undefined) throw new Error('what is required is read from a supergraph');
        known.set(apiSchema, requiredNames(coreSupergraphSdl));
      },
    }),
  };
  const of = (schema: GraphQLSchema) => {
    const names = known.get(schema);
    if (!names) throw new Error('a schema that never went live');
    return names;
  };
  return { plugin, of };
}

/** The document with names apart from the required ones. */
export function setApart(document: DocumentNode, required: ReadonlySet<string>): DocumentNode {
  if (required.size === 0) return document;
  return visit(document, {
    Field: (field) =>
      required.has(nameOf(field)) ? { ...field, alias: { kind: Kind.NAME, value: APART + nameOf(field) } } : undefined,
  });
}

/** By which name what the caller asks for by this one was fetched. */
export function nameApart(required: ReadonlySet<string>): (name: string) => string {
  return (name) => (required.has(name) ? APART + name : name);
}

/** As the caller named it. */
export function broughtBack<Step extends string | number>(step: Step): Step {
  return typeof step === 'string' && step.startsWith(APART) ? (step.slice(APART.length) as Step) : step;
}

function nameOf({ alias, name }: FieldNode): string {
  return (alias ?? name).value;
}
