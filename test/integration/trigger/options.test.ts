import axios from 'axios';
import { CUSTOMER, useDialog360Trigger } from '../../support/dialog360Trigger';
import { TriggerHarness } from '../../support/triggerHarness';
import { useReceiver } from '../../support/receiver';
import { createAccount, waitFor } from '../../support/sandboxClient';

const trigger = useDialog360Trigger();
const receiver = useReceiver();

const parseResponse = ({
	deliveries,
}: {
	deliveries: Array<{ status: number | null; response?: string }>;
}) => ({
	status: deliveries[0].status,
	...(JSON.parse(deliveries[0].response ?? '{}') as { status?: string; reason?: string }),
});

describe('filters', () => {
	it('leave an event out before an execution starts, and the answer says why', async () => {
		await trigger.activate({ options: { blockedSenders: `+${CUSTOMER}`, textContains: 'order' } });
		expect(parseResponse(await trigger.account.writeText(CUSTOMER, 'My order?'))).toMatchObject({
			status: 'ignored',
			reason: "the sender is in 'Blocked Senders'",
		});
		expect(parseResponse(await trigger.account.writeText('16505076521', 'Hello'))).toMatchObject({
			reason: 'the text does not match',
		});
		expect(parseResponse(await trigger.account.writeText('16505076521', 'ORDER 5'))).toMatchObject({
			status: 'accepted',
		});
		expect(trigger.harness.executions).toMatchObject([[{ text: 'ORDER 5' }]]);
	});

	it.each([
		['+49 (0)171 123-4567', '491711234567'],
		['0049 171 1234567; +60 12-324 0066', '491711234567'],
		['whatsapp:+49171/1234567', '491711234567'],
		['MY.abc123', 'MY.abc123'],
	])('know a number however it was typed: %s', async (blockedSenders, from) => {
		await trigger.activate({ options: { blockedSenders } });
		expect(parseResponse(await trigger.account.writeText(from, 'hi'))).toMatchObject({
			status: 'ignored',
			reason: "the sender is in 'Blocked Senders'",
		});
	});
});

describe('emitRejected', () => {
	const forged = { headers: { 'X-N8N-Webhook-Token': 'forged' }, body: { a: 'secret text' } };

	it('gives a rejected call as an item of the second output, and still answers 401', async () => {
		await trigger.activate({ options: { emitRejected: true } });
		const { deliveries } = await trigger.account.deliver(forged);
		expect(deliveries[0].status).toBe(401);
		expect(trigger.harness.outputs).toEqual([
			[
				[],
				[
					{
						json: {
							event: 'rejected',
							provider: 'dialog360',
							timestamp: expect.stringMatching(/^\d{4}-/),
							status: 401,
							reason: 'the value of the header X-N8N-Webhook-Token is wrong',
							count: 1,
							raw: {
								method: 'POST',
								headers: expect.objectContaining({ 'x-n8n-webhook-token': '[hidden]' }),
								query: {},
								body: '{"a":"secret text"}',
								isCut: false,
							},
						},
					},
				],
			],
		]);
		expect(JSON.stringify(trigger.harness.outputs)).not.toContain('forged');
	});

	it('accepts what it cannot read as it is: it starts an execution, and need not be redelivered', async () => {
		await trigger.activate({ options: { emitRejected: true } });
		const { deliveries } = await trigger.account.deliver({ body: { hello: 'world' } });
		expect(parseResponse({ deliveries })).toMatchObject({ status: 'accepted as rejected' });
		expect(deliveries[0].status).toBe(200);
		expect(trigger.harness.outputs[0][1][0].json).toMatchObject({
			status: 400,
			raw: { body: '{"hello":"world"}' },
		});
	});

	it('cuts a large body of a call that comes again', async () => {
		await trigger.activate({ options: { emitRejected: true } });
		await trigger.account.deliver({ ...forged, body: { a: 'x'.repeat(20_000) } });
		const { raw } = trigger.harness.outputs[0][1][0].json as {
			raw: { body: string; isCut: boolean };
		};
		expect(raw).toMatchObject({ isCut: true });
		expect(raw.body).toHaveLength(10_000);
	});

	it('off: starts nothing, but counts in the log', async () => {
		await trigger.activate();
		await trigger.account.deliver(forged);
		await trigger.account.deliver(forged);
		expect(trigger.harness.outputs).toEqual([]);
		expect(trigger.harness.warnings[1]).toMatch(
			/rejected a call with 401: .* \(2 rejected since n8n started\)$/,
		);
	});
});

it('a test that listens shows a rejected call instead of staying silent', async () => {
	await trigger.connect();
	await trigger.harness.listen();
	const { status } = await axios.post(
		trigger.harness.testUrl,
		{},
		{ proxy: false, validateStatus: null },
	);
	expect(status).toBe(401);
	expect(trigger.harness.executions).toMatchObject([
		[{ event: 'rejected', reason: 'the header X-N8N-Webhook-Token is missing' }],
	]);
});

describe('forwardTo', () => {
	it('passes the same bytes and headers on, but not what is between us and 360dialog', async () => {
		const signatureSecret = 'example-platform';
		await trigger.activate(
			{ options: { forwardTo: `${receiver.url}/crm?x=1` } },
			{ signatureSecret },
		);
		const rawText = `{ "object":"whatsapp_business_account",  "entry":[],"big":12345678901234567890 }`;
		await trigger.account.deliver({ rawText, headers: { 'x-custom': 'kept' } });
		await waitFor(() => receiver.requests.length === 1);
		const [call] = receiver.requests;
		expect(call).toMatchObject({ method: 'POST', path: '/crm', text: rawText });
		expect(call.query).toEqual({ x: '1' });
		expect(call.headers).toMatchObject({
			'x-custom': 'kept',
			'content-type': 'application/json',
			'x-360dialog-signature': expect.stringMatching(/^[0-9a-f]{64}$/),
		});
		expect(call.headers).not.toHaveProperty('x-n8n-webhook-token');
	});

	it('tries again when the other system does not take it, and delays no answer', async () => {
		await trigger.activate({ options: { forwardTo: receiver.url } });
		receiver.respondWith(503);
		receiver.hold();
		const answered = await trigger.account.writeText(CUSTOMER, 'hello');
		expect(parseResponse(answered)).toMatchObject({ status: 'accepted' });
		await waitFor(() => receiver.requests.length === 1);
		receiver.release();
		await waitFor(() => receiver.requests.length === 2);
		expect(receiver.requests[1].text).toBe(receiver.requests[0].text);
	});

	it('forwards what the filters ignore, but nothing that is not verified', async () => {
		await trigger.activate({ options: { forwardTo: receiver.url, blockedSenders: CUSTOMER } });
		await trigger.account.deliver({ body: {}, headers: { 'X-N8N-Webhook-Token': 'forged' } });
		await trigger.account.writeText(CUSTOMER, 'blocked');
		await waitFor(() => receiver.requests.length === 1);
		expect(receiver.requests[0].text).toContain('blocked');
	});
});

describe('fieldNames', () => {
	const names = (rows: Record<string, string>) => ({
		fieldNames: { names: Object.entries(rows).map(([field, name]) => ({ field, name })) },
	});

	it('names what a Bulk360 account spells differently; raw stays as it came', async () => {
		const account = await createAccount('bulk360');
		trigger.harness = await TriggerHarness.start(account, {
			options: names({ from: 'Absender-Nr', text: 'wa_body', id: 'Beleg' }),
			credentials: { ...account.credentials, webhookToken: '' },
		});
		await trigger.harness.activate();
		const sent = { absender_nr: '+60 12-324 0066', WA_Body: 'Hai', beleg: 'b-1', extra: 'x' };
		const { status } = await axios.post(trigger.harness.url, sent, { proxy: false });
		expect(status).toBe(200);
		expect(trigger.harness.executions).toMatchObject([
			[{ event: 'message', messageId: 'b-1', from: '60123240066', text: 'Hai', raw: sent }],
		]);
	});

	it('names what a Modica application spells differently', async () => {
		const account = await createAccount('modica');
		trigger.harness = await TriggerHarness.start(account, {
			options: names({ from: 'mobile', text: 'payload', name: 'nick' }),
			credentials: { ...account.credentials, webhookUsername: '', webhookPassword: '' },
		});
		await trigger.harness.activate();
		await axios.post(
			trigger.harness.url,
			{ id: '7', mobile: '6421', payload: 'Kia ora', nick: 'Aroha' },
			{ proxy: false },
		);
		expect(trigger.harness.executions).toMatchObject([
			[{ messageId: '7', from: '6421', fromName: 'Aroha', text: 'Kia ora' }],
		]);
	});
});
