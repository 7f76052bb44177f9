import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Sandbox } from '../../benchmark/sandbox.mts';
import { TimedOut } from '../../sandbox/n8n/wait.mts';
import { Driver } from './driver.mts';
import { Executions } from './executions.mts';
import { DayTime, Disk, Names } from './host.mts';
import { Link, makeCertificate, PROVIDER_NAME, type Certificate } from './link.mts';
import { Provider } from './provider.mts';
import type { Fault, Row, Scene, Stage } from './types.mts';
import { judge } from './verdict.mts';
import { answering } from './workflow.mts';

export interface Means {
	sandbox: Sandbox;
	/** For what this fault needs and leaves behind. */
	folder: string;
	quick: boolean;
	/** n8n's `N8N_EXPRESSION_ENGINE`. */
	engine: string;
	/** Events a second. */
	pace: number;
	openStage(options: { userFolder: string; env: Record<string, string> }): Promise<Stage>;
	say(line: string): void;
}

const WARM_SECONDS = 6;
const AFTER_SECONDS = 6;
const DRAIN_MS = 240_000;
const END_MS = 180_000;

const HOSTS = { address: '127.0.0.1', name: PROVIDER_NAME, tls: 'localhost' };

/** One fault, from a quiet n8n to the verdict. */
export async function runFault(fault: Fault, means: Means): Promise<Row> {
	const { sandbox, folder } = means;
	const leave: Array<() => Promise<void> | void> = [];
	mkdirSync(folder, { recursive: true });
	try {
		const userFolder = path.join(folder, 'user');
		const { way = 'address', latencyMs = 0, diskMb } = fault;
		const close = <T extends { close(): Promise<void> | void }>(opened: T): T => {
			leave.unshift(async () => await opened.close());
			return opened;
		};
		const disk = diskMb === undefined ? undefined : close(new Disk(userFolder, diskMb));
		const time = fault.ownClock ? new DayTime(folder) : undefined;
		const names = way === 'name' ? close(new Names(folder)) : undefined;
		const trusted = way === 'tls' ? makeCertificate(folder, 'trusted') : undefined;
		const provider = close(await Provider.open(sandbox, latencyMs));
		const link = close(new Link(new URL(sandbox.url), trusted));
		await link.up();
		const env = environment(means.engine, time, trusted);
		const stage = close(await means.openStage({ userFolder, env }));

		const url = `${trusted ? 'https' : 'http'}://${HOSTS[way]}:${link.port}/${provider.account.id}`;
		const executions = await activate(fault, stage, provider, url);
		const driver = new Driver(await provider.webhook());
		const scene = { ...means, stage, provider, driver, link, trusted, names, disk, time };
		return await play(fault, scene, executions, means);
	} finally {
		for (const step of leave) await step();
		rmSync(folder, { recursive: true, force: true });
	}
}

const environment = (
	engine: string,
	time?: DayTime,
	trusted?: Certificate,
): Record<string, string> => ({
	N8N_EXPRESSION_ENGINE: engine,
	N8N_LOG_LEVEL: 'warn',
	NO_PROXY: Object.values(HOSTS).join(','),
	...time?.env,
	...(trusted ? { NODE_EXTRA_CA_CERTS: trusted.file } : {}),
});

async function activate(fault: Fault, stage: Stage, { account }: Provider, baseUrl: string) {
	const { id: name } = account;
	const credential = await stage.client.createCredential('dialog360Api', name, {
		...account.credentials,
		baseUrl,
	});
	const workflow = await stage.client.createWorkflow(answering(fault, { ...credential, name }));
	await stage.client.activate(workflow.id);
	return new Executions(() => stage.client, workflow.id);
}

async function play(
	fault: Fault,
	scene: Scene,
	executions: Executions,
	{ say, quick }: Means,
): Promise<Row> {
	const { driver, provider } = scene;
	driver.pace(scene.pace);
	await sleep(WARM_SECONDS * 1000);

	const struckAt = Date.now();
	await fault.strike(scene);
	say(`${fault.name}: struck`);
	await last(fault, scene, quick);
	const repairedAt = Date.now();
	await fault.repair(scene);
	say(`${fault.name}: repaired`);

	await sleep(AFTER_SECONDS * 1000);
	await driver.stop();
	await driver.drained(DRAIN_MS).catch(inVain);
	let hangs = !(await endOf(executions));
	if (hangs) {
		// What n8n takes for running although it is not, it finds out when it starts.
		say(`${fault.name}: executions hang, n8n is started again`);
		await scene.stage.kill('main');
		await scene.stage.revive('main');
		hangs = !(await endOf(executions));
	}

	const retriedAt = Date.now();
	const ended = await executions.badlyEnded();
	say(`${fault.name}: ${ended.length} executions ended badly`);
	const started = await executions.started();
	await executions.retry(ended);
	hangs = !(await endOf(executions)) || hangs;
	const messages = await provider.messages();
	return judge({ fault, driver, messages, ended, started, hangs, struckAt, repairedAt, retriedAt });
}

async function last({ lasts }: Fault, scene: Scene, quick: boolean): Promise<void> {
	if (typeof lasts === 'function') await lasts(scene);
	else await sleep(1000 * (quick ? (lasts.quick ?? lasts.seconds) : lasts.seconds));
}

/** What was waited for in vain is seen in the table. */
function inVain(error: unknown): void {
	if (!(error instanceof TimedOut)) throw error;
}

async function endOf(executions: Executions): Promise<boolean> {
	try {
		await executions.allEnded(END_MS);
		return true;
	} catch (error) {
		inVain(error);
		return false;
	}
}
