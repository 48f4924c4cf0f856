export function identityOf(pid: number): string | null;
export function isAlive(pid: number): boolean;
export function processesWith(flag: string, value: string): number[];
export function endProcess(pid: number, graceMs: number): Promise<void>;
