export function readDotEnv(root: string): void;
export function parseDotEnv(text: string): Record<string, string>;
