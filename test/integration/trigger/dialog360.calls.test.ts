import { CUSTOMER, useDialog360Trigger } from '../../support/dialog360Trigger';
import { sortByProgress } from '../../support/receipts';
import { hmacSha256 } from '../../support/runtime';
import { dialog360Http, waitFor } from '../../support/sandboxClient';

const trigger = useDialog360Trigger();

describe('a call', () => {
	it('with a message becomes one item in the shape of the contract', async () => {
		const account = await trigger.activate();
		const { id, deliveries } = await account.writeText(CUSTOMER, 'Where is my order?');
		expect(deliveries[0].status).toBe(200);
		expect(JSON.parse(deliveries[0].response ?? '')).toEqual({ status: 'accepted', events: 1 });
		expect(trigger.harness.executions).toEqual([
			[
				{
					event: 'message',
					provider: 'dialog360',
					id,
					messageId: id,
					timestamp: expect.stringMatching(/^\d{4}-.*Z$/),
					from: CUSTOMER,
					fromName: 'Ana',
					to: account.data.number,
					type: 'text',
					text: 'Where is my order?',
					raw: expect.objectContaining({ messages: [expect.objectContaining({ id })] }),
				},
			],
		]);
	});

	it('with the registered header is taken without reading the credential', async () => {
		const account = await trigger.activate();
		const { id } = await account.writeText(CUSTOMER, 'hi');
		trigger.harness.credentials = {};
		await account.writeText(CUSTOMER, 'hi again');
		expect(trigger.harness.executions).toMatchObject([
			[{ id, text: 'hi' }],
			[{ text: 'hi again' }],
		]);
	});

	it.each(['onPremise', 'sandbox'] as const)(
		'in the dialect of %s is understood',
		async (hosting) => {
			const account = await trigger.activate({}, { hosting });
			await account.writeText(account.data.number === CUSTOMER ? '16505076521' : CUSTOMER, 'hi');
			expect(trigger.harness.executions).toMatchObject([
				[{ event: 'message', text: 'hi', fromName: 'Ana' }],
			]);
		},
	);

	it('about a status is answered 200 and starts nothing unless it was asked for', async () => {
		const account = await trigger.activate();
		const { deliveries } = await account.deliver({ body: createStatus('read') });
		expect(deliveries[0].status).toBe(200);
		expect(JSON.parse(deliveries[0].response ?? '')).toEqual({
			status: 'ignored',
			reason: "event status is not in 'Trigger On' (message)",
		});
		expect(trigger.harness.executions).toEqual([]);
		expect(trigger.harness.warnings).toEqual([]);
	});

	it('about several things gives exactly the events that were asked for', async () => {
		const account = await trigger.activate({ triggerOn: ['status'] });
		await account.deliver({
			body: {
				object: 'whatsapp_business_account',
				entry: [
					{
						id: 'W',
						changes: [
							change({ statuses: [step('sent'), step('delivered')] }),
							change({
								messages: [{ id: 'wamid.M', from: CUSTOMER, type: 'text', text: { body: 'x' } }],
							}),
						],
					},
				],
			},
		});
		expect(trigger.harness.executions).toMatchObject([
			[
				{ event: 'status', status: 'sent' },
				{ event: 'status', status: 'delivered' },
			],
		]);
	});

	it('with a sent message’s receipts arrives as sent and delivered, with its callback data', async () => {
		const account = await trigger.activate({ triggerOn: ['status'] });
		await account.writeText(CUSTOMER);
		await dialog360Http(account).post('/messages', {
			messaging_product: 'whatsapp',
			to: CUSTOMER,
			type: 'text',
			text: { body: 'On its way' },
			biz_opaque_callback_data: 'order-1',
		});
		await waitFor(() => trigger.harness.executions.length >= 2);
		expect(sortByProgress(trigger.harness.executions.flat())).toMatchObject([
			{ event: 'status', status: 'sent', isFinal: false, to: CUSTOMER, callbackData: 'order-1' },
			{
				event: 'status',
				status: 'delivered',
				isFinal: true,
				to: CUSTOMER,
				callbackData: 'order-1',
			},
		]);
	});

	it('with a wrong secret is answered 401, logged once without secrets, and starts nothing', async () => {
		const account = await trigger.activate();
		const { headers } = await trigger.getRegistered();
		const { deliveries } = await account.deliver({
			body: createStatus('read'),
			headers: { [Object.keys(headers ?? {})[0]]: 'forged-value' },
		});
		expect(deliveries[0].status).toBe(401);
		expect(trigger.harness.executions).toEqual([]);
		expect(trigger.harness.warnings).toEqual([
			"'WhatsApp BSP Trigger' rejected a call with 401: the value of the header X-N8N-Webhook-Token is wrong",
		]);
	});

	it('with a right signature needs no header', async () => {
		const signatureSecret = 'example-platform';
		const account = await trigger.activate({}, { signatureSecret });
		await trigger.register({ url: trigger.harness.url, headers: {} });
		await account.writeText(CUSTOMER, 'signed');
		expect(trigger.harness.executions).toMatchObject([[{ text: 'signed' }]]);
	});

	it('with a signature over other bytes is answered 401', async () => {
		const signatureSecret = 'example-platform';
		const account = await trigger.activate({}, { signatureSecret });
		await trigger.register({ url: trigger.harness.url, headers: {} });
		const { deliveries } = await account.deliver({
			body: createStatus('read'),
			headers: { 'x-360dialog-signature': hmacSha256(signatureSecret, '{}') },
		});
		expect(deliveries[0].status).toBe(401);
		expect(trigger.harness.warnings[0]).toContain(
			'the signature in x-360dialog-signature is wrong',
		);
	});

	it('whose body is no webhook is answered 400 and logged', async () => {
		const account = await trigger.activate();
		const { deliveries } = await account.deliver({ body: { hello: 'world' } });
		expect(deliveries[0].status).toBe(400);
		expect(trigger.harness.warnings).toEqual([
			"'WhatsApp BSP Trigger' rejected a call with 400: the body is not a webhook call from this provider",
		]);
	});

	it('by GET is answered 405', async () => {
		const account = await trigger.activate();
		const { deliveries } = await account.deliver({ method: 'GET', rawText: '' });
		expect(deliveries[0].status).toBe(405);
	});

	it('keeps the digits of a 64-bit number', async () => {
		const account = await trigger.activate({ triggerOn: ['template'] });
		await account.deliver({
			rawText:
				'{"object":"whatsapp_business_account","entry":[{"id":"W","time":1750000000,"changes":[{"field":"message_template_status_update","value":{"event":"APPROVED","message_template_id":12345678901234567890}}]}]}',
		});
		expect(JSON.stringify(trigger.harness.executions)).toContain(
			'"message_template_id":"12345678901234567890"',
		);
	});
});

const step = (status: string) => ({
	id: 'wamid.S',
	status,
	timestamp: '1750000000',
	recipient_id: CUSTOMER,
});
const change = (value: object) => ({ field: 'messages', value });
const createStatus = (status: string) => ({
	object: 'whatsapp_business_account',
	entry: [{ id: 'W', changes: [change({ statuses: [step(status)] })] }],
});
