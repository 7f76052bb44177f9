/** @type {import('jest').Config} */
module.exports = {
	testEnvironment: 'node',
	testMatch: ['<rootDir>/test/**/*.test.ts'],
	transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: '<rootDir>/test/tsconfig.json' }] },
	globalSetup: '<rootDir>/test/support/sandboxGlobalSetup.js',
	globalTeardown: '<rootDir>/test/support/sandboxGlobalTeardown.js',
	setupFiles: ['<rootDir>/test/support/env.js'],
	reporters: ['default', '<rootDir>/test/support/closingLineReporter.js'],
	testTimeout: 30_000,
};
