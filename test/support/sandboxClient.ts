import axios, { type AxiosInstance } from 'axios';
import type { z } from 'zod';
import type { faultSchema } from '../../sandbox/core/faults.mts';
import type * as sandbox from '../../sandbox/core/types.mts';
import { sandboxUrl, sleep } from './runtime';

export type SandboxProvider = sandbox.ProviderName;
export type Data = sandbox.Json;

export interface SandboxAccountData {
	id: string;
	provider: SandboxProvider;
	hosting: sandbox.Hosting;
	number: string;
	baseUrl: string;
	/** Exactly the data of the n8n credential for this account. */
	credentials: Record<string, string>;
	settings: Data;
	balance: number;
	clock: string;
}

export interface NewAccountOptions {
	id?: string;
	hosting?: sandbox.Hosting;
	number?: string;
	signatureSecret?: string;
	settings?: Data;
	balance?: number;
}

/** What the tests send and get are JSON objects. */
export interface LoggedRequest extends Omit<sandbox.LoggedRequest, 'body' | 'response'> {
	body: Data;
	response: Data | null;
}

/** When the sandbox received the request, in milliseconds. */
export const arrivedAt = ({ at, ms }: LoggedRequest): number => Date.parse(at) - ms;

export interface SentMessage extends sandbox.StoredMessage {
	payload: Data;
}

export type Delivery = sandbox.DeliveryAttempt;

export interface ConversationEntry extends sandbox.ConversationEntry {
	payload: Data;
}

export interface Inbound {
	from: string;
	name?: string;
	userId?: string;
	username?: string;
	message: Data & { type: string };
	context?: Data;
	wait?: boolean;
}

export interface Fault extends Omit<z.input<typeof faultSchema>, 'kind'> {
	/** Any text for TypeScript, which infers no more in the tables of tests; the sandbox checks it. */
	kind: string;
}

export interface Outcome {
	to: string;
	times?: number | null;
	final?: 'delivered' | 'read' | 'played' | 'failed' | 'expired';
	code?: string | number;
	title?: string;
	reject?: { code: string | number };
}

export type Stats = Record<
	| 'requests'
	| 'accepted'
	| 'rejected'
	| 'rateLimited'
	| 'uploads'
	| 'templateDownloads'
	| 'duplicates'
	| 'inFlight'
	| 'peakInFlight',
	number
>;

interface Deliveries {
	deliveries: Delivery[];
}

/** One account of the sandbox, with the control API's calls as methods. */
export class SandboxAccount {
	private readonly http: AxiosInstance;

	constructor(readonly data: SandboxAccountData) {
		this.http = axios.create({
			baseURL: `${sandboxUrl()}/control/accounts/${data.id}`,
			proxy: false,
		});
	}

	get id() {
		return this.data.id;
	}

	get credentials() {
		return this.data.credentials;
	}

	private async get<T>(path: string): Promise<T> {
		return (await this.http.get<T>(path)).data;
	}

	private async post<T>(path: string, body: unknown): Promise<T> {
		return (await this.http.post<T>(path, body)).data;
	}

	read = async () => await this.get<SandboxAccountData>('');
	requests = async () => await this.get<LoggedRequest[]>('/requests');
	/** What was sent last. */
	lastBody = async () => (await this.requests()).slice(-1)[0].body;
	clearRequests = async () => await this.http.delete('/requests');
	messages = async (to?: string) =>
		await this.get<SentMessage[]>(`/messages${to ? `?to=${encodeURIComponent(to)}` : ''}`);
	deliveries = async () => await this.get<Delivery[]>('/deliveries');
	clearDeliveries = async () => await this.http.delete('/deliveries');
	conversation = async (customer: string) =>
		await this.get<ConversationEntry[]>(`/conversations/${encodeURIComponent(customer)}`);
	conversations = async () => await this.get<Data[]>('/conversations');
	webhook = async () => await this.get<Data>('/webhook');
	templates = async () => await this.get<Data[]>('/templates');
	stats = async () => await this.get<Stats>('/stats');
	clearStats = async () => await this.http.delete('/stats');

	receiveInbound = async (input: Inbound) =>
		await this.post<{ id: string; deliveries: Delivery[] }>('/inbound', input);
	/** The customer writes a text: the usual way to open the 24-hour window. */
	writeText = async (from: string, text = 'hello', name = 'Ana') =>
		await this.receiveInbound({ from, name, message: { type: 'text', text: { body: text } } });
	/** @param role null: the account itself holds the conversation again */
	handOver = async (customer: string, role: string | null, more: Data = {}) =>
		await this.post<Deliveries>('/handover', { customer, role, ...more });
	stopMarketing = async (customer: string, stopped = true) =>
		await this.post<Deliveries>('/marketing', { customer, stopped });
	/** Somebody else of the business writes. */
	colleagueWrites = async (customer: string, text: string) =>
		await this.post<Deliveries>('/colleague', {
			customer,
			message: { type: 'text', text: { body: text } },
		});
	addFault = async (fault: Fault) => await this.post<Data[]>('/faults', fault);
	clearFaults = async () => await this.http.delete('/faults');
	setOutcome = async (outcome: Outcome) => await this.post<Data[]>('/outcomes', outcome);
	clearOutcomes = async () => await this.http.delete('/outcomes');
	patch = async (patch: { settings?: Data; balance?: number; signatureSecret?: string }) =>
		(await this.http.patch<SandboxAccountData>('', patch)).data;
	setPortal = async (portal: Data) => await this.post<Data>('/portal', portal);
	sendReceipt = async (receipt: { messageId: string; status: string; code?: string }) =>
		await this.post<Deliveries>('/receipts', receipt);
	deliver = async (delivery: Data) => await this.post<Deliveries>('/deliver', delivery);
	advanceClock = async (hours: number) => await this.post<Data>('/hours-later', { hours });
	/** The phone page's situations that are switched on. */
	conditions = async () => (await this.get<{ on: string[] }>('/conditions')).on;
	setCondition = async (name: string, on: boolean) =>
		await this.post<Data>('/conditions', { name, on });
	block = async (customer: string, blocked = true) =>
		await this.post<Data>('/block', { customer, blocked });
	phoneOff = async (customer: string, off = true) =>
		await this.post<Data>('/phone-off', { customer, off });
	addTemplate = async (template: Data) => await this.post<Data>('/templates', template);
	addMedia = async (base64: string, mimeType: string) =>
		await this.post<{ id: string; sha256: string; size: number }>('/media', { base64, mimeType });
	delete = async () => await this.http.delete('');
}

/** A fresh account of its own for a test: nothing is shared with tests that run at the same time. */
export async function createAccount(
	provider: SandboxProvider,
	options: NewAccountOptions = {},
): Promise<SandboxAccount> {
	const url = `${sandboxUrl()}/control/accounts`;
	const { data } = await axios.post<SandboxAccountData>(
		url,
		{ provider, ...options },
		{ proxy: false },
	);
	return new SandboxAccount(data);
}

/** Polls until the result is truthy. */
export async function waitFor<T>(
	question: () => T | Promise<T>,
	options: { timeoutMs?: number; what?: string } = {},
): Promise<NonNullable<T>> {
	const { timeoutMs = 30_000, what = 'the condition' } = options;
	const end = Date.now() + timeoutMs;
	for (;;) {
		const result = await question();
		if (result) return result;
		if (Date.now() > end) throw new Error(`Waited ${timeoutMs} ms in vain for ${what}`);
		await sleep(20);
	}
}

/** A client of a provider's own API that never throws on a status. */
export const providerHttp = (account: SandboxAccount): AxiosInstance =>
	axios.create({
		baseURL: account.data.baseUrl,
		validateStatus: () => true,
		maxRedirects: 0,
		proxy: false,
	});

/** The same for 360dialog, with the account's own key. */
export function dialog360Http(account: SandboxAccount): AxiosInstance {
	const http = providerHttp(account);
	http.defaults.headers.common['D360-API-KEY'] = account.credentials.apiKey;
	return http;
}

/** Registers a 360dialog number's main webhook, as any system with its key can. */
export const registerWebhook = async (account: SandboxAccount, webhook: object) =>
	await dialog360Http(account).post<unknown>('/v1/configs/webhook', webhook);
