export default async function globalTeardown(): Promise<void> {
  await (globalThis as { stopTestStores?: () => Promise<void> }).stopTestStores?.();
}
