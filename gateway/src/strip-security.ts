/**
 * The supergraph as ApolloGateway accepts it: it refuses to load one with security directives ("for: SECURITY"), so
 * their applications, definitions and links are left out. What they say is enforced in the subgraphs.
 */
import { type ConstDirectiveNode, Kind, parse, print, visit } from 'graphql';

const SECURITY = ['authenticated', 'requiresScopes', 'policy'];

export function stripSecurity(supergraphSdl: string): string {
  const stripped = visit(parse(supergraphSdl, { noLocation: true }), {
    Directive: (node) =>
      SECURITY.includes(node.name.value) || isSecurityLink(node as ConstDirectiveNode) ? null : undefined,
    DirectiveDefinition: (node) => (SECURITY.includes(node.name.value) ? null : undefined),
    ScalarTypeDefinition: (node) => (/^(requiresScopes|policy)__/.test(node.name.value) ? null : undefined),
  });
  return print(stripped);
}

function isSecurityLink(node: ConstDirectiveNode): boolean {
  return (
    node.name.value === 'link' &&
    (node.arguments ?? []).some(
      ({ name, value }) =>
        name.value === 'url' &&
        value.kind === Kind.STRING &&
        SECURITY.some((word) => value.value.includes(`specs.apollo.dev/${word}/`)),
    )
  );
}
