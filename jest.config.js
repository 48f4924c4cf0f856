export default {
  testEnvironment: 'node',
  testMatch: ['**/*.test.ts'],
  transform: {},
  extensionsToTreatAsEsm: ['.ts'],
  modulePathIgnorePatterns: ['<rootDir>/.data', '<rootDir>/.tools'],
  globalSetup: './tests/global-setup.ts',
  globalTeardown: './tests/global-teardown.ts',
  maxWorkers: 2,
  // What a file has loaded stays: without this a worker comes to 3.6 GB, and the last files take longer.
  workerIdleMemoryLimit: '1GB',
  // Against what hangs; a slow machine with much to do beside is given its time.
  testTimeout: 900_000,
};
