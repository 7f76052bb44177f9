const TS_JEST = { tsconfig: '<rootDir>/test/tsconfig.json' };

/** @type {import('jest').Config} */
module.exports = {
	testEnvironment: 'node',
	testMatch: ['<rootDir>/test/**/*.test.ts'],
	transform: {
		'^.+\\.ts$': ['ts-jest', TS_JEST],
		'^.+\\.mts$': ['<rootDir>/test/support/moduleTransform.js', TS_JEST],
		'/sandbox/phone/web/.+\\.js$': [
			'<rootDir>/test/support/moduleTransform.js',
			{ ...TS_JEST, diagnostics: false },
		],
	},
	globalSetup: '<rootDir>/test/support/sandboxGlobalSetup.js',
	globalTeardown: '<rootDir>/test/support/sandboxGlobalTeardown.js',
	// Runs of a real n8n leave copies of the package there.
	modulePathIgnorePatterns: ['<rootDir>/.cache', '<rootDir>/dist'],
	setupFiles: ['<rootDir>/test/support/env.js'],
	reporters: ['default', '<rootDir>/test/support/closingLineReporter.js'],
	// A real n8n and a real browser beside each other are as much as two cores carry.
	maxWorkers: 2,
	testTimeout: 120_000,
};
