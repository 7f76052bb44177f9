import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import path from 'node:path';
import axios, { type AxiosInstance } from 'axios';
import type {
	ConversationEntry,
	DeliveryAttempt,
	Json,
	LoggedRequest,
	StoredMessage,
} from '../core/types.mts';
import { REPOSITORY } from '../n8n/cache.mts';

const START_TIMEOUT_MS = 30_000;

export interface AccountView {
	id: string;
	number: string;
	balance: number;
	/** The data of the n8n credential for this account. */
	credentials: Record<string, string>;
}

/** One account of the sandbox, through the control API: what a person sees in portal and phone. */
export class SandboxAccount {
	private readonly http: AxiosInstance;

	constructor(url: string, id: string) {
		this.http = axios.create({
			baseURL: `${url}/control/accounts/${id}`,
			proxy: false,
			timeout: 30_000,
		});
	}

	private async get<T>(path: string): Promise<T> {
		return (await this.http.get<T>(path)).data;
	}

	read = async () => await this.get<AccountView>('');
	webhook = async () => await this.get<Json>('/webhook');
	requests = async () => await this.get<LoggedRequest[]>('/requests');
	messages = async () => await this.get<StoredMessage[]>('/messages');
	deliveries = async () => await this.get<DeliveryAttempt[]>('/deliveries');
	conversation = async (customer: string) =>
		await this.get<ConversationEntry[]>(`/conversations/${customer}`);
	message = async (id: string) => (await this.messages()).find((message) => message.id === id);

	/** What a person pastes into the provider's portal. */
	async setPortal(portal: Json): Promise<void> {
		await this.http.post('/portal', portal);
	}

	/** The customer writes. Resolves when the webhook has got its first response. */
	async customerWrites(from: string, name: string, body: string) {
		return await this.inbound({ from, name, message: { type: 'text', text: { body } } });
	}

	/** The customer taps a reply button of a message. */
	async customerTaps(from: string, button: { id: string; title: string }, messageId: string) {
		const interactive = { type: 'button_reply', button_reply: button };
		const message = { type: 'interactive', interactive };
		return await this.inbound({ from, message, context: { id: messageId } });
	}

	private async inbound(body: Json) {
		const { data } = await this.http.post<{ id: string; deliveries: DeliveryAttempt[] }>(
			'/inbound',
			body,
		);
		return data;
	}
}

export class Sandbox {
	readonly url: string;
	private readonly child: ChildProcess;

	constructor(url: string, child: ChildProcess) {
		this.url = url;
		this.child = child;
	}

	account(id: string): SandboxAccount {
		return new SandboxAccount(this.url, id);
	}

	async ended(): Promise<void> {
		if (this.child.exitCode !== null || this.child.signalCode !== null) return;
		await new Promise<void>((resolve) => this.child.once('exit', () => resolve()));
	}

	async stop(): Promise<void> {
		// --exit-with-parent: a closed stdin ends it.
		this.child.stdin?.end();
		const timer = setTimeout(() => this.child.kill('SIGKILL'), 5000);
		await this.ended();
		clearTimeout(timer);
	}
}

/** Starts the four providers' servers as a process of their own: n8n reaches them over HTTP alone. */
export async function startSandbox(options: { port: number; logFile: string }): Promise<Sandbox> {
	const args = ['sandbox/main.mts', '--port', String(options.port), '--exit-with-parent'];
	const child = spawn(process.execPath, args, {
		cwd: REPOSITORY,
		stdio: ['pipe', 'pipe', 'pipe'],
		// Ctrl-C is ours to handle: n8n ends first, while its provider still responds.
		detached: process.platform !== 'win32',
	});
	const log = createWriteStream(options.logFile, { flags: 'a' });
	let output = '';
	const url = await new Promise<string>((resolve, reject) => {
		const fail = (reason: string) => {
			child.stdin.end();
			reject(new Error(`The sandbox did not start: ${reason}\n${output}`));
		};
		const timer = setTimeout(() => fail('no response in 30 s'), START_TIMEOUT_MS);
		child.once('error', (error) => fail(error.message));
		child.once('exit', (code) => fail(`it ended with code ${code}`));
		child.stderr.on('data', (data: Buffer) => {
			output += String(data);
			log.write(data);
		});
		child.stdout.on('data', (data: Buffer) => {
			output += String(data);
			log.write(data);
			const line = /^\{"sandbox":"ready".*\}$/m.exec(output);
			if (!line) return;
			clearTimeout(timer);
			resolve((JSON.parse(line[0]) as { url: string }).url);
		});
	});
	return new Sandbox(url, child);
}

export const getLogPath = (folder: string, name: string): string =>
	path.join(folder, `${name}.log`);
