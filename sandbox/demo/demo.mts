import { writeFileSync } from 'node:fs';
import { OWNER } from '../n8n/client.mts';
import { getLastLines } from '../n8n/commands.mts';
import { HELP, readOptions, UsageError, type Options } from './options.mts';
import { runDemo } from './steps.mts';
import { PROVIDERS } from './providers.mts';
import { startEnvironment, type Environment } from './environment.mts';
import { StepError } from './transcript.mts';
import { getLogPath } from './sandbox.mts';

/** Installing takes minutes on a slow line; everything after it, seconds. */
const INSTALL_LIMIT_MS = 45 * 60_000;
const RUN_LIMIT_MS = 5 * 60_000;

let open: Environment | undefined;
let failed = false;

async function leave(code: number): Promise<never> {
	const environment = open;
	open = undefined;
	await environment?.close(code !== 0);
	process.exit(code);
}

/** A demo that hangs must say so itself. */
function limit(ms: number, what: string): NodeJS.Timeout {
	return setTimeout(() => {
		console.error(`\nGiving up: ${what} took longer than ${ms / 60_000} minutes.`);
		if (open) console.error(`Logs: ${open.folder}`);
		void leave(1);
	}, ms);
}

function reportFailures(environment: Environment, failures: StepError[]): void {
	console.error('\nNot everything was seen:');
	for (const { step, message } of failures) console.error(`  ✗ ${step}\n      ${message}`);
	console.error(`\nThe last lines of n8n's log:\n${getLastLines(environment.n8n.log(), 20)}`);
	console.error(`n8n's log:       ${getLogPath(environment.folder, 'n8n')}`);
	console.error(`the sandbox's:   ${getLogPath(environment.folder, 'sandbox')}`);
}

async function runAll(environment: Environment): Promise<StepError[]> {
	const failures: StepError[] = [];
	for (const provider of PROVIDERS) {
		try {
			await runDemo(environment, provider);
		} catch (error) {
			failures.push(
				error instanceof StepError ? error : new StepError(provider.label, 'the demo', error),
			);
		}
	}
	return failures;
}

async function stay(environment: Environment, options: Options): Promise<void> {
	if (options.readyFile) {
		const ready = { editor: environment.n8n.url, sandbox: environment.sandbox.url, ...OWNER };
		writeFileSync(options.readyFile, JSON.stringify(ready));
	}
	console.log('\nIt stays up until you press Ctrl-C.');
	await Promise.race([environment.n8n.ended(), environment.sandbox.ended()]);
	if (!open) return;
	console.error(`\nn8n or the sandbox ended on its own. Logs: ${environment.folder}`);
	await leave(1);
}

async function main(options: Options): Promise<void> {
	const installing = limit(INSTALL_LIMIT_MS, 'installing and starting n8n');
	const environment = await startEnvironment(options);
	open = environment;
	clearTimeout(installing);

	const running = limit(RUN_LIMIT_MS, 'the demo');
	const failures = await runAll(environment);
	clearTimeout(running);
	failed = failures.length > 0;

	console.log(`\nEditor:  ${environment.n8n.url}   (${OWNER.email}, password ${OWNER.password})`);
	console.log(
		`Sandbox: ${environment.sandbox.url}   (the customers' phones, and what the providers saw)`,
	);
	if (failed) reportFailures(environment, failures);
	else console.log('\n✓ Every step was seen at all four providers.');
	if (options.once) await leave(failed ? 1 : 0);
	await stay(environment, options);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
	process.once(signal, () => {
		if (open) console.log('\nEnding n8n and the sandbox ...');
		void leave(open && !failed ? 0 : 1);
	});
}

try {
	const options = readOptions(process.argv.slice(2));
	if (options.help) console.log(HELP);
	else await main(options);
} catch (error) {
	const wrong = error instanceof UsageError;
	console.error(`\n${error instanceof Error ? error.message : String(error)}`);
	if (wrong) console.error('\nnpm run demo -- --help lists the options.');
	await leave(wrong ? 2 : 1);
}
