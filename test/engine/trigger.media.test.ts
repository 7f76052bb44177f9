import { TriggerBench, type TriggerOptions } from '../support/engineTrigger';
import { startReceiver, type Receiver } from '../support/runtime';
import {
	createAccount,
	waitFor,
	type NewAccountOptions,
	type SandboxAccount,
} from '../support/sandboxClient';

const CUSTOMER = '16505076520';
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ', 'base64');

let bench: TriggerBench;
let account: SandboxAccount;
let receiver: Receiver;
beforeEach(async () => {
	receiver = await startReceiver();
});
afterEach(async () => {
	await bench.close();
	await receiver.close();
});

async function activated(
	options: TriggerOptions['options'] = {},
	more: TriggerOptions & { account?: NewAccountOptions } = {},
) {
	account = await createAccount('dialog360', more.account);
	bench = await TriggerBench.start(account, { options, ...more });
	await bench.activate();
}

describe('downloadMedia', () => {
	const image = async (id: string) =>
		await account.inbound({
			from: CUSTOMER,
			message: { type: 'image', image: { id, mime_type: 'image/png', caption: 'Look' } },
		});

	it.each(['cloud', 'onPremise'] as const)('puts a file into the item: %s', async (hosting) => {
		await activated({ downloadMedia: true }, { account: { hosting } });
		const { id } = await account.addMedia(PNG.toString('base64'), 'image/png');
		await image(id);
		const [[[item]]] = bench.outputs;
		expect(item.json).toMatchObject({ type: 'image', text: 'Look', media: { id } });
		expect(item.binary?.data).toMatchObject({ mimeType: 'image/png' });
		expect(Buffer.from(item.binary?.data.data ?? '', 'base64')).toEqual(PNG);
	});

	it.each([
		[
			'is not there',
			{ kind: 'status', status: 404, body: { error: 'gone' } },
			/The file is not here/,
		],
		['takes too long', { kind: 'slow', ms: 5000 }, /it took too long/],
		['comes from a broken server', { kind: 'resetAfter' }, /The file is not here/],
	])('gives the event without a file that %s', async (_what, fault, reason) => {
		await activated({ downloadMedia: true, mediaTimeoutMs: 300 });
		const { id } = await account.addMedia(PNG.toString('base64'), 'image/png');
		await account.fault({ ...fault, pathIncludes: id });
		const { deliveries } = await image(id);
		expect(deliveries[0].status).toBe(200);
		expect(bench.executions).toMatchObject([
			[{ text: 'Look', media: { id, notDownloaded: expect.stringMatching(reason) } }],
		]);
		expect(bench.outputs[0][0][0].binary).toBeUndefined();
	});

	it.each(['cloud', 'onPremise'] as const)(
		'gives the event without a file that is too large: %s',
		async (hosting) => {
			await activated({ downloadMedia: true, maxMediaMb: 1 }, { account: { hosting } });
			const { id } = await account.addMedia(
				Buffer.alloc(1_100_000).toString('base64'),
				'image/png',
			);
			await image(id);
			expect(bench.executions).toMatchObject([
				[{ media: { notDownloaded: 'The file is not here: it is larger than allowed' } }],
			]);
		},
	);

	it('takes the key to the account’s own host only', async () => {
		await activated({ downloadMedia: true });
		const { id } = await account.addMedia(PNG.toString('base64'), 'image/png');
		await account.fault({
			kind: 'status',
			status: 200,
			body: { url: `${receiver.url}/steal`, mime_type: 'image/png', file_size: 5 },
			pathIncludes: id,
		});
		await image(id);
		expect(receiver.calls).toEqual([]);
		expect(bench.executions).toMatchObject([
			[{ media: { notDownloaded: expect.stringContaining('host that must not get the key') } }],
		]);
	});
});

describe('markAsRead', () => {
	const reads = async () =>
		(await account.requests()).filter(
			({ body }) => (body as { status?: string })?.status === 'read',
		);

	it('marks a message once it is handed over, with typing where it is asked for', async () => {
		await activated({ markAsRead: true, showTyping: true });
		const { id } = await account.writes(CUSTOMER, 'hello');
		await waitFor(async () => (await reads()).length === 1);
		expect((await reads())[0].body).toEqual({
			messaging_product: 'whatsapp',
			status: 'read',
			message_id: id,
			typing_indicator: { type: 'text' },
		});
	});

	it('marks nothing that was left out, and nothing that was not handed over', async () => {
		await activated({ markAsRead: true, textContains: 'order' });
		await account.writes(CUSTOMER, 'hello');
		bench.failing = 1;
		await account.writes(CUSTOMER, 'order');
		await account.writes(CUSTOMER, 'my order');
		await waitFor(async () => (await reads()).length >= 1);
		expect(await reads()).toHaveLength(bench.executions.length);
	});

	it('says in the log when the provider does not take it, and the event stays', async () => {
		await activated({ markAsRead: true });
		await account.fault({
			kind: 'status',
			status: 401,
			body: { error: 'no' },
			pathIncludes: '/messages',
		});
		await account.writes(CUSTOMER, 'hello');
		await waitFor(() => bench.warnings.length > 0);
		expect(bench.warnings[0]).toMatch(/could not mark as read/);
		expect(bench.executions).toHaveLength(1);
	});
});
