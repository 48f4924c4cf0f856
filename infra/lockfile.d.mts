export interface Entry {
  readonly version?: string;
  readonly resolved?: string;
  readonly link?: boolean;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly extraneous?: boolean;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
  readonly libc?: readonly string[];
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}
export interface Lock {
  packages: Record<string, Entry>;
}
export function repair(lock: Lock, manifests: Readonly<Record<string, Entry>>): string[];
export function problems(lock: Lock, manifests: Readonly<Record<string, Entry>>): string[];
export function readLock(root: string): Lock;
export function readManifests(root: string): Record<string, Entry>;
