import { setTimeout as sleep } from 'node:timers/promises';
import type { Sandbox } from '../../../benchmark/sandbox.mts';
import { TimeoutError } from '../../../sandbox/n8n/wait.mts';
import { Driver } from './driver.mts';
import { Executions } from './executions.mts';
import { Link } from './link.mts';
import { Provider } from './provider.mts';
import type { Fault, Row, FaultContext } from './types.mts';
import { evaluate } from './verdict.mts';
import { createReplyWorkflow } from './workflow.mts';
import { HOSTS, type World } from './world.mts';

export interface RunOptions {
	sandbox: Sandbox;
	quick: boolean;
	/** Events a second. */
	pace: number;
	say(line: string): void;
}

const WARM_SECONDS = 6;
const AFTER_SECONDS = 6;
/** Without any event accepted: the driver's longest delay, and an n8n that starts in between. */
const DRAIN_STALL_MS = 120_000;
/** Without any execution ended. */
const END_STALL_MS = 90_000;
/** Missing replies that are looked for in n8n's records. */
const MAX_TRACED = 20;

/** One fault, from a quiet n8n to the verdict. */
export async function runFault(fault: Fault, world: World, means: RunOptions): Promise<Row> {
	const { sandbox, pace: ratePerSecond } = means;
	const { way = 'address', latencyMs = 0 } = fault;
	const { instance } = world;
	const { client } = instance;
	const provider = await Provider.open(sandbox, latencyMs);
	const link = new Link(new URL(sandbox.url), way === 'tls' ? world.trusted : undefined);
	await link.up();
	try {
		const { id: name, credentials } = provider.account;
		const { id } = await client.createCredential('dialog360Api', name, {
			...credentials,
			baseUrl: `${way === 'tls' ? 'https' : 'http'}://${HOSTS[way]}:${link.port}/${name}`,
		});
		const workflow = await client.createWorkflow(createReplyWorkflow(fault, { id, name }));
		await client.activate(workflow.id);
		const driver = new Driver(await provider.webhook());
		const executions = new Executions(() => instance.client, workflow.id);
		const row = await runSteps(
			fault,
			{ ...world, provider, link, driver, ratePerSecond },
			executions,
			means,
		);
		await instance.client.deactivate(workflow.id);
		return row;
	} finally {
		await link.close();
		await provider.close();
	}
}

async function runSteps(
	fault: Fault,
	context: FaultContext,
	executions: Executions,
	{ say, quick }: RunOptions,
): Promise<Row> {
	const { driver, provider } = context;
	driver.setRate(context.ratePerSecond);
	await sleep(WARM_SECONDS * 1000);

	const struckAt = Date.now();
	await fault.strike(context);
	say('struck');
	await last(fault, context, quick);
	const repairedAt = Date.now();
	await fault.repair(context);
	say('repaired');

	await sleep(AFTER_SECONDS * 1000);
	await driver.stop();
	await driver.drained(DRAIN_STALL_MS).catch(ignoreTimeout);
	if (!(await waitUntilEnded(executions))) {
		// n8n finds executions that only seem to run when it starts.
		say('executions do not end, n8n is started again');
		await context.instance.kill('main');
		await context.instance.revive('main');
		await waitUntilEnded(executions);
	}

	const retriedAt = Date.now();
	const bad = await executions.badlyEnded();
	if (bad.length > 0) say(`${bad.length} executions ended badly and are retried`);
	const started = await executions.started();
	await executions.retry(bad);
	for (const rejection of executions.rejections) say(rejection);
	await waitUntilEnded(executions);
	const stuck = await executions.unfinished();
	const messages = await provider.messages();
	const missing = driver.events.filter(({ customer }) => !messages.has(customer));
	const traced = missing.slice(0, MAX_TRACED).map(({ customer }) => customer);
	for (const line of await executions.trace(traced)) say(`no reply to ${line}`);
	const times = { struckAt, repairedAt, retriedAt };
	return evaluate({ fault, driver, messages, ended: bad, started, stuck, ...times });
}

async function last({ lasts }: Fault, context: FaultContext, quick: boolean): Promise<void> {
	if (typeof lasts === 'function') await lasts(context);
	else await sleep(1000 * (quick ? (lasts.quick ?? lasts.seconds) : lasts.seconds));
}

/** What was waited for in vain is seen in the table. */
function ignoreTimeout(error: unknown): void {
	if (!(error instanceof TimeoutError)) throw error;
}

async function waitUntilEnded(executions: Executions): Promise<boolean> {
	try {
		await executions.allEnded(END_STALL_MS);
		return true;
	} catch (error) {
		ignoreTimeout(error);
		return false;
	}
}
