import { writeFileSync } from 'node:fs';
import { OWNER } from '../n8n/client.mts';
import { HELP, readOptions, UsageError, type Options } from './options.mts';
import { runDemo } from './play.mts';
import { PROVIDERS } from './providers.mts';
import { openStage, type Stage } from './stage.mts';
import { StepError } from './transcript.mts';
import { logPath } from './sandbox.mts';

/** Installing takes minutes on a slow line; everything after it, seconds. */
const INSTALL_LIMIT_MS = 45 * 60_000;
const PLAY_LIMIT_MS = 5 * 60_000;

let open: Stage | undefined;
let failed = false;

async function leave(code: number): Promise<never> {
	const stage = open;
	open = undefined;
	await stage?.close(code !== 0);
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

function reportFailures(stage: Stage, failures: StepError[]): void {
	console.error('\nNot everything was seen:');
	for (const { step, message } of failures) console.error(`  ✗ ${step}\n      ${message}`);
	console.error(`n8n's log:       ${logPath(stage.folder, 'n8n')}`);
	console.error(`the sandbox's:   ${logPath(stage.folder, 'sandbox')}`);
}

async function playAll(stage: Stage): Promise<StepError[]> {
	const failures: StepError[] = [];
	for (const provider of PROVIDERS) {
		try {
			await runDemo(stage, provider);
		} catch (error) {
			failures.push(
				error instanceof StepError ? error : new StepError(provider.label, 'the demo', error),
			);
		}
	}
	return failures;
}

async function stay(stage: Stage, options: Options): Promise<void> {
	if (options.readyFile) {
		const ready = { editor: stage.n8n.url, sandbox: stage.sandbox.url, ...OWNER };
		writeFileSync(options.readyFile, JSON.stringify(ready));
	}
	console.log('\nIt stays up until you press Ctrl-C.');
	await Promise.race([stage.n8n.ended(), stage.sandbox.ended()]);
	if (!open) return;
	console.error(`\nn8n or the sandbox ended on its own. Logs: ${stage.folder}`);
	await leave(1);
}

async function main(options: Options): Promise<void> {
	const installing = limit(INSTALL_LIMIT_MS, 'installing and starting n8n');
	const stage = await openStage(options);
	open = stage;
	clearTimeout(installing);

	const playing = limit(PLAY_LIMIT_MS, 'the demo');
	const failures = await playAll(stage);
	clearTimeout(playing);
	failed = failures.length > 0;

	console.log(`\nEditor:  ${stage.n8n.url}   (${OWNER.email}, password ${OWNER.password})`);
	console.log(
		`Sandbox: ${stage.sandbox.url}   (the customers' phones, and what the providers saw)`,
	);
	if (failed) reportFailures(stage, failures);
	else console.log('\n✓ Every step was seen at all four providers.');
	if (options.once) await leave(failed ? 1 : 0);
	await stay(stage, options);
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
