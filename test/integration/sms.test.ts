import type { INodeParameters } from 'n8n-workflow';
import { runNode } from '../support/engine';
import { initDeduplication } from '../support/processedDataTable';
import { sortByProgress } from '../support/receipts';
import { startReceiver } from '../support/runtime';
import { createAccount, waitFor, type Data, type SandboxAccount } from '../support/sandboxClient';
import { parseEvents } from '../support/parseEvents';

beforeAll(initDeduplication);

/** Nobody has written: on WhatsApp only approved text would reach them. */
const CUSTOMER = '60123000111';
const OTHER = '60123000112';
const text = 'Your table is ready';

const send = async (account: SandboxAccount, options: INodeParameters, to = CUSTOMER) =>
	await runNode(account, { operation: 'sendText', to, text, options });

const lastBody = async (account: SandboxAccount) => (await account.requests()).slice(-1)[0].body;

describe('SMS through Bulk360', () => {
	it('is the same call without the prefix, with the sender', async () => {
		const account = await createAccount('bulk360');
		const { json, error } = await send(account, { channel: 'sms', from: ' 66688 ' });
		expect(error).toBeUndefined();
		const { user, pass, ...body } = await lastBody(account);
		expect([user, pass]).toEqual([
			account.data.credentials.appKey,
			account.data.credentials.appSecret,
		]);
		expect(body).toEqual({ from: '66688', to: CUSTOMER, text, detail: '1' });
		const [message] = await account.messages();
		expect(message).toMatchObject({ type: 'sms', to: CUSTOMER, text });
		expect(json[0]).toMatchObject({
			success: true,
			status: 'accepted',
			messageId: message.id,
			to: CUSTOMER,
			currency: 'MYR',
		});
	});

	it('leaves the sender to the account, and shares a request', async () => {
		const account = await createAccount('bulk360');
		const { json } = await send(account, { channel: 'sms' }, `${CUSTOMER}, ${OTHER}`);
		expect(await lastBody(account)).toMatchObject({ to: `${CUSTOMER},${OTHER}` });
		expect(await lastBody(account)).not.toHaveProperty('from');
		expect(json.map(({ to }) => to)).toEqual([CUSTOMER, OTHER]);
	});

	it('never shares a request with WhatsApp', async () => {
		const account = await createAccount('bulk360');
		await account.writeText(CUSTOMER);
		const { json, error } = await runNode(
			account,
			{
				operation: 'sendText',
				to: CUSTOMER,
				text,
				options: { channel: '={{ $json.channel }}', from: '66688' },
			},
			{ items: ['sms', 'whatsapp', ''].map((channel) => ({ json: { channel } })) },
		);
		expect(error).toBeUndefined();
		expect(json).toHaveLength(3);
		const bodies = (await account.requests()).map(({ body }) => body);
		expect(bodies.map(({ to, from }) => [to, from])).toEqual([
			[CUSTOMER, '66688'],
			[`whatsapp:${CUSTOMER}`, undefined],
			[`whatsapp:${CUSTOMER}`, undefined],
		]);
	});

	it('rejects more than 960 characters, and splits there if asked to', async () => {
		const account = await createAccount('bulk360');
		const long = { operation: 'sendText', to: CUSTOMER, text: 'word '.repeat(250) };
		const { error } = await runNode(account, { ...long, options: { channel: 'sms' } });
		expect(error?.message).toContain("'Text' has 1250 characters; the maximum is 960");
		expect(await account.requests()).toEqual([]);
		const split = await runNode(account, {
			...long,
			options: { channel: 'sms', splitLongText: true },
		});
		expect(split.json.map(({ success }) => success)).toEqual([true, true]);
	});

	it('goes out with the key that a WhatsApp message has used, once', async () => {
		const account = await createAccount('bulk360');
		await account.writeText(CUSTOMER);
		const run = async (options: INodeParameters) =>
			(await send(account, { idempotencyKey: account.data.id, ...options })).json[0].status;
		expect(await run({})).toBe('accepted');
		expect(await run({ channel: 'sms' })).toBe('accepted');
		expect(await run({ channel: 'sms' })).toBe('skipped');
	});

	it('has delivery receipts like any message', async () => {
		const account = await createAccount('bulk360');
		const receiver = await startReceiver();
		await account.setPortal({ dnUrl: receiver.url, method: 'POST', encoding: 'json' });
		const { json } = await send(account, { channel: 'sms' });
		await waitFor(() => receiver.requests.length >= 2, { what: 'two receipts' });
		const events = sortByProgress(
			receiver.requests.flatMap(({ body }) => parseEvents('bulk360', { body: body as Data })),
		);
		expect(events.map(({ status, messageId, to }) => [status, messageId, to])).toEqual([
			['sent', json[0].messageId, CUSTOMER],
			['delivered', json[0].messageId, CUSTOMER],
		]);
		await receiver.close();
	});

	it('is not offered where there is none', async () => {
		const account = await createAccount('socnet');
		await send(account, { channel: 'sms', from: '66688' }, '256701234567');
		expect(await lastBody(account)).toEqual(expect.not.objectContaining({ from: '66688' }));
	});

	it('the sandbox rejects a longer SMS itself', async () => {
		const account = await createAccount('bulk360');
		const { appKey, appSecret } = account.data.credentials;
		const form = { user: appKey, pass: appSecret, to: CUSTOMER, text: 'x'.repeat(961) };
		const response = await fetch(`${account.data.baseUrl}/gw/bulk360/v3_0/send.php`, {
			method: 'POST',
			body: new URLSearchParams(form),
		});
		expect(await response.json()).toMatchObject({ code: 400 });
	});
});
