import { CUSTOMER, useDialog360Trigger } from '../../support/dialog360Trigger';
import { useReceiver } from '../../support/receiver';
import { waitFor } from '../../support/sandboxClient';

const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ', 'base64');

const trigger = useDialog360Trigger();
const receiver = useReceiver();

describe('downloadMedia', () => {
	const image = async (id: string) =>
		await trigger.account.receiveInbound({
			from: CUSTOMER,
			message: { type: 'image', image: { id, mime_type: 'image/png', caption: 'Look' } },
		});

	it.each(['cloud', 'onPremise'] as const)('puts a file into the item: %s', async (hosting) => {
		await trigger.activate({ options: { downloadMedia: true } }, { hosting });
		const { id } = await trigger.account.addMedia(PNG.toString('base64'), 'image/png');
		await image(id);
		const [[[item]]] = trigger.harness.outputs;
		expect(item.json).toMatchObject({ type: 'image', text: 'Look', media: { id } });
		expect(item.binary?.data).toMatchObject({ mimeType: 'image/png' });
		expect(Buffer.from(item.binary?.data.data ?? '', 'base64')).toEqual(PNG);
	});

	it.each([
		[
			'is not there',
			{ kind: 'status', status: 404, body: { error: 'gone' } },
			20_000,
			'360dialog couldn’t find this URL or ID',
		],
		['takes too long', { kind: 'hang' }, 300, 'the download took too long'],
		[
			'comes from a broken server',
			{ kind: 'resetAfter' },
			20_000,
			'The connection dropped before the provider responded',
		],
	])('gives the event without a file that %s', async (_what, fault, mediaTimeoutMs, reason) => {
		await trigger.activate({ options: { downloadMedia: true, mediaTimeoutMs } });
		const { id } = await trigger.account.addMedia(PNG.toString('base64'), 'image/png');
		await trigger.account.addFault({ ...fault, pathIncludes: id });
		const { deliveries } = await image(id);
		expect(deliveries[0].status).toBe(200);
		expect(trigger.harness.executions).toMatchObject([
			[{ text: 'Look', media: { id, notDownloaded: `The file wasn’t downloaded: ${reason}` } }],
		]);
		expect(trigger.harness.outputs[0][0][0].binary).toBeUndefined();
	});

	it.each(['cloud', 'onPremise'] as const)(
		'gives the event without a file that is too large: %s',
		async (hosting) => {
			await trigger.activate({ options: { downloadMedia: true, maxMediaMb: 1 } }, { hosting });
			const { id } = await trigger.account.addMedia(
				Buffer.alloc(1_100_000).toString('base64'),
				'image/png',
			);
			await image(id);
			expect(trigger.harness.executions).toMatchObject([
				[
					{
						media: {
							notDownloaded: "The file wasn’t downloaded: it’s larger than 'Max Media Size (MB)'",
						},
					},
				],
			]);
		},
	);

	it('gives the messages of a burst in their order, however long their files take', async () => {
		const options = { downloadMedia: true, groupBy: 'sender', quietTimeMs: 300 };
		await trigger.activate({ options });
		const { id } = await trigger.account.addMedia(PNG.toString('base64'), 'image/png');
		await trigger.account.addFault({ kind: 'hold', pathIncludes: id });
		const photo = image(id);
		await waitFor(() => trigger.harness.requestCount === 1);
		const text = trigger.account.writeText(CUSTOMER, 'This is the broken part');
		await waitFor(() => trigger.harness.requestCount === 2);
		await trigger.account.clearFaults();
		await Promise.all([photo, text]);
		const [[items], ...others] = trigger.harness.outputs;
		expect(others).toEqual([]);
		expect(items.map(({ json, binary }) => [json.text, binary?.data.mimeType])).toEqual([
			['Look', 'image/png'],
			['This is the broken part', undefined],
		]);
	});

	it('takes the key to the account’s own host only', async () => {
		await trigger.activate({ options: { downloadMedia: true } });
		const { id } = await trigger.account.addMedia(PNG.toString('base64'), 'image/png');
		await trigger.account.addFault({
			kind: 'status',
			status: 200,
			body: { url: `${receiver.url}/steal`, mime_type: 'image/png', file_size: 5 },
			pathIncludes: id,
		});
		await image(id);
		expect(receiver.requests).toEqual([]);
		expect(trigger.harness.executions).toMatchObject([
			[
				{
					media: {
						notDownloaded: expect.stringContaining('host that the API key can’t be sent to'),
					},
				},
			],
		]);
	});
});

describe('markAsRead', () => {
	const reads = async () =>
		(await trigger.account.requests()).filter(
			({ body }) => (body as { status?: string })?.status === 'read',
		);

	it('marks a message once its execution is created, with typing if chosen', async () => {
		await trigger.activate({ options: { markAsRead: true, showTyping: true } });
		const { id } = await trigger.account.writeText(CUSTOMER, 'hello');
		await waitFor(async () => (await reads()).length === 1);
		expect((await reads())[0].body).toEqual({
			messaging_product: 'whatsapp',
			status: 'read',
			message_id: id,
			typing_indicator: { type: 'text' },
		});
	});

	it('marks nothing that was ignored, and nothing without an execution', async () => {
		await trigger.activate(
			{ options: { markAsRead: true, textContains: 'order' } },
			{ settings: { retryDelaysMs: [] } },
		);
		await trigger.account.writeText(CUSTOMER, 'hello');
		trigger.harness.failNextExecutions = 1;
		await trigger.account.writeText(CUSTOMER, 'order');
		const { id } = await trigger.account.writeText(CUSTOMER, 'my order');
		await waitFor(async () => (await reads()).length >= 1);
		expect((await reads()).map(({ body }) => body.message_id)).toEqual([id]);
		expect(trigger.harness.executions).toHaveLength(1);
	});

	it('marks no message of a group, which WhatsApp does not support', async () => {
		const account = await trigger.activate({ options: { markAsRead: true } });
		const message = { type: 'text', text: { body: 'in a group' }, group_id: 'Y2FwaV9ncm91cDox' };
		await account.receiveInbound({ from: CUSTOMER, message });
		const { id } = await account.writeText(CUSTOMER, 'hello');
		await waitFor(async () => (await reads()).length >= 1);
		expect((await reads()).map(({ body }) => body.message_id)).toEqual([id]);
		expect(trigger.harness.executions).toHaveLength(2);
		expect(trigger.harness.warnings).toEqual([]);
	});

	it('says in the log when the provider does not take it, and the event stays', async () => {
		await trigger.activate({ options: { markAsRead: true } });
		await trigger.account.addFault({
			kind: 'status',
			status: 401,
			body: { error: 'no' },
			pathIncludes: '/messages',
		});
		await trigger.account.writeText(CUSTOMER, 'hello');
		await waitFor(() => trigger.harness.warnings.length > 0);
		expect(trigger.harness.warnings[0]).toMatch(/could not mark a message as read/);
		expect(trigger.harness.executions).toHaveLength(1);
	});
});
