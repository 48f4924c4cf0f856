export function takeLock(path: string): { taken: true; release: () => void } | { taken: false; owner: number };
export function lockOwner(path: string): number | null;
