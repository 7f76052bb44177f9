/** One contender in a process of its own, so that its memory is its own. */
import { createRequire } from 'node:module';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type {
	IExecuteFunctions,
	INodeParameters,
	INodeType,
	IVersionedNodeType,
} from 'n8n-workflow';
import { startEngine } from './engine.mts';
import type { ContenderInput, Load, Report } from './types.mts';

type Item = { json: { to: string; text: string } };

const order = JSON.parse(process.argv[2]) as ContenderInput;
const parameters = order.parameters as INodeParameters;
const engine = startEngine(order);
const buildBody = ({ to, text }: Item['json']) => ({
	messaging_product: 'whatsapp',
	recipient_type: 'individual',
	to,
	type: 'text',
	text: { body: text },
});
const getUrl = () => `${engine.credentials.baseUrl}/messages`;
let items: Item[] = [];

async function runConcurrently<T>(list: T[], atOnce: number, work: (entry: T) => Promise<void>) {
	let next = 0;
	const runWorker = async () => {
		while (next < list.length) {
			const entry = list[next];
			next += 1;
			await work(entry);
		}
	};
	await Promise.all(Array.from({ length: atOnce }, runWorker));
}

/** Returns how many messages were accepted. */
type SendAll = (send: (item: Item) => Promise<unknown>, list: Item[]) => Promise<number>;

/** A node that does with n8n's helper what `sendAll` does. */
const createNode = (sendAll: SendAll, { hasFields = false } = {}): INodeType => ({
	description: {
		displayName: 'Bench',
		name: 'bench',
		group: ['output'],
		version: 1,
		description: '',
		defaults: { name: 'Bench' },
		properties: ['to', 'text'].map((name) => ({
			displayName: name,
			name,
			type: 'string',
			default: '',
		})),
		inputs: ['main'],
		outputs: ['main'],
		credentials: [{ name: 'dialog360Api', required: true }],
	},
	async execute(this: IExecuteFunctions) {
		const send = async (item: Item) =>
			(await this.helpers.httpRequestWithAuthentication.call(this, 'dialog360Api', {
				method: 'POST',
				url: getUrl(),
				body: buildBody(item.json),
				json: true,
			})) as unknown;
		const read = (name: string, i: number) => this.getNodeParameter(name, i) as string;
		const list = this.getInputData() as unknown as Item[];
		const accepted = await sendAll(
			send,
			hasFields
				? list.map((_, i) => ({ json: { to: read('to', i), text: read('text', i) } }))
				: list,
		);
		return [Array.from({ length: accepted }, () => ({ json: { success: true } }))];
	},
});

const FIELDS = { to: '={{ $json.to }}', text: '={{ $json.text }}' };

const sendConcurrently: SendAll = async (send, list) => {
	let accepted = 0;
	await runConcurrently(list, Number(parameters.atOnce), async (item) => {
		await send(item).then(
			() => (accepted += 1),
			() => undefined,
		);
	});
	return accepted;
};

const CONTENDERS: Record<string, () => Promise<void>> = {
	async node() {
		const { WhatsAppBsp } = createRequire(path.join(order.dist, 'package.json'))(
			'./nodes/WhatsAppBsp/WhatsAppBsp.node.js',
		) as { WhatsAppBsp: new () => INodeType };
		await engine.run(
			new WhatsAppBsp(),
			{
				provider: 'dialog360',
				resource: 'message',
				operation: 'sendText',
				...FIELDS,
				options: parameters,
			},
			items,
		);
	},

	/** What every community node does: one item after the other. */
	async serial() {
		const node = createNode(async (send, list) => {
			let accepted = 0;
			for (const item of list) {
				await send(item).then(
					() => (accepted += 1),
					() => undefined,
				);
			}
			return accepted;
		});
		await engine.run(node, {}, items);
	},

	/** n8n's helper and nothing else, so many at a time. */
	async helper() {
		await engine.run(createNode(sendConcurrently), {}, items);
	},

	/** The same in a node that has recipient and text in fields, as ours: n8n evaluates two expressions an item. */
	async helperWithFields() {
		const node = createNode(sendConcurrently, { hasFields: true });
		await engine.run(node, FIELDS, items);
	},

	/** n8n's helper and nothing else, so many a second. */
	async pacedHelper() {
		const node = createNode(async (send, list) => {
			const spacingMs = 1000 / Number(parameters.perSecond);
			const sent = list.map(async (item, i) => {
				await sleep(i * spacingMs);
				return await send(item).then(
					() => 1,
					() => 0,
				);
			});
			return (await Promise.all(sent)).reduce<number>((sum, each) => sum + each, 0);
		});
		await engine.run(node, {}, items);
	},

	/** n8n's HTTP Request node, as a user without a node for their provider sets it up. */
	async httpRequest() {
		const { HttpRequest } = engine.load(
			'n8n-nodes-base/dist/nodes/HttpRequest/HttpRequest.node.js',
		) as { HttpRequest: new () => IVersionedNodeType };
		await engine.run(
			new HttpRequest(),
			{
				method: 'POST',
				url: getUrl(),
				sendHeaders: true,
				headerParameters: {
					parameters: [{ name: 'D360-API-KEY', value: engine.credentials.apiKey }],
				},
				sendBody: true,
				specifyBody: 'json',
				jsonBody: `={{ JSON.stringify({ messaging_product: 'whatsapp', recipient_type: 'individual', to: $json.to, type: 'text', text: { body: $json.text } }) }}`,
				options: parameters,
			},
			items,
		);
	},
};

async function sendAll({ items: count, credentials }: Load): Promise<void> {
	engine.credentials = credentials;
	items = Array.from({ length: count }, (_, i) => ({
		json: { to: String(60120000000 + i), text: `message ${i}` },
	}));
	await CONTENDERS[order.kind]();
}

if (order.warmUp) await sendAll(order.warmUp);
engine.cpuSeconds = 0;
const started = performance.now();
await sendAll(order);
const report: Report = {
	seconds: (performance.now() - started) / 1000,
	peakMb: process.resourceUsage().maxRSS / 1024,
	cpuSeconds: engine.cpuSeconds,
};
process.stdout.write(`\n${JSON.stringify(report)}\n`, () => process.exit(0));
