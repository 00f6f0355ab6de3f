const { availableParallelism } = require('node:os');
const { NOT_QUICK, QUICK_ON_CDKTN } = require('./test/tiers');

const isQuick = process.env.TEST_QUICK === '1';
const notQuick = isQuick ? Object.values(NOT_QUICK).flat() : [];

const tests = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', ...notQuick.map((file) => `<rootDir>/test/${file}\\.test\\.ts$`)],
  // The examples import the package by its name.
  moduleNameMapper: {
    '^cdktf-apono-postgresql$': '<rootDir>/constructs/index.ts',
  },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
    ],
  },
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
};

/** What is about constructs, once more on the successor of CDKTF: with the replacements that the build makes. */
const onCdktn = {
  ...tests,
  displayName: 'cdktn',
  testMatch: (isQuick ? QUICK_ON_CDKTN : ['constructs/**/*', 'code/to-code']).map(
    (file) => `<rootDir>/test/${file}.test.ts`,
  ),
  // Runs programs that import what is built.
  testPathIgnorePatterns: ['/node_modules/', '/readme\\.test\\.ts$'],
  moduleNameMapper: { ...tests.moduleNameMapper, '^cdktf$': 'cdktn', '^\\./cdktf$': './cdktn' },
};

/** @type {import('jest').Config} */
module.exports = {
  ...tests,
  projects: [{ ...tests, displayName: 'cdktf' }, onCdktn],
  // A test waits for processes and time limits now and then: half a worker more for each core keeps all cores busy.
  maxWorkers: Math.ceil(availableParallelism() * 1.5),
  reporters: ['default', '<rootDir>/test/support/where-time-goes.js'],
  testTimeout: 60_000,
};
