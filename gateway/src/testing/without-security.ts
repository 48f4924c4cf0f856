/** The SDL of a subgraph as it would be if nobody had said who may: what the stripped supergraph is held against. */
export function withoutSecurity(sdl: string): string {
  return sdl
    .replace(/\s*"@(?:authenticated|requiresScopes|policy)"/g, '')
    .replace(/\s*@(?:authenticated|(?:requiresScopes|policy)\([^()]*\))/g, '');
}
