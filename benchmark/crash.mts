/**
 * `npm run bench:crash`: a real n8n is killed (SIGKILL) in the middle of 1,000 items with an
 * idempotency key, started again, and the workflow is run again; once for each mode of the key.
 * Ends with code 1 when a promise is broken.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { installN8n } from '../sandbox/n8n/install.mts';
import { startN8n, type N8n } from '../sandbox/n8n/n8n.mts';
import { packPackage } from '../sandbox/n8n/package.mts';
import { until } from '../sandbox/n8n/wait.mts';
import { getItems, type Execution } from '../sandbox/n8n/workflow.mts';
import { formatMarkdownTable } from './markdownTable.mts';
import { Sandbox } from './sandbox.mts';
import { createSendWorkflow, getRecipient, SEND, TRIGGER } from './sendWorkflow.mts';

const ITEMS = 1000;
const IN_FLIGHT = 16;
const KILL_AFTER = 400;

/** What may have happened to a recipient whose message was in flight when the power went. */
const PROMISES: Record<string, { allowed: number; name: string }> = {
	atMostOnce: { name: 'at most once', allowed: 0 },
	atLeastOnce: { name: 'at least once', allowed: 2 },
};

const tally = (counts: Map<string, number>) => {
	const times = Array.from({ length: ITEMS }, (_, i) => counts.get(getRecipient(i)) ?? 0);
	return [0, 1, 2, 3].map((n) => times.filter((each) => (n === 3 ? each >= 3 : each === n)).length);
};

async function crash(mode: string, sandbox: Sandbox, start: () => Promise<N8n>): Promise<string[]> {
	const account = await sandbox.createAccount({ latencyMs: 40, ratePerSecond: null });
	let n8n = await start();
	try {
		await n8n.client.becomeOwner();
		const credential = await n8n.client.createCredential(
			'dialog360Api',
			'sandbox',
			account.credentials,
		);
		const file = createSendWorkflow({
			name: `Crash ${mode}`,
			credential,
			items: ITEMS,
			text: '=Hi {{ $json.to }}',
			options: {
				idempotencyKey: '=order-{{ $json.to }}',
				idempotencyMode: mode,
				maxInFlight: IN_FLIGHT,
				maxPerSecond: 0,
			},
		});
		const { id } = await n8n.client.createWorkflow(file);
		await n8n.client.call('POST', `/rest/workflows/${id}/run`, {
			triggerToStartFrom: { name: TRIGGER },
		});
		const getAccepted = async () => (await sandbox.recipients(account)).size;
		await until(`${KILL_AFTER} messages`, 60_000, async () => (await getAccepted()) >= KILL_AFTER, {
			everyMs: 20,
		});
		await n8n.kill9();
		const before = await getAccepted();
		n8n = await start();
		await n8n.client.becomeOwner();
		const execution: Execution = await n8n.client.run(id, TRIGGER, 120_000);
		const statuses = getItems(execution, SEND).map(({ status }) => status);
		const skipped = statuses.filter((status) => status === 'skipped').length;
		const [never, once, twice, more] = tally(await sandbox.recipients(account));
		const { name, allowed } = PROMISES[mode];
		const odd = allowed === 0 ? never : twice;
		const kept = once + odd === ITEMS && odd <= IN_FLIGHT && statuses.length === ITEMS;
		return [name, before, skipped, never, once, twice, more, kept ? 'kept' : 'BROKEN'].map(String);
	} finally {
		await n8n.stop();
	}
}

const install = await installN8n();
const work = mkdtempSync(path.join(tmpdir(), 'whatsapp-bsp-crash-'));
const packageTarball = await packPackage(work);
const sandbox = await Sandbox.start();
const rows: string[][] = [];
try {
	for (const mode of Object.keys(PROMISES)) {
		const userFolder = path.join(work, mode);
		const logFile = path.join(work, `${mode}.log`);
		const start = async () => await startN8n({ install, packageTarball, userFolder, logFile });
		rows.push(await crash(mode, sandbox, start));
	}
} finally {
	sandbox.stop();
	rmSync(work, { recursive: true, force: true });
}
const head = [
	'key',
	'accepted before the kill',
	'skipped in the second run',
	'never sent',
	'once',
	'twice',
	'more often',
	'promise',
];
process.stdout.write(
	`\n### ${ITEMS} items, n8n killed in the middle and run again (${IN_FLIGHT} in flight)\n\n`,
);
process.stdout.write(`${formatMarkdownTable(head, rows)}\n`);
process.exit(rows.every((cells) => cells.at(-1) === 'kept') ? 0 : 1);
