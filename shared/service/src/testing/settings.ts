import type { Settings } from '../service.ts';

/** What a deployment decides where nothing is told; small files, and no look at the disk. */
export const testSettings: Settings = {
  costEvidenceLimit: 50_000_00n,
  writeOffs: { each: 1_00n, monthly: 100_00n },
  uploadLimitBytes: 10 * 1024 * 1024,
  storageReserveBytes: 0,
};
