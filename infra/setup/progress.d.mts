export function machineTrouble(error: unknown): string[] | null;
