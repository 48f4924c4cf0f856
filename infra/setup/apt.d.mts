export type Unpacked = { root: string } | { why: string };
export function unpackBeside(toolsDir: string, packages: readonly string[]): Promise<Unpacked>;
export function librariesIn(root: string): string | null;
