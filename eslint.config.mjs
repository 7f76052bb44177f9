import { readFileSync } from 'node:fs';
import js from '@eslint/js';
import { config as n8nConfig } from '@n8n/node-cli/eslint';
import { defineConfig, globalIgnores } from 'eslint/config';
import importX from 'eslint-plugin-import-x';
import globals from 'globals';
import tseslint from 'typescript-eslint';

const NODE_FOLDER = './nodes/WhatsAppBsp';

/** From the ground up: a folder imports from earlier layers only, not from its neighbors either. */
const LAYERS = JSON.parse(
	readFileSync(new URL('test/support/layers.json', import.meta.url), 'utf8'),
);

const inNode = (folder) => `${NODE_FOLDER}/${folder}`;

const LAYER_ZONES = LAYERS.flatMap((layer, index) =>
	layer.map((folder) => ({
		target: inNode(folder),
		from: LAYERS.slice(index)
			.flat()
			.filter((other) => other !== folder)
			.map(inNode),
		message: `${folder}/ imports from the layers below it only.`,
	})),
);

/** Type-checked rules have to know whose TypeScript program a file is in. */
const inProgram = (tsconfig, files) => ({
	files,
	languageOptions: { parserOptions: { project: tsconfig, tsconfigRootDir: import.meta.dirname } },
});

const PUBLISHED = ['nodes/**/*.ts', 'credentials/**/*.ts'];
const DEVELOPMENT = ['{test,sandbox,benchmark}/**/*.{ts,mts}'];
const COMMON_JS = ['**/*.{js,cjs}'];
const BROWSER = ['sandbox/phone/web/**/*.js'];

export default defineConfig(
	globalIgnores(['dist', '.cache', 'coverage']),

	// What is published: n8n's own rules, and what neither of its scanners sees.
	{ files: [...PUBLISHED, 'package.json'], extends: [n8nConfig] },
	inProgram('test/tsconfig.json', PUBLISHED),
	{
		files: PUBLISHED,
		rules: {
			'@typescript-eslint/no-floating-promises': 'error',
			'@typescript-eslint/no-misused-promises': 'error',
		},
	},

	// The layers of docs/architecture.md.
	{
		files: PUBLISHED,
		settings: importX.configs['flat/typescript'].settings,
		rules: {
			'import-x/no-cycle': 'error',
			'import-x/no-restricted-paths': ['error', { zones: LAYER_ZONES }],
		},
	},

	// Everything else in TypeScript.
	{
		files: DEVELOPMENT,
		extends: [js.configs.recommended, tseslint.configs.recommendedTypeChecked],
		rules: {
			// An interface asks for a promise, whether there is something to wait for or not.
			'@typescript-eslint/require-await': 'off',
			// Interfaces are written with methods, and objects of closures are taken apart.
			'@typescript-eslint/unbound-method': 'off',
			// What comes over the wire is `unknown`, and a fake provider writes it down as it came.
			'@typescript-eslint/no-base-to-string': 'off',
		},
	},
	{
		files: ['test/**/*.ts'],
		rules: {
			// Jest's matchers and the bodies that axios answers are `any`: the expectation is the check.
			'@typescript-eslint/no-unsafe-assignment': 'off',
			'@typescript-eslint/no-unsafe-member-access': 'off',
		},
	},
	inProgram('test/tsconfig.json', ['test/**/*.ts']),
	inProgram('sandbox/tsconfig.json', [
		'sandbox/**/*.mts',
		'test/{e2e,integration,support}/**/*.mts',
	]),
	inProgram('benchmark/tsconfig.json', ['benchmark/**/*.mts']),
	inProgram('test/e2e/faults/tsconfig.json', ['test/e2e/faults/**/*.mts']),

	// JavaScript: settings, programs without types, and the phone page.
	{
		files: ['**/*.mjs', ...COMMON_JS],
		extends: [js.configs.recommended],
		languageOptions: { globals: globals.node },
	},
	{ files: COMMON_JS, ignores: BROWSER, languageOptions: { sourceType: 'commonjs' } },
	{ files: BROWSER, languageOptions: { sourceType: 'module', globals: globals.browser } },
);
