export function startHive(options: {
  readonly supergraph: string;
  readonly port: number;
  readonly rust: boolean;
  readonly execute?: (subgraph: string, request: never) => unknown;
}): Promise<void>;

export function createHiveExecutor(options: {
  readonly supergraph: string;
  readonly execute: (subgraph: string, request: never) => unknown;
}): Promise<(query: string, variables: object) => unknown>;
